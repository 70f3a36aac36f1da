package io.keepwatch.rules.score;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A model cannot be used; the last good one keeps scoring. Carries every problem found. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ModelProblem> problems;

    ModelException(List<ModelProblem> problems) {
        super(problems.stream().map(ModelProblem::toString).collect(joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public List<ModelProblem> problems() {
        return problems;
    }
}
