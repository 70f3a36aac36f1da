package io.keepwatch.rules.habit;

import java.util.HashMap;
import java.util.Map;

/**
 * The share of what a person does that is as rare as this or rarer, their own days and their peers' blended: a person's
 * days weigh as many as they are, the peers' at most {@link HabitSettings#peerDays}, and what nobody ever did as much as
 * {@link HabitSettings#UNSEEN} observations of the person's own.
 */
final class Rarity {
    /** Shares that differ by rounding alone are equal. */
    private static final double SLACK = 1 + 1e-9;

    private Rarity() {}

    /** @param peers their share of each hour */
    static double ofHour(int hour, Hours known, double ownDays, double[] peers, double peerDays) {
        double[] own = Hours.shares(known.cells);
        double unseen = unseen(known.weight(), known.days.weight());
        double all = ownDays + peerDays + unseen;
        double limit = share(own[hour], peers[hour], ownDays, peerDays, unseen) * SLACK;
        double rarity = 0;
        for (int i = 0; i < Hours.CELLS; i++) {
            double share = share(own[i], peers[i], ownDays, peerDays, unseen);
            rarity += share <= limit ? share : 0;
        }
        return rarity / all;
    }

    private static double share(double own, double peers, double ownDays, double peerDays, double unseen) {
        return ownDays * own + peerDays * peers + unseen / Hours.CELLS;
    }

    /** A value in neither habit is rarer than any in one. */
    static double ofValue(int value, Values known, double ownDays, Peers.Used peers, double peerDays) {
        Map<Integer, Double> shares = new HashMap<>();
        long kept = 0;
        for (Days days : known.kept().values()) {
            kept += days.weight();
        }
        double weight = kept + known.elsewhere();
        known.kept().forEach((kind, days) -> shares.merge(kind, ownDays * days.weight() / weight, Double::sum));
        peers.shares().forEach((kind, share) -> shares.merge(kind, peerDays * share, Double::sum));
        double unseen = unseen(known.total(), known.days().weight());
        double rarity = ownDays * known.elsewhere() / weight + peerDays * peers.elsewhere() + unseen;
        double limit = shares.getOrDefault(value, 0.0) * SLACK;
        for (double share : shares.values()) {
            rarity += share <= limit ? share : 0;
        }
        return rarity / (ownDays + peerDays + unseen);
    }

    /** In days: who is observed five times a day needs a fifth of the days for the same certainty. */
    private static double unseen(long observations, long days) {
        return HabitSettings.UNSEEN * days / observations;
    }

    /** Beyond the largest sum that was seen, twice as much is half as likely. */
    static double ofSum(long sum, Sketch own, double ownDays, double peers, double peerDays) {
        double mine = upward(own, sum, HabitSettings.BEYOND * own.weight() / ownDays);
        return (ownDays * mine + peerDays * peers) / (ownDays + peerDays);
    }

    /**
     * The probability of as much or more.
     *
     * @param beyond the weight of what is beyond all that was seen
     */
    static double upward(Sketch seen, double amount, double beyond) {
        if (seen.buckets().isEmpty()) {
            return 0;
        }
        double largest = Sketch.middle(seen.buckets().lastKey());
        double unseen = beyond * Math.min(1, (largest + 1) / (amount + 1));
        return (seen.upward((long) amount) + unseen) / (seen.weight() + beyond);
    }

    /**
     * The probability of as little or less.
     *
     * @param beyond the weight of what is beyond all that was seen
     */
    static double downward(Sketch seen, double amount, double beyond) {
        if (seen.buckets().isEmpty()) {
            return 0;
        }
        double smallest = Sketch.middle(seen.buckets().firstKey());
        double unseen = beyond * Math.min(1, (amount + 1) / (smallest + 1));
        return (seen.downward((long) amount) + unseen) / (seen.weight() + beyond);
    }
}
