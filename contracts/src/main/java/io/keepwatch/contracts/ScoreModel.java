package io.keepwatch.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole-person model that scores come from, as it is told; the value of {@link Topic#MODEL}. A {@link Risk} names it by
 * its digest, and with both any instant can be scored again (R16). Written and read by {@link ScoreModelJson}; whether it
 * is a model that can be used is for the score library to say.
 *
 * @param digest names the content; two models of one digest say the same
 * @param liveSince when whoever says so began to judge with it, by the domain clock; never decides about a score
 * @param root the node whose first state is the benign one and whose other states are the categories
 * @param nodes the network, in the order in which it is shown
 * @param likelihoodRatios what a fresh finding of each strength, one of {@link Risk#STRENGTHS}, multiplies the odds of its
 *     own node by
 * @param repeats the k-th finding of a family on a node counts {@code k^-repeats} of its weight
 * @param kinds findings that no rule declares
 * @param context what of a person's circumstances multiplies
 */
public record ScoreModel(
        String digest,
        Instant liveSince,
        String root,
        List<Node> nodes,
        Map<String, Double> likelihoodRatios,
        double repeats,
        List<Kind> kinds,
        Context context) {

    /** The odds are multiplied. */
    public static final String ODDS = "odds";
    /** The score itself is multiplied, and cut off. */
    public static final String SCORE = "score";

    /** What a factor may multiply. */
    public static final List<String> MODES = List.of(ODDS, SCORE);

    public ScoreModel {
        nodes = List.copyOf(nodes);
        likelihoodRatios = Map.copyOf(likelihoodRatios);
        kinds = List.copyOf(kinds);
    }

    /**
     * A discrete variable.
     *
     * @param means what its first state says of the person, as the end of a sentence
     * @param states at least two; findings speak of the first
     * @param parents the nodes that it depends on; none for the root
     * @param table one row for each combination of the parents' states, the last parent's changing fastest; each with the
     *     probability of each state
     * @param protective whether its first state speaks for the person
     */
    public record Node(
            String name,
            String means,
            List<String> states,
            List<String> parents,
            List<List<Double>> table,
            boolean protective) {
        public Node {
            states = List.copyOf(states);
            parents = List.copyOf(parents);
            table = table.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A kind of finding.
     *
     * @param says what was found, as a sentence's beginning
     * @param evidence what it says of the person, once per node
     * @param replaces more general kinds, which do not count beside it where they tell of the same activity
     */
    public record Kind(String name, String says, List<Effect> evidence, List<String> replaces) {
        public Kind {
            evidence = List.copyOf(evidence);
            replaces = List.copyOf(replaces);
        }
    }

    /**
     * What a finding says of one node.
     *
     * @param strength one of {@link Risk#STRENGTHS}
     * @param halfLife after this time it says half as much
     * @param negative whether it speaks against the node's first state
     * @param family findings of one family on one node count ever less; the kind's own where null
     */
    public record Effect(
            String node,
            String strength,
            Duration halfLife,
            boolean negative,
            @Nullable String family) {}

    /**
     * The multipliers.
     *
     * @param multiplies one of {@link #MODES}
     * @param cap the largest product
     * @param factors in the order in which their points are told
     * @param correlated groups of factors of which the largest counts
     */
    public record Context(String multiplies, double cap, List<Factor> factors, List<List<String>> correlated) {
        public Context {
            factors = List.copyOf(factors);
            correlated = correlated.stream().map(List::copyOf).toList();
        }
    }

    /**
     * @param name as circumstances name it
     * @param multiplier above 1
     * @param says a sentence's beginning
     */
    public record Factor(String name, double multiplier, String says) {}
}
