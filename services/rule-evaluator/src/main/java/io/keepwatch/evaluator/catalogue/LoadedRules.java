package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleProblem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule set this instance judges with, and how the last attempt to load one went. */
@Singleton
public class LoadedRules {
    private volatile @Nullable RuleBook book;
    private volatile @Nullable Attempt last;

    /**
     * An attempt to load a rule set.
     *
     * @param at domain time
     * @param digest of the set, or null where it could not be read
     * @param problems why it was refused; empty if it was not
     */
    public record Attempt(Instant at, @Nullable String digest, List<RuleProblem> problems) {
        public boolean ok() {
            return problems.isEmpty();
        }
    }

    /** The set that judges, or null while there is none. */
    public @Nullable RuleBook book() {
        return book;
    }

    /** How the last attempt to load a set went, or null before the first. */
    public @Nullable Attempt last() {
        return last;
    }

    void judgeWith(RuleBook loaded, Instant at) {
        book = loaded;
        last = new Attempt(at, loaded.digest(), List.of());
    }

    void refused(List<RuleProblem> problems, Instant at) {
        last = new Attempt(at, null, List.copyOf(problems));
    }
}
