package io.keepwatch.rules.habit;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much a person does of something in a day. A day counts from the first word of it on, with its sum so far, also if
 * that is nothing; days on which nobody said anything do not count.
 *
 * @param firstDay the first day that was counted, from 1970
 * @param sketch of the sums of all days that count, recent ones more
 * @param kept sums of the newest days, which may still change
 */
record DaySums(long firstDay, Sketch sketch, SortedMap<Long, Long> kept) {
    static final DaySums NONE = new DaySums(0, Sketch.EMPTY, new TreeMap<>());

    /** Most buckets kept of a person: four doublings in full, smaller sums in one. */
    static final int MOST_BUCKETS = 16;

    boolean isEmpty() {
        return sketch.buckets().isEmpty();
    }

    /** @param amount may be negative, to correct what was said before */
    DaySums learn(long amount, long day, int epoch, Volume volume) {
        long unit = Fading.unit(day, epoch);
        if (unit == 0 || !kept.isEmpty() && day <= kept.lastKey() - volume.daysKept()) {
            return this;
        }
        Long before = kept.get(day);
        long sum = within(volume, before == null ? 0 : before, amount);
        if (before != null && before == sum) {
            return this;
        }
        SortedMap<Long, Long> next = new TreeMap<>(kept);
        next.put(day, sum);
        next.headMap(next.lastKey() - volume.daysKept() + 1).clear();
        Sketch without = before == null ? sketch : sketch.remove(before, unit);
        return new DaySums(
                isEmpty() ? day : Math.min(firstDay, day),
                without.add(sum, unit).limited(MOST_BUCKETS),
                next);
    }

    private static long within(Volume volume, long before, long amount) {
        return amount > volume.largest() - before ? volume.largest() : Math.max(0, before + amount);
    }

    /** The sum of a day as far as it is kept. */
    long sum(long day) {
        return kept.getOrDefault(day, 0L);
    }

    /** The distribution of the days but this one. */
    Sketch but(long day, int epoch) {
        Long sum = kept.get(day);
        return sum == null ? sketch : sketch.remove(sum, Fading.unit(day, epoch));
    }

    DaySums halved(int times) {
        DaySums faded = new DaySums(firstDay, sketch.halved(times), kept);
        return faded.isEmpty() ? NONE : faded;
    }
}
