package io.keepwatch.rules.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the circumstances make of a score. Of a correlated group the largest factor counts; the product is capped. In the
 * order of the model each factor is a step of its own, up to the cap.
 */
final class Multiplication {
    /** Products that differ by less are the same. */
    private static final double SAME = 1e-12;

    private final ContextModel model;
    /** For each factor that is in a group, the others of it. */
    private final Map<String, List<String>> groups = new HashMap<>();

    Multiplication(ContextModel model) {
        this.model = model;
        for (List<String> group : model.correlated()) {
            group.forEach(factor -> groups.put(factor, group));
        }
    }

    /** The score after all that holds at an instant. */
    double score(double baseOdds, List<ContextFact> facts, Instant at) {
        return facts.isEmpty() ? score(baseOdds, 1) : score(baseOdds, product(inEffect(facts, at), null));
    }

    /** The score, from 0 to 100, after a multiplier. */
    private double score(double baseOdds, double multiplier) {
        return switch (model.mode()) {
            case ODDS -> points(baseOdds * multiplier);
            case SCORE -> Math.min(100, points(baseOdds) * multiplier);
        };
    }

    static double points(double odds) {
        return 100 * odds / (1 + odds);
    }

    /** Every factor that holds at an instant, with its points, in the model's order. */
    List<Multiplier> multipliers(double baseOdds, List<ContextFact> facts, Instant at) {
        Map<String, ContextFact> inEffect = inEffect(facts, at);
        double whole = score(baseOdds, product(inEffect, null));
        List<Multiplier> multipliers = new ArrayList<>();
        double uncapped = 1;
        double score = score(baseOdds, 1);
        for (ContextModel.Factor factor : model.factors()) {
            ContextFact fact = inEffect.get(factor.name());
            if (fact == null) {
                continue;
            }
            String larger = larger(factor, inEffect, null);
            double before = Math.min(model.cap(), uncapped);
            uncapped *= larger == null ? factor.multiplier() : 1;
            double after = Math.min(model.cap(), uncapped);
            double next = score(baseOdds, after);
            double without = score(baseOdds, product(inEffect, factor.name()));
            multipliers.add(new Multiplier(
                    factor.name(),
                    factor.says(),
                    factor.multiplier(),
                    after / before,
                    fact.source(),
                    fact.from(),
                    fact.until(),
                    larger != null
                            ? Multiplier.Effect.SHADOWED_BY_GROUP
                            : whole - without > SAME * whole
                                    ? Multiplier.Effect.COUNTS
                                    : Multiplier.Effect.SHADOWED_BY_LIMIT,
                    larger,
                    next - score));
            score = next;
        }
        return multipliers;
    }

    /** Of each factor that holds the fact that holds longest; one that the model does not know is left out. */
    private static Map<String, ContextFact> inEffect(List<ContextFact> facts, Instant at) {
        Map<String, ContextFact> inEffect = new HashMap<>();
        for (ContextFact fact : facts) {
            if (fact.holds(at)) {
                inEffect.merge(fact.factor(), fact, Multiplication::longer);
            }
        }
        return inEffect;
    }

    /** The one that ends later; of two that end together the one that began earlier, then the first by its source. */
    private static ContextFact longer(ContextFact a, ContextFact b) {
        Instant endA = a.until() == null ? Instant.MAX : a.until();
        Instant endB = b.until() == null ? Instant.MAX : b.until();
        int order = endB.compareTo(endA);
        order = order != 0 ? order : a.from().compareTo(b.from());
        order = order != 0 ? order : a.source().compareTo(b.source());
        return order <= 0 ? a : b;
    }

    /** @param without a factor that does not count; null for none */
    private double product(Map<String, ContextFact> inEffect, @Nullable String without) {
        double product = 1;
        for (ContextModel.Factor factor : model.factors()) {
            if (inEffect.containsKey(factor.name())
                    && !factor.name().equals(without)
                    && larger(factor, inEffect, without) == null) {
                product *= factor.multiplier();
            }
        }
        return Math.min(model.cap(), product);
    }

    /** The largest factor of the same group that holds and is larger than this, or null. */
    private @Nullable String larger(
            ContextModel.Factor factor, Map<String, ContextFact> inEffect, @Nullable String without) {
        String larger = null;
        double largest = factor.multiplier();
        for (ContextModel.Factor other : model.factors()) {
            if (other.multiplier() > largest
                    && groups.getOrDefault(factor.name(), List.of()).contains(other.name())
                    && inEffect.containsKey(other.name())
                    && !other.name().equals(without)) {
                larger = other.name();
                largest = other.multiplier();
            }
        }
        return larger;
    }
}
