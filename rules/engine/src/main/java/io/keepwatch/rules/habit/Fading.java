package io.keepwatch.rules.habit;

/**
 * How what was seen counts ever less: half as much after eight weeks. Seen from a fixed day, an observation of a later
 * week weighs more; when the weights have doubled, all are halved and the fixed day moves on. Everything is whole numbers
 * that are added, so that the order of arrival does not matter but for the rounding of the halving.
 */
final class Fading {
    /** After so many weeks an observation counts half. */
    static final int HALF_LIFE_WEEKS = 8;

    /** Round 32·2^(k/8): what an observation weighs in the k-th week of an epoch, in the scale of that epoch. */
    private static final int[] UNIT = {32, 35, 38, 41, 45, 49, 54, 59};

    /** 1970-01-01 was a Thursday; weeks begin on Mondays. */
    private static final int THURSDAY = 3;

    private static final int DAYS_OF_A_WEEK = 7;

    private Fading() {}

    /** The epoch of a day, both counted from 1970. */
    static int epoch(long day) {
        return Math.toIntExact(Math.floorDiv(week(day), HALF_LIFE_WEEKS));
    }

    /** What an observation of a day weighs in the scale of an epoch that is not before it; 0 if it is forgotten. */
    static long unit(long day, int epoch) {
        int halvings = epoch - epoch(day);
        long unit = UNIT[Math.floorMod(week(day), HALF_LIFE_WEEKS)];
        return halvings >= Long.SIZE ? 0 : unit >> halvings;
    }

    /** How many observations of this day a weight is worth. */
    static double amount(long weight, int epoch, long day) {
        double unit = UNIT[Math.floorMod(week(day), HALF_LIFE_WEEKS)];
        return StrictMath.scalb(weight / unit, epoch - epoch(day));
    }

    static long halve(long weight, int times) {
        return times >= Long.SIZE ? 0 : weight >> times;
    }

    private static long week(long day) {
        return Math.floorDiv(day + THURSDAY, DAYS_OF_A_WEEK);
    }
}
