package io.keepwatch.evaluator.judging;

import java.time.Duration;

/**
 * Whether a task still reads what came in while nobody read. Until it has, time has not come to anything: among what is
 * not read yet may be HR's word that a period goes on. It is noticed by the age of what is read, by the machine's clock.
 */
final class Backlog {
    /** A record that the broker took in earlier than this is one that waited. */
    static final Duration BEHIND = Duration.ofSeconds(10);

    /** How long nothing that waited must have been read, also since the task began. */
    static final Duration QUIET = Duration.ofSeconds(5);

    private long until;

    Backlog(long nowMillis) {
        until = nowMillis + QUIET.toMillis();
    }

    /** A record was read. */
    void read(long takenInMillis, long nowMillis) {
        if (nowMillis - takenInMillis > BEHIND.toMillis()) {
            until = nowMillis + QUIET.toMillis();
        }
    }

    boolean isRead(long nowMillis) {
        return nowMillis >= until;
    }
}
