package io.keepwatch.bench.peers.byhand;

/** The sum of what was added within the last so many seconds or minutes, in a ring of its parts. Goes forward in time. */
final class SlidingSum {
    private static final int FIRST_CAPACITY = 4;

    private final int unit;
    private final long units;
    private long[] times = new long[FIRST_CAPACITY];
    private long[] amounts = new long[FIRST_CAPACITY];
    private int first;
    private int size;
    private long sum;

    /**
     * @param unit seconds in which times are counted
     * @param units how many of them the window reaches back, the present one included
     */
    SlidingSum(int unit, long units) {
        this.unit = unit;
        this.units = units;
    }

    /** Adds an amount and returns the sum as of then, the amount included. */
    long add(long second, long amount) {
        long time = Math.floorDiv(second, unit);
        expire(time);
        put(time, amount);
        return sum;
    }

    /** The sum as of then. */
    long at(long second) {
        expire(Math.floorDiv(second, unit));
        return sum;
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[(first + index) & (times.length - 1)];
    }

    long amount(int index) {
        return amounts[(first + index) & (times.length - 1)];
    }

    void put(long time, long amount) {
        if (size == times.length) {
            grow();
        }
        int at = (first + size) & (times.length - 1);
        times[at] = time;
        amounts[at] = amount;
        size++;
        sum += amount;
    }

    private void expire(long time) {
        while (size > 0 && time - times[first] >= units) {
            sum -= amounts[first];
            first = (first + 1) & (times.length - 1);
            size--;
        }
    }

    private void grow() {
        long[] moreTimes = new long[2 * times.length];
        long[] moreAmounts = new long[2 * times.length];
        for (int i = 0; i < size; i++) {
            moreTimes[i] = time(i);
            moreAmounts[i] = amount(i);
        }
        times = moreTimes;
        amounts = moreAmounts;
        first = 0;
    }
}
