package io.keepwatch.hunting.writing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the writer is, for health and metrics.
 *
 * @param running whether it has partitions and its last try to read, write or commit went well
 * @param partitions what became of the records of each partition it has had
 * @param lag records in its partitions that it has not taken yet; what waits to be written comes on top
 * @param lastFlush when it last wrote and committed, null before the first time
 * @param lastError what went wrong last, null once everything went well again
 * @param failures how many tries to read, write or commit went wrong
 */
public record WriterState(
        boolean running,
        Map<Integer, PartitionCounts> partitions,
        long lag,
        @Nullable Instant lastFlush,
        @Nullable String lastError,
        long failures) {

    /** The sum over all partitions. */
    public PartitionCounts total() {
        return partitions.values().stream().reduce(PartitionCounts.NONE, PartitionCounts::plus);
    }
}
