package io.keepwatch.hunting.asking;

import java.time.Duration;

/**
 * How long answers may take.
 *
 * @param question a page, a statistic, a histogram
 * @param completion values while somebody types
 * @param export a whole answer, with writing it to whoever receives it
 */
public record TimeLimits(Duration question, Duration completion, Duration export) {
    public static final TimeLimits DEFAULT =
            new TimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofMinutes(30));
}
