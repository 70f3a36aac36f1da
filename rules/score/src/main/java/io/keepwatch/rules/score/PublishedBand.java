package io.keepwatch.rules.score;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The band that was last published of a person. Upwards it follows the score at once; downwards only when the score is
 * clearly lower or stays lower, so that a score at an edge does not open and close things all day. The band of a score
 * itself has no such memory: that is {@link Band#of}.
 *
 * @param band what was published
 * @param lowerSince since when the score asks for a lower band than that; null while it does not
 */
public record PublishedBand(Band band, @Nullable Instant lowerSince) {
    /** So many points below an edge are clearly lower. */
    public static final double CLEARLY = 2;
    /** So long below an edge is lower for good. */
    public static final Duration FOR_GOOD = Duration.ofHours(24);

    /** A band that is published now, or of a person of whom nothing was published: {@link Band#MONITOR}. */
    public static PublishedBand of(Band band) {
        return new PublishedBand(band, null);
    }

    /**
     * What is published once the score is this. A change of {@link #band} is to be published; a downward one is dated
     * {@link #lowerSince} of the receiver or, where that is null, {@code at}.
     *
     * @param at not before the last call's
     */
    public PublishedBand next(double score, Instant at) {
        Band asked = Band.of(score);
        if (asked.compareTo(band) >= 0) {
            return new PublishedBand(asked, null);
        }
        Instant since = lowerSince == null ? at : lowerSince;
        boolean forGood = !at.isBefore(since.plus(FOR_GOOD));
        Band lower = band;
        while (lower.compareTo(asked) > 0 && (score <= lower.edge() - CLEARLY || (forGood && lower == band))) {
            lower = Band.values()[lower.ordinal() - 1];
        }
        if (lower == asked) {
            return new PublishedBand(asked, null);
        }
        return new PublishedBand(lower, lower == band ? since : at);
    }

    /** When the change downwards is due although nothing else happens; null if none is. */
    public @Nullable Instant due() {
        return lowerSince == null ? null : lowerSince.plus(FOR_GOOD);
    }
}
