package io.keepwatch.rules.score;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A score with its working. {@code prior}, the points of the contributions and those of the multipliers sum to the score
 * to 1e-9.
 *
 * @param at the instant it is of
 * @param model digest of the model
 * @param score from 0 to 100
 * @param base the score before multipliers
 * @param prior the score of somebody of whom nothing is known
 * @param categories the probability of each category, in the model's order; they sum to a hundredth of the score
 * @param multipliers those that hold, in the model's order
 * @param contributions one for each piece of evidence, in the dossier's order
 */
public record Score(
        Instant at,
        String model,
        double score,
        double base,
        double prior,
        Map<String, Double> categories,
        List<Multiplier> multipliers,
        List<Contribution> contributions) {
    public Score {
        categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        multipliers = List.copyOf(multipliers);
        contributions = List.copyOf(contributions);
    }

    public Band band() {
        return Band.of(score);
    }

    /** The most probable category; the first of the model where several are. */
    public String leading() {
        return categories.entrySet().stream()
                .reduce((first, other) -> other.getValue() > first.getValue() ? other : first)
                .map(Map.Entry::getKey)
                .orElseThrow();
    }
}
