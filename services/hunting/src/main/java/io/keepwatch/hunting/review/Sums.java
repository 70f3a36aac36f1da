package io.keepwatch.hunting.review;

/** Adds what sources report, which may be anything: a sum never exceeds the largest number there is. */
final class Sums {
    private Sums() {}

    /** Of two numbers that are not negative. */
    static long add(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** SQL of ours: the sum of a column over the rows that meet a condition, 0 if there are none. */
    static String sql(String column, String condition) {
        return "coalesce(least(sum(" + column + ") FILTER (" + condition + "), " + Long.MAX_VALUE + ")::BIGINT, 0)";
    }
}
