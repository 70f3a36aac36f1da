package io.keepwatch.rules.habit;

/**
 * On how many days something was seen, recent days counting more. A day counts once, however often it is told of and in
 * whatever order, as long as it is one of the newest eight; older ones cannot be told from repeats and count nothing.
 *
 * @param weight by {@link Fading}
 * @param newest the newest day, from 1970
 * @param mask bit i: seen i days before the newest
 */
record Days(long weight, long newest, int mask) {
    private static final int REMEMBERED = 8;
    private static final int ALL = (1 << REMEMBERED) - 1;

    static Days first(long day, long unit) {
        return new Days(unit, day, 1);
    }

    /** Whether seeing this day would change anything. */
    boolean counts(long day) {
        long before = newest - day;
        return before < 0 || before < REMEMBERED && (mask & 1 << before) == 0;
    }

    Days see(long day, long unit) {
        if (!counts(day)) {
            return this;
        }
        long before = newest - day;
        if (before >= 0) {
            return new Days(weight + unit, newest, mask | 1 << before);
        }
        int shifted = -before >= REMEMBERED ? 0 : mask << -before;
        return new Days(weight + unit, day, (shifted | 1) & ALL);
    }

    Days halved(int times) {
        return new Days(Fading.halve(weight, times), newest, mask);
    }
}
