package io.keepwatch.rules.score;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every finding counts at an instant. A finding fades; the most specific kind of one activity replaces the general
 * ones (B09); of those that one activity gave rise to, the strongest on a node counts (R19); and of one family on one node the k-th strongest counts {@code k^-repeats}. Everything goes by the
 * weight that is left at the instant, so that the order in which findings came plays no part.
 */
final class Weights {
    /** All weak findings of a node are one family: many small things must not make a big one. */
    private static final String WEAK = "\0weak";

    private final WholePerson model;
    private final List<Evidence> evidence;
    private final double[] weights;
    private final int[] ranks;
    private final Counting[] counting;
    private final double[] sums;

    private Weights(WholePerson model, List<Evidence> evidence) {
        this.model = model;
        this.evidence = evidence;
        weights = new double[evidence.size()];
        ranks = new int[evidence.size()];
        counting = new Counting[evidence.size()];
        sums = new double[model.network().nodes()];
    }

    static Weights of(WholePerson model, List<Evidence> evidence, Instant at) {
        Weights weights = new Weights(model, evidence);
        if (!evidence.isEmpty()) {
            weights.weigh(at);
        }
        return weights;
    }

    /** The weight of all findings on each node, in nats. */
    double[] sums() {
        return sums;
    }

    /** What a finding adds to its node's sum, in nats; negative where it speaks against the node. */
    double weight(int item) {
        return weights[item];
    }

    /** Its place in its family, from 1; 0 where it does not count. */
    int rank(int item) {
        return ranks[item];
    }

    Counting counting(int item) {
        return counting[item];
    }

    private void weigh(Instant at) {
        int[] nodes = new int[weights.length];
        Integer[] live = new Integer[weights.length];
        int count = 0;
        for (int i = 0; i < weights.length; i++) {
            Evidence item = evidence.get(i);
            nodes[i] = model.network().node(item.node());
            weights[i] = model.weight(item.strength()) * item.fraction() * item.remaining(at);
            counting[i] = at.isBefore(item.at())
                    ? Counting.AHEAD
                    : weights[i] == 0 ? Counting.FADED : nodes[i] < 0 ? Counting.UNKNOWN_NODE : Counting.COUNTS;
            if (counting[i] == Counting.COUNTS) {
                live[count++] = i;
            } else {
                weights[i] = 0;
            }
        }
        Arrays.sort(live, 0, count, (a, b) -> {
            int byNode = Integer.compare(nodes[a], nodes[b]);
            int byWeight = byNode != 0 ? byNode : Double.compare(weights[b], weights[a]);
            return byWeight != 0
                    ? byWeight
                    : evidence.get(a).id().compareTo(evidence.get(b).id());
        });
        leaveOutReplaced(Arrays.asList(live).subList(0, count));
        for (int from = 0, to; from < count; from = to) {
            to = from + 1;
            while (to < count && nodes[live[to]] == nodes[live[from]]) {
                to++;
            }
            weighNode(nodes[live[from]], Arrays.asList(live).subList(from, to));
        }
    }

    /** @param items those on this node that are alive, strongest first */
    private void weighNode(int node, List<Integer> items) {
        if (items.size() > 1) {
            leaveOutSameActivity(items);
        }
        Map<String, Integer> seen = items.size() > 1 ? new HashMap<>() : Map.of();
        for (int i : items) {
            if (counting[i] != Counting.COUNTS) {
                weights[i] = 0;
                continue;
            }
            Evidence item = evidence.get(i);
            ranks[i] = items.size() > 1 ? seen.merge(family(item), 1, Integer::sum) : 1;
            if (ranks[i] > 1) {
                counting[i] = Counting.REPEATS;
                weights[i] *= Math.pow(ranks[i], -model.model().repeats());
            }
            if (item.negative()) {
                weights[i] = -weights[i];
            }
            sums[node] += weights[i];
        }
    }

    /** Leaves out the general finding of an activity of which there is a more specific one, whatever its node. */
    private void leaveOutReplaced(List<Integer> items) {
        for (int specific : items) {
            List<String> replaced = model.replacedBy(evidence.get(specific).kind());
            if (replaced.isEmpty()) {
                continue;
            }
            Set<String> activities = new HashSet<>(evidence.get(specific).activities());
            for (int general : items) {
                if (replaced.contains(evidence.get(general).kind())
                        && evidence.get(general).activities().stream().anyMatch(activities::contains)) {
                    counting[general] = Counting.REPLACED;
                }
            }
        }
    }

    /** Leaves out what rests on nothing but activities that a stronger finding rests on. */
    private void leaveOutSameActivity(List<Integer> items) {
        Set<String> claimed = new HashSet<>();
        for (int i : items) {
            List<String> activities = evidence.get(i).activities();
            if (counting[i] != Counting.COUNTS
                    || activities.isEmpty()
                    || evidence.get(i).isCombination()) {
                continue;
            }
            if (claimed.containsAll(activities)) {
                counting[i] = Counting.SAME_ACTIVITY;
            } else {
                claimed.addAll(activities);
            }
        }
    }

    private static String family(Evidence item) {
        String family = item.strength() == Strength.WEAK ? WEAK : item.family() == null ? item.kind() : item.family();
        return item.negative() ? "-" + family : "+" + family;
    }
}
