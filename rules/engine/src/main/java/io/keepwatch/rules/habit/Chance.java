package io.keepwatch.rules.habit;

/** How likely counts are. */
public final class Chance {
    private Chance() {}

    /**
     * The probability of at least so many within some days, if a rate was seen over some other days. The rate is only
     * known as well as those days tell it: a negative binomial distribution.
     *
     * @param count 0 upwards
     * @param days within which they fell, more than 0
     * @param rate a day, more than 0
     * @param basis days that the rate rests on, more than 0
     * @return 0 to 1
     */
    public static double atLeast(long count, double days, double rate, double basis) {
        double shape = rate * basis;
        double more = days / (days + basis);
        double exactly = StrictMath.pow(1 - more, shape);
        double below = 0;
        for (long k = 0; k < count; k++) {
            below += exactly;
            exactly *= (shape + k) / (k + 1) * more;
        }
        return Math.clamp(1 - below, 0, 1);
    }
}
