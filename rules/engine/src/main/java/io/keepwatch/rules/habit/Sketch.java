package io.keepwatch.rules.habit;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How amounts are distributed, without the amounts: weights of buckets, four to every doubling. A number below 8 has a
 * bucket of its own; a larger one is known to within an eighth of itself. Buckets are fixed and weights are whole numbers, so
 * that summaries merge exactly, in any order. Immutable.
 */
public final class Sketch {
    /** Of the true value: how far {@link #quantile} may be off, for numbers from 8 on. */
    public static final double RELATIVE_ERROR = 1.0 / 8;

    /** Nothing yet. */
    public static final Sketch EMPTY = new Sketch(new TreeMap<>());

    /** More than the bucket of the largest number. */
    static final int BUCKETS = 256;

    private static final int FRACTION_BITS = 2;
    private static final int PER_DOUBLING = 1 << FRACTION_BITS;

    private final SortedMap<Integer, Long> buckets;

    Sketch(SortedMap<Integer, Long> buckets) {
        this.buckets = buckets;
    }

    SortedMap<Integer, Long> buckets() {
        return buckets;
    }

    /** @param amount 0 upwards */
    public Sketch add(long amount, long weight) {
        if (amount < 0 || weight < 0) {
            throw new IllegalArgumentException("an amount or a weight is negative");
        }
        SortedMap<Integer, Long> next = new TreeMap<>(buckets);
        if (weight > 0) {
            next.merge(bucket(amount), weight, Long::sum);
        }
        return new Sketch(next);
    }

    /** Takes back what was added before; what is not there any more is not taken. */
    Sketch remove(long amount, long weight) {
        if (buckets.isEmpty()) {
            return this;
        }
        SortedMap<Integer, Long> next = new TreeMap<>(buckets);
        // A bucket that is missing was merged into the lowest.
        int bucket = Math.max(bucket(amount), next.firstKey());
        next.computeIfPresent(bucket, (_, before) -> before > weight ? before - weight : null);
        return new Sketch(next);
    }

    /** Both together; associative and commutative. */
    public Sketch merge(Sketch other) {
        SortedMap<Integer, Long> next = new TreeMap<>(buckets);
        other.buckets.forEach((bucket, weight) -> next.merge(bucket, weight, Long::sum));
        return new Sketch(next);
    }

    /** Without a part that was merged into it. */
    public Sketch without(Sketch part) {
        SortedMap<Integer, Long> next = new TreeMap<>(buckets);
        part.buckets.forEach((bucket, weight) ->
                next.computeIfPresent(bucket, (_, before) -> before > weight ? before - weight : null));
        return new Sketch(next);
    }

    /** With at most so many buckets: the lowest are merged upwards, so that large amounts stay known. */
    Sketch limited(int most) {
        if (buckets.size() <= most) {
            return this;
        }
        SortedMap<Integer, Long> next = new TreeMap<>(buckets);
        while (next.size() > most) {
            int lowest = next.firstKey();
            long weight = next.getOrDefault(lowest, 0L);
            next.remove(lowest);
            next.merge(next.firstKey(), weight, Long::sum);
        }
        return new Sketch(next);
    }

    Sketch halved(int times) {
        SortedMap<Integer, Long> next = new TreeMap<>();
        buckets.forEach((bucket, weight) -> {
            long left = Fading.halve(weight, times);
            if (left > 0) {
                next.put(bucket, left);
            }
        });
        return new Sketch(next);
    }

    public long weight() {
        long sum = 0;
        for (long weight : buckets.values()) {
            sum += weight;
        }
        return sum;
    }

    /** The mean amount, 0 of nothing. */
    public double mean() {
        double sum = 0;
        for (var entry : buckets.entrySet()) {
            sum += middle(entry.getKey()) * entry.getValue();
        }
        return buckets.isEmpty() ? 0 : sum / weight();
    }

    /**
     * The smallest amount that is not exceeded by this share of the weight.
     *
     * @param share 0 to 1
     * @return within {@link #RELATIVE_ERROR}; 0 of nothing
     */
    public double quantile(double share) {
        double wanted = share * weight();
        long sum = 0;
        for (var entry : buckets.entrySet()) {
            sum += entry.getValue();
            if (sum >= wanted) {
                return middle(entry.getKey());
            }
        }
        return buckets.isEmpty() ? 0 : middle(buckets.lastKey());
    }

    /** The weight of amounts like this one and larger. */
    long upward(long amount) {
        long sum = 0;
        for (long weight : buckets.tailMap(bucket(amount)).values()) {
            sum += weight;
        }
        return sum;
    }

    /** The weight of amounts like this one and smaller. */
    long downward(long amount) {
        long sum = 0;
        for (long weight : buckets.headMap(bucket(amount) + 1).values()) {
            sum += weight;
        }
        return sum;
    }

    static int bucket(long amount) {
        if (amount < PER_DOUBLING) {
            return (int) amount;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(amount) - FRACTION_BITS;
        return shift * PER_DOUBLING + (int) (amount >> shift);
    }

    /** Halfway between the smallest and the largest amount of a bucket. */
    static double middle(int bucket) {
        if (bucket < 2 * PER_DOUBLING) {
            return bucket;
        }
        int shift = bucket / PER_DOUBLING - 1;
        double smallest = StrictMath.scalb((double) (PER_DOUBLING + bucket % PER_DOUBLING), shift);
        return smallest + (StrictMath.scalb(1.0, shift) - 1) / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch that && buckets.equals(that.buckets);
    }

    @Override
    public int hashCode() {
        return buckets.hashCode();
    }

    @Override
    public String toString() {
        return buckets.toString();
    }
}
