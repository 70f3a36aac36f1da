package io.keepwatch.rules.score;

import io.keepwatch.contracts.ScoreModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole-person model as it is declared; {@link WholePerson#of} checks it and makes it usable.
 *
 * @param digest names this content; a score says which model it comes from
 * @param root the node whose first state is the benign one and whose other states are the categories
 * @param nodes the network, in the order in which it is shown; at most {@link #MOST_NODES}
 * @param likelihoodRatios what a fresh finding of each strength multiplies the odds of its own node by
 * @param repeats the k-th finding of a family on a node counts {@code k^-repeats} of its weight
 * @param kinds findings that no rule declares: badge analytics, habits, mitigation
 * @param context the multipliers
 */
public record Model(
        String digest,
        String root,
        List<Node> nodes,
        Map<Strength, Double> likelihoodRatios,
        double repeats,
        List<Kind> kinds,
        ContextModel context) {
    /** Most nodes a network has: it is solved exactly. */
    public static final int MOST_NODES = 24;

    public Model {
        nodes = List.copyOf(nodes);
        likelihoodRatios = Map.copyOf(likelihoodRatios);
        kinds = List.copyOf(kinds);
    }

    /** As it was told; whether it can be used is for {@link WholePerson#of} to say. */
    public static Model of(ScoreModel told) {
        return ToldModel.read(told);
    }

    /**
     * As it is told, so that others can score what was scored with it (R16).
     *
     * @param liveSince when the teller began to judge with it
     */
    public ScoreModel told(Instant liveSince) {
        return ToldModel.write(this, liveSince);
    }

    /**
     * A discrete variable.
     *
     * @param means what it says of the person where it is in its first state, as the end of a sentence: "takes data out
     *     of the company"
     * @param states at least two; evidence speaks of the first
     * @param parents the nodes that it depends on; none for the root
     * @param table one row for each combination of the parents' states, the last parent's changing fastest; each with
     *     the probability of each state
     * @param protective whether its first state speaks for the person, as conscientiousness does
     */
    public record Node(
            String name,
            String means,
            List<String> states,
            List<String> parents,
            List<List<Double>> table,
            boolean protective) {
        /** The states of a node that is there or not. */
        public static final List<String> PRESENT_OR_ABSENT = List.of("present", "absent");

        public Node {
            states = List.copyOf(states);
            parents = List.copyOf(parents);
            table = table.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A kind of finding.
     *
     * @param says what was found, as a sentence's beginning: "Badged at an unusual time"
     * @param evidence what it says of the person; once per node
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
     * @param halfLife after this time it says half as much
     * @param negative whether it speaks against the node's first state
     * @param family findings of one family on one node count ever less; the kind's own where absent
     */
    public record Effect(
            String node,
            Strength strength,
            Duration halfLife,
            boolean negative,
            @Nullable String family) {}
}
