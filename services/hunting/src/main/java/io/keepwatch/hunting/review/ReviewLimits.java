package io.keepwatch.hunting.review;

import java.time.Duration;

/**
 * How much a review may be.
 *
 * @param rows most rows of a section; it says how many more there are
 * @param time how long it may take
 */
public record ReviewLimits(int rows, Duration time) {
    public static final ReviewLimits DEFAULT = new ReviewLimits(15, Duration.ofSeconds(30));

    public ReviewLimits {
        if (rows < 1) {
            throw new IllegalArgumentException("rows: fewer than one");
        }
    }
}
