package io.keepwatch.evaluator.judging;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/**
 * The planted mistake: a write-behind from {@code StateStore.commit}, the successor of {@code flush}, which looks like
 * the natural place and runs after the transaction. The reliability tests must find what it loses.
 */
final class CommitBellStore extends BellStore {
    CommitBellStore(String name, Bells bells) {
        super(name, bells);
    }

    @Override
    public void put(Bytes key, byte[] value) {}

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        try {
            ring();
        } catch (IllegalStateException nobodyWritesAnyMore) {
            // At close the processor is gone before its stores: part of what makes this the wrong place.
        }
    }
}
