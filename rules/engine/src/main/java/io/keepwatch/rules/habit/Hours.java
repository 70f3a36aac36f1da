package io.keepwatch.rules.habit;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.BitSet;

/**
 * In which hours of the week a person is there. An hour counts once, however often it is told of. Between two moments of
 * one stretch a person was there too: an early and a late swipe make a working day.
 */
final class Hours {
    /** Hours of a week. */
    static final int CELLS = 168;

    static final Hours NONE = new Hours(0, new Days(0, 0, 0), new long[CELLS], 0, new BitSet());

    private static final int HOURS_OF_A_DAY = 24;
    /** A night begins with this hour of the day and ends before the other. */
    private static final int NIGHT_BEGINS = 22;

    private static final int NIGHT_ENDS = 6;

    /** Eight days: for so long an hour is known to have been counted. */
    static final int REMEMBERED = 8 * HOURS_OF_A_DAY;

    /** Nine hours: a working day, and less than most nights at home. */
    private static final int STRETCH = 9;

    /** What lies so many hours away is a bit usual too. */
    private static final int REACH = 2;

    final long firstDay;
    final Days days;
    final long[] cells;
    /** Hours from 1970 on the person's own clock. */
    final long newestHour;
    /** Bit i: there, i hours before the newest. */
    final BitSet recent;

    Hours(long firstDay, Days days, long[] cells, long newestHour, BitSet recent) {
        this.firstDay = firstDay;
        this.days = days;
        this.cells = cells;
        this.newestHour = newestHour;
        this.recent = recent;
    }

    boolean isEmpty() {
        return days.weight() == 0;
    }

    Hours learn(LocalDateTime local, PersonClock clock, int epoch) {
        long day = local.toLocalDate().toEpochDay();
        long hour = day * HOURS_OF_A_DAY + local.getHour();
        if (isEmpty()) {
            BitSet only = new BitSet(REMEMBERED);
            only.set(0);
            return new Hours(
                    day, days.see(day, Fading.unit(day, epoch)), counted(only, hour, clock, epoch), hour, only);
        }
        long before = newestHour - hour;
        if (before >= REMEMBERED || before >= 0 && recent.get((int) before)) {
            return this;
        }
        long newest = Math.max(newestHour, hour);
        BitSet known = shifted(newest - newestHour);
        BitSet added = new BitSet(REMEMBERED);
        int at = (int) (newest - hour);
        added.set(at);
        int later = known.previousSetBit(at);
        if (later >= 0 && at - later <= STRETCH) {
            added.set(later + 1, at);
        }
        int earlier = known.nextSetBit(at);
        if (earlier >= 0 && earlier - at <= STRETCH) {
            added.set(at + 1, earlier);
        }
        long[] counted = counted(added, newest, clock, epoch);
        known.or(added);
        return new Hours(Math.min(firstDay, day), days.see(day, Fading.unit(day, epoch)), counted, newest, known);
    }

    private BitSet shifted(long by) {
        BitSet shifted = new BitSet(REMEMBERED);
        recent.stream().filter(i -> i + by < REMEMBERED).forEach(i -> shifted.set((int) (i + by)));
        return shifted;
    }

    private long[] counted(BitSet added, long newest, PersonClock clock, int epoch) {
        long[] counted = cells.clone();
        added.stream().forEach(before -> {
            long day = Math.floorDiv(newest - before, HOURS_OF_A_DAY);
            int hour = Math.floorMod(newest - before, HOURS_OF_A_DAY);
            LocalDateTime local = LocalDate.ofEpochDay(day).atTime(hour, 0);
            counted[clock.hourOfWeek(local)] += Fading.unit(day, epoch);
        });
        return counted;
    }

    Hours halved(int times) {
        long[] halved =
                Arrays.stream(cells).map(weight -> Fading.halve(weight, times)).toArray();
        Hours faded = new Hours(firstDay, days.halved(times), halved, newestHour, recent);
        return faded.isEmpty() ? NONE : faded;
    }

    /** Whether an hour of the day, 0 to 23, is one of the night. */
    static boolean isNight(int hour) {
        return hour >= NIGHT_BEGINS || hour < NIGHT_ENDS;
    }

    /** Whether there is weight in an hour of any night. */
    boolean hasNights() {
        for (int i = 0; i < CELLS; i++) {
            if (cells[i] > 0 && isNight(i % HOURS_OF_A_DAY)) {
                return true;
            }
        }
        return false;
    }

    long weight() {
        return Arrays.stream(cells).sum();
    }

    /** Each hour's share of the weight, spread over its neighbours around the week; all zero where there is no weight. */
    static double[] shares(long[] cells) {
        double[] shares = new double[CELLS];
        long weight = Arrays.stream(cells).sum();
        if (weight == 0) {
            return shares;
        }
        int all = (REACH + 1) * (REACH + 1);
        for (int hour = 0; hour < CELLS; hour++) {
            long sum = 0;
            for (int off = -REACH; off <= REACH; off++) {
                sum += (REACH + 1 - Math.abs(off)) * cells[Math.floorMod(hour + off, CELLS)];
            }
            shares[hour] = (double) sum / all / weight;
        }
        return shares;
    }
}
