package io.keepwatch.rules.book;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A rule set cannot be used; the last good one keeps judging. Carries every problem found, not only the first. */
public final class RuleSetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RuleProblem> problems;

    public RuleSetException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public RuleSetException(RuleProblem problem) {
        this(List.of(problem));
    }

    public List<RuleProblem> problems() {
        return problems;
    }
}
