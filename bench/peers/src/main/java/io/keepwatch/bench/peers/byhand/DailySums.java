package io.keepwatch.bench.peers.byhand;

import java.util.Arrays;

/** What was added on each of the last days, in a ring by day. Goes forward in time. */
final class DailySums {
    /** Days before today that count. */
    static final int BASELINE = 30;

    private static final int DAYS = BASELINE + 1;

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] sums = new long[DAYS];
    private long today = NEVER;
    private long total;

    /** Adds an amount to a day, which becomes today. */
    void add(long day, long amount) {
        moveTo(day);
        sums[slot(day)] += amount;
        total += amount;
    }

    /** The sum of today. */
    long ofToday() {
        return today == NEVER ? 0 : sums[slot(today)];
    }

    /** The sum of the days before today that count. */
    long before() {
        return total - ofToday();
    }

    long today() {
        return today;
    }

    boolean isEmpty() {
        return today == NEVER;
    }

    /** The sum of the day so many days before today, which is no longer than {@link #BASELINE} ago. */
    long ago(int days) {
        return sums[slot(today - days)];
    }

    private void moveTo(long day) {
        if (day == today) {
            return;
        }
        if (today == NEVER || day - today >= DAYS) {
            Arrays.fill(sums, 0);
            total = 0;
        } else {
            for (long next = today + 1; next <= day; next++) {
                total -= sums[slot(next)];
                sums[slot(next)] = 0;
            }
        }
        today = day;
    }

    private static int slot(long day) {
        return (int) Math.floorMod(day, DAYS);
    }
}
