package io.keepwatch.hunting.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An axis of numbers from nothing to the largest of them, or, where a few are so large that the others would vanish, by
 * powers of ten from a half on: then 1 is still to be seen.
 *
 * @param top the number at its end
 * @param ticks the numbers that are written at it
 */
record CountScale(boolean logarithmic, double top, List<Long> ticks) {
    private static final int LARGE_RATIO = 200;
    private static final int MOST_TICKS = 5;
    private static final double LOG_START = Math.log10(0.5);

    static CountScale linear(long largest) {
        long step = 1;
        int digit = 0;
        while (largest / MOST_TICKS >= step && step < Long.MAX_VALUE / 10) {
            // 1, 2, 5, 10, 20, 50 …
            step = digit % 3 == 1 ? step / 2 * 5 : step * 2;
            digit++;
        }
        List<Long> ticks = new ArrayList<>();
        for (long tick = 0; tick < largest && tick >= 0; tick += step) {
            ticks.add(tick);
        }
        if (ticks.isEmpty()) {
            ticks.add(0L);
        }
        long top = Math.max(1, ticks.getLast() + step);
        ticks.add(top);
        return new CountScale(false, top, ticks);
    }

    /** Whichever of the two shows these numbers better. */
    static CountScale fitting(List<Long> numbers) {
        long largest = numbers.stream().mapToLong(Long::longValue).max().orElse(0);
        long smallest = numbers.stream()
                .mapToLong(Long::longValue)
                .filter(number -> number > 0)
                .min()
                .orElse(1);
        if (largest / smallest < LARGE_RATIO) {
            return linear(largest);
        }
        int powers = (int) Math.ceil(Math.log10(largest));
        int every = powers > 8 ? 3 : 1;
        List<Long> ticks = LongStream.rangeClosed(0, powers)
                .filter(power -> power % every == 0)
                .map(power -> Math.round(Math.pow(10, power)))
                .boxed()
                .toList();
        return new CountScale(
                true,
                largest,
                ticks.stream().filter(tick -> tick <= largest * 1.2).toList());
    }

    /** Where a number lies, from 0 to 1. */
    double share(long number) {
        if (!logarithmic) {
            return number / top;
        }
        return number <= 0 ? 0 : (Math.log10(number) - LOG_START) / (Math.log10(top * 1.2) - LOG_START);
    }
}
