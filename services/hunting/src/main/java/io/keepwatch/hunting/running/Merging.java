package io.keepwatch.hunting.running;

import java.time.Duration;
import java.time.Instant;

/**
 * When files may be merged. Both use the same processor, and what is not written cannot be asked for: so merging waits while
 * the writer is behind, but not for ever, because very many small files make every question slow.
 */
final class Merging {
    /** Records in Kafka that the writer has not taken: some seconds of its work. */
    static final long BEHIND = 100_000;
    /** How long merging waits at most. */
    static final Duration AT_LATEST = Duration.ofMinutes(10);

    private Instant lastFree;

    /** @param now the machine's time at which the store was opened */
    Merging(Instant now) {
        lastFree = now;
    }

    /** @param lag records that the writer has not taken yet */
    boolean isDue(long lag, Instant now) {
        if (lag < BEHIND) {
            lastFree = now;
            return true;
        }
        return !now.isBefore(lastFree.plus(AT_LATEST));
    }
}
