package io.keepwatch.hunting.review;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of event time.
 *
 * @param from belongs to it
 * @param until does not belong to it any more; never before {@code from}
 */
public record Window(Instant from, Instant until) {
    public Window {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("until: before from");
        }
    }

    Duration length() {
        return Duration.between(from, until);
    }

    double weeks() {
        return (double) length().toMillis() / Duration.ofDays(7).toMillis();
    }
}
