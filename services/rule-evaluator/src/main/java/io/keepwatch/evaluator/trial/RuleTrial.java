package io.keepwatch.evaluator.trial;

import java.nio.file.Path;

/** Tries rule sets before they judge. */
public interface RuleTrial {
    /** Compiles and proves the set in this directory where nothing of it can do harm. */
    TrialOutcome of(Path set) throws InterruptedException;

    /** Makes ready for the next set, so that it need not wait. */
    void standBy();
}
