package io.keepwatch.evaluator.trial;

import io.keepwatch.rules.book.RuleProblem;
import java.util.List;

/** What trying a rule set came to. */
public sealed interface TrialOutcome {
    /**
     * The set may judge.
     *
     * @param rules how many would judge
     * @param cases how many cases and ordinary days were run
     */
    record Passed(int rules, int cases) implements TrialOutcome {}

    /** The set must not judge; it would come out the same another time. */
    record Refused(List<RuleProblem> problems) implements TrialOutcome {}

    /** Nobody could try it; that says nothing of the set, and may pass. */
    record NotTried(String reason) implements TrialOutcome {}
}
