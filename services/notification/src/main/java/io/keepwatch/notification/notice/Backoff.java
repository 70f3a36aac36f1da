package io.keepwatch.notification.notice;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time up to a limit, of which a random half is left out
 * so that what failed together does not come back together.
 *
 * @param first pause after the first failed attempt
 * @param longest limit of the pause
 */
record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    /** @param attempts failed attempts so far, 1 or more */
    Duration after(int attempts, RandomGenerator random) {
        int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
        Duration full = first.multipliedBy(1L << doublings);
        Duration pause = full.compareTo(longest) > 0 ? longest : full;
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 + random.nextDouble()) / 2));
    }
}
