package io.keepwatch.hunting.writing;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the {@link WriterState}. Thread-safe. */
final class WriterTally {
    private final Map<Integer, PartitionCounts> partitions = new TreeMap<>();
    private final Map<Integer, Long> next = new TreeMap<>();
    private boolean reading;
    private long lag;
    private @Nullable Instant lastFlush;
    private @Nullable String lastError;
    private long failures;

    /** From now on the partition is read here, from this offset on. */
    synchronized void assigned(int partition, long position) {
        next.put(partition, position);
        reading = true;
    }

    synchronized void revoked(int partition) {
        next.remove(partition);
        reading = !next.isEmpty();
    }

    synchronized void stopped() {
        next.clear();
        reading = false;
    }

    synchronized void taken(int partition, long offset) {
        long missing = Math.max(0, offset - next.getOrDefault(partition, offset));
        next.put(partition, offset + 1);
        add(partition, new PartitionCounts(1, 0, 0, 0, 0, 0, missing));
    }

    synchronized void stored(int partition, int stored, int repeated) {
        add(partition, new PartitionCounts(0, stored, repeated, 0, 0, 0, 0));
    }

    synchronized void other(int partition) {
        add(partition, new PartitionCounts(0, 0, 0, 1, 0, 0, 0));
    }

    synchronized void dead(int partition) {
        add(partition, new PartitionCounts(0, 0, 0, 0, 1, 0, 0));
    }

    /** Whatever of the partition was waiting is not written here any more. */
    synchronized void dropped(int partition) {
        long waiting = partitions.getOrDefault(partition, PartitionCounts.NONE).waiting();
        add(partition, new PartitionCounts(0, 0, 0, 0, 0, waiting, 0));
    }

    /** @param idle whether nothing is waiting: then what went wrong before is over */
    synchronized void polled(long recordsBehind, boolean idle) {
        lag = recordsBehind;
        if (idle) {
            lastError = null;
        }
    }

    /** Returns whether something had gone wrong before. */
    synchronized boolean flushed(Instant at) {
        boolean failing = lastError != null;
        lastFlush = at;
        lastError = null;
        return failing;
    }

    /** Returns whether all had been well before. */
    synchronized boolean failed(Exception failure) {
        boolean well = lastError == null;
        lastError = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        failures++;
        return well;
    }

    synchronized WriterState state() {
        return new WriterState(
                reading && lastError == null, Map.copyOf(partitions), lag, lastFlush, lastError, failures);
    }

    private void add(int partition, PartitionCounts more) {
        partitions.merge(partition, more, PartitionCounts::plus);
    }
}
