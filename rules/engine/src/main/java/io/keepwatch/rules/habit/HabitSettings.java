package io.keepwatch.rules.habit;

/**
 * The numbers that decide when a habit is known and what is unusual.
 *
 * @param minimumDays days of the calendar from the first observation of a kind until anything is claimed of it (B14)
 * @param minimumActiveDays of these, days with observations; older ones count less, so that somebody who was away for
 *     long is learned anew
 * @param threshold from which unusualness on, between 0 and 1, something is evidence (S3-09)
 * @param peerDays how many days of a person's own the habit of their peers counts for at most
 * @param peersForHalf with so many peers, half of {@code peerDays} is reached; also how many people of the peer group
 *     count as much as the whole organisation (S3-13)
 */
public record HabitSettings(
        int minimumDays, int minimumActiveDays, double threshold, double peerDays, double peersForHalf) {
    /** What holds unless somebody configures otherwise. */
    public static final HabitSettings DEFAULT = new HabitSettings(14, 5, 0.98, 20, 5);

    /**
     * So many pages more than on the person's average day are not worth a word, however rare they are for somebody who hardly
     * prints: a report, a handbook's chapter.
     */
    static final long PAGES_UNSAID = 50;

    /** The same of bytes carried, sent or fetched: a few documents with pictures. */
    static final long BYTES_UNSAID = 10_000_000;

    /** What is in nobody's habit counts as so many observations. */
    static final double UNSEEN = 0.2;

    /** More than was ever done in a day counts as so many days: a larger sum than any is bound to come. */
    static final double BEYOND = 1;

    /** As {@link #DEFAULT}, learning for so many days of the calendar (B14). */
    public static HabitSettings learningFor(int days) {
        return new HabitSettings(
                days,
                Math.min(days, DEFAULT.minimumActiveDays()),
                DEFAULT.threshold(),
                DEFAULT.peerDays(),
                DEFAULT.peersForHalf());
    }

    public HabitSettings {
        if (minimumDays < 1
                || minimumActiveDays < 1
                || !(threshold > 0 && threshold < 1)
                || !(peerDays >= 0)
                || !(peersForHalf > 0)) {
            throw new IllegalArgumentException("a setting of habits is out of range");
        }
    }
}
