package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.WindowDeclaration;

/** The windows as of one activity's time, the activity itself included; computed when asked. */
public interface WindowValues {
    /**
     * The value of a sliding window, or today's value of a daily one; for a window split {@code by} fields, of the part
     * the activity belongs to.
     */
    long value(WindowDeclaration window);

    /**
     * The mean of the days before today of a daily window: their sum (days without activity count as zero) divided by
     * the days since the person was first seen, within the declaration's bounds, rounded up to the next {@code double}
     * where it is not exact, so that {@code today > n * mean} never holds at equality.
     *
     * @return {@link Double#POSITIVE_INFINITY} while the window is learning
     */
    double dailyMean(WindowDeclaration window);

    /**
     * How many times as fast as usual, for a declaration with {@code rate}: 1 is an ordinary day; infinite where there
     * was nothing before; exact where the quotient is a whole number, so that {@code rate > 5} does not hold at five times.
     *
     * @return 0 while the window is learning
     */
    double rate(WindowDeclaration window);

    /**
     * Whether the activity's value was not seen for as long as the declaration looks back.
     *
     * @return false while the window is learning, and for an activity without a value
     */
    boolean isFirst(WindowDeclaration window);
}
