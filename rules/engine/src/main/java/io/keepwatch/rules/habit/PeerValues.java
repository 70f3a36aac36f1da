package io.keepwatch.rules.habit;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What several people use, each person counting the same.
 *
 * @param people how many
 * @param used by the value's hash
 * @param elsewhere the sum of their shares of what is not in {@code used}
 */
record PeerValues(int people, SortedMap<Integer, Use> used, long elsewhere) {
    static final PeerValues NONE = new PeerValues(0, new TreeMap<>(), 0);

    /**
     * How much a value is used.
     *
     * @param share the sum of people's shares, each person's being {@link PeerHabit#WHOLE} in all
     * @param people how many use it
     */
    record Use(long share, int people) {
        Use plus(Use other) {
            return new Use(share + other.share, people + other.people);
        }
    }

    static PeerValues of(Values values) {
        long elsewhere = values.elsewhere();
        long weight = elsewhere;
        for (Days days : values.kept().values()) {
            weight += days.weight();
        }
        SortedMap<Integer, Use> used = new TreeMap<>();
        for (Map.Entry<Integer, Days> entry : values.kept().entrySet()) {
            used.put(entry.getKey(), new Use(entry.getValue().weight() * PeerHabit.WHOLE / weight, 1));
        }
        return new PeerValues(1, used, elsewhere * PeerHabit.WHOLE / weight);
    }

    PeerValues merge(PeerValues other) {
        SortedMap<Integer, Use> both = new TreeMap<>(used);
        other.used.forEach((value, use) -> both.merge(value, use, Use::plus));
        return new PeerValues(people + other.people, both, elsewhere + other.elsewhere);
    }

    PeerValues without(PeerValues part) {
        SortedMap<Integer, Use> left = new TreeMap<>(used);
        part.used.forEach((value, use) -> left.computeIfPresent(
                value,
                (_, all) -> all.people() > use.people()
                        ? new Use(Math.max(0, all.share() - use.share()), all.people() - use.people())
                        : null));
        return new PeerValues(Math.max(0, people - part.people), left, Math.max(0, elsewhere - part.elsewhere));
    }

    /** With at most so many values: what least people use, and of these the least used, is counted as elsewhere. */
    PeerValues limited(int most) {
        if (used.size() <= most) {
            return this;
        }
        SortedMap<Integer, Use> left = new TreeMap<>();
        used.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Integer, Use> entry) ->
                                -entry.getValue().people())
                        .thenComparingLong(entry -> -entry.getValue().share())
                        .thenComparingInt(Map.Entry::getKey))
                .limit(most)
                .forEach(entry -> left.put(entry.getKey(), entry.getValue()));
        long dropped = 0;
        for (Map.Entry<Integer, Use> entry : used.entrySet()) {
            dropped += left.containsKey(entry.getKey()) ? 0 : entry.getValue().share();
        }
        return new PeerValues(people, left, elsewhere + dropped);
    }
}
