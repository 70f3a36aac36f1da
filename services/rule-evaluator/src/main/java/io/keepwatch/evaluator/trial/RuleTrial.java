package io.keepwatch.evaluator.trial;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries rule sets before they judge. */
public interface RuleTrial {
    /** Compiles and proves the set in this directory where nothing of it can do harm. */
    TrialOutcome of(Path set) throws InterruptedException;

    /**
     * Makes ready for the next set, so that it need not wait. To be called again and again.
     *
     * @param known asked only where something has to get warm: a set that came through before, or null
     */
    void standBy(Supplier<@Nullable Path> known);
}
