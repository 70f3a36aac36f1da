package io.keepwatch.ingestion.activity;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many bytes may be on their way to Kafka at a time: what is over it waits in the sender, not in our memory. */
final class ByteBudget {
    private final Semaphore free;
    private final int capacity;
    private final long patienceNanos;

    /**
     * @param capacity bytes
     * @param patience how long to wait for room
     */
    ByteBudget(int capacity, Duration patience) {
        this.capacity = capacity;
        free = new Semaphore(capacity);
        patienceNanos = patience.toNanos();
    }

    /** Takes room for so many bytes, or all there is if they are more; false if there is none in time. */
    boolean take(int bytes) throws InterruptedException {
        int wanted = Math.min(bytes, capacity);
        return free.tryAcquire(wanted) || free.tryAcquire(wanted, patienceNanos, TimeUnit.NANOSECONDS);
    }

    /** Gives back what {@link #take} took for so many bytes. */
    void giveBack(int bytes) {
        free.release(Math.min(bytes, capacity));
    }

    /** Bytes on their way. */
    int taken() {
        return capacity - free.availablePermits();
    }
}
