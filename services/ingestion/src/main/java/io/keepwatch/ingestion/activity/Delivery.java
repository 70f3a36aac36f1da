package io.keepwatch.ingestion.activity;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows one request's records until each is durable or lost. Records are sent by the request's thread and answered by
 * the producer's.
 */
final class Delivery {
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong firstFailedLine = new AtomicLong(Long.MAX_VALUE);
    private volatile long sent;
    private volatile @Nullable Thread waiting;

    /** The request's thread sends one more. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone writes it
    void sending() {
        sent++;
    }

    /** The producer's thread tells that a record is durable. */
    void durable() {
        answer();
    }

    /** The producer's thread tells that a record is not durable, or may not be. */
    void failed(long line) {
        failures.incrementAndGet();
        firstFailedLine.accumulateAndGet(line, Math::min);
        answer();
    }

    boolean hasFailed() {
        return failures.get() > 0;
    }

    /** The first line that is not durable; {@link Long#MAX_VALUE} if there is none. */
    long firstFailedLine() {
        return firstFailedLine.get();
    }

    /** How many records are durable. */
    long durableCount() {
        return answered.get() - failures.get();
    }

    /** Waits until every record is answered; false if that takes longer. */
    boolean await(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        waiting = Thread.currentThread();
        try {
            while (answered.get() < sent) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        } finally {
            waiting = null;
        }
    }

    private void answer() {
        long all = answered.incrementAndGet();
        Thread thread = waiting;
        if (thread != null && all >= sent) {
            LockSupport.unpark(thread);
        }
    }
}
