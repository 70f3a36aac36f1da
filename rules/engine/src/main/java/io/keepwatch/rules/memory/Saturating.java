package io.keepwatch.rules.memory;

/** Sums of numbers that are never negative, which stay at the largest number instead of overflowing. */
final class Saturating {
    private Saturating() {}

    static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
