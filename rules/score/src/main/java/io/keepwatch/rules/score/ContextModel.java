package io.keepwatch.rules.score;

import java.util.List;

/**
 * The multipliers of a person's circumstances (S2-018 … S2-024).
 *
 * @param mode what a multiplier multiplies
 * @param cap the largest product
 * @param factors in the order in which their points are told
 * @param correlated groups of factors that tell of the same thing: the largest of a group counts
 */
public record ContextModel(Mode mode, double cap, List<Factor> factors, List<List<String>> correlated) {
    public ContextModel {
        factors = List.copyOf(factors);
        correlated = correlated.stream().map(List::copyOf).toList();
    }

    /** What a multiplier multiplies. */
    public enum Mode {
        /** The odds: a score stays a probability. */
        ODDS,
        /** The score itself, as the letter of the programme has it; what goes beyond 100 is cut off. */
        SCORE
    }

    /**
     * @param name as it is named where it is put into effect: {@code notice}, {@code pip}, …
     * @param multiplier above 1
     * @param says a sentence's beginning: "Has given notice or was given it"
     */
    public record Factor(String name, double multiplier, String says) {}
}
