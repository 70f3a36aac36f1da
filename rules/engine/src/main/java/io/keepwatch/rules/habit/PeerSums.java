package io.keepwatch.rules.habit;

/**
 * How much several people do of something in a day.
 *
 * @param people how many
 * @param days the sums of their days; one day of now weighs {@link #A_DAY}
 * @param means each person's mean of a day, weighing {@link #A_DAY} each
 */
record PeerSums(int people, Sketch days, Sketch means) {
    static final PeerSums NONE = new PeerSums(0, Sketch.EMPTY, Sketch.EMPTY);

    /** Fine enough for days that are almost forgotten. */
    static final long A_DAY = 16;

    static PeerSums of(DaySums sums, int epoch, long day) {
        Sketch days = Sketch.EMPTY;
        for (var bucket : sums.sketch().buckets().entrySet()) {
            long weight = Math.round(Fading.amount(bucket.getValue(), epoch, day) * A_DAY);
            days = days.add((long) Sketch.middle(bucket.getKey()), weight);
        }
        return new PeerSums(1, days, Sketch.EMPTY.add(Math.round(sums.sketch().mean()), A_DAY));
    }

    PeerSums merge(PeerSums other) {
        return new PeerSums(people + other.people, days.merge(other.days), means.merge(other.means));
    }

    PeerSums without(PeerSums part) {
        return new PeerSums(Math.max(0, people - part.people), days.without(part.days), means.without(part.means));
    }
}
