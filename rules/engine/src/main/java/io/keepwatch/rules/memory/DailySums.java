package io.keepwatch.rules.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person did on each day of their calendar, for the daily windows: a few numbers for weeks of days, kept when the
 * activities themselves are forgotten. A day is the one it was where the person was when it happened.
 */
final class DailySums {
    /** Most series (windows × their parts) kept of a person; a part beyond them has no baseline. */
    static final int MOST_SERIES = 24;

    /** Days kept: the longest baseline a rule may ask for (90 days), and what lateness may still look back from. */
    static final int MOST_DAYS = 96;

    private final List<Series> series = new ArrayList<>();

    /** One number a day, oldest first, for the days from {@code firstDay} on. */
    static final class Series {
        final long window;
        final String part;
        long firstDay;
        long[] sums;

        Series(long window, String part, long firstDay, long[] sums) {
            this.window = window;
            this.part = part;
            this.firstDay = firstDay;
            this.sums = sums;
        }

        long get(long day) {
            long i = day - firstDay;
            return i < 0 || i >= sums.length ? 0 : sums[(int) i];
        }

        private void set(long day, long sum) {
            if (day >= firstDay + sums.length) {
                int length = (int) Math.min(day - firstDay + 1, MOST_DAYS);
                long first = day - length + 1;
                shiftTo(first, length);
            } else if (day < firstDay) {
                if (firstDay + sums.length - day > MOST_DAYS) {
                    return;
                }
                shiftTo(day, (int) (firstDay + sums.length - day));
            }
            sums[(int) (day - firstDay)] = sum;
        }

        private void shiftTo(long first, int length) {
            long[] shifted = new long[length];
            for (int i = 0; i < length; i++) {
                shifted[i] = get(first + i);
            }
            firstDay = first;
            sums = shifted;
        }
    }

    List<Series> series() {
        return series;
    }

    long get(long window, String part, long day) {
        Series found = find(window, part);
        return found == null ? 0 : found.get(day);
    }

    /** Whether a sum can be kept: there is its series, or room for it. */
    boolean hasRoom(long window, String part) {
        return series.size() < MOST_SERIES || find(window, part) != null;
    }

    void set(long window, String part, long day, long sum) {
        Series found = find(window, part);
        if (found == null) {
            found = new Series(window, part, day, new long[1]);
            series.add(found);
        }
        found.set(day, sum);
    }

    /** The sum of the days from {@code from} on, before {@code until}. */
    long sum(long window, String part, long from, long until) {
        Series found = find(window, part);
        long sum = 0;
        if (found != null) {
            for (long day = from; day < until; day++) {
                sum = Saturating.sum(sum, found.get(day));
            }
        }
        return sum;
    }

    /** Drops series without anything on or after {@code day}. */
    boolean forget(long day) {
        return series.removeIf(
                s -> s.firstDay + s.sums.length <= day || Arrays.stream(s.sums).allMatch(sum -> sum == 0));
    }

    private @Nullable Series find(long window, String part) {
        for (Series s : series) {
            if (s.window == window && s.part.equals(part)) {
                return s;
            }
        }
        return null;
    }
}
