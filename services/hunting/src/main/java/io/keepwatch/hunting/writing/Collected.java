package io.keepwatch.hunting.writing;

import io.keepwatch.hunting.store.Batch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What was read and is not committed yet. Not thread-safe. */
final class Collected {
    private final WriterTally tally;
    private final Batch batch = new Batch();
    private final List<DeadLetters.Letter> letters = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    private long bytes;
    private long since;

    Collected(WriterTally tally) {
        this.tally = tally;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        if (positions.isEmpty()) {
            since = System.nanoTime();
        }
        tally.taken(record.partition(), record.offset());
        switch (Reading.of(record)) {
            case Reading.Understood understood -> batch.add(record.partition(), record.offset(), understood.activity());
            case Reading.Other _ -> tally.other(record.partition());
            case Reading.Unreadable unreadable -> letters.add(new DeadLetters.Letter(record, unreadable.reason()));
        }
        bytes += Math.max(0, record.serializedValueSize());
        positions.put(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    /** Whether it is time to write. */
    boolean isDue(WriterSettings settings) {
        return !positions.isEmpty()
                && (batch.size() + letters.size() >= settings.mostRows()
                        || bytes >= settings.mostBytes()
                        || System.nanoTime() - since >= settings.longest().toNanos());
    }

    /** The activities; what the store took is gone from it. */
    Batch batch() {
        return batch;
    }

    List<DeadLetters.Letter> letters() {
        return letters;
    }

    /** The letters are durable. */
    void buried() {
        letters.forEach(letter -> tally.dead(letter.record().partition()));
        letters.clear();
    }

    /** Where reading goes on once everything is durable. */
    Map<TopicPartition, OffsetAndMetadata> positions() {
        return positions;
    }

    /** The positions are committed. */
    void committed() {
        positions.clear();
        bytes = 0;
    }

    /** Forgets what came from partitions that somebody else reads now, from what was last committed. */
    void drop(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            batch.drop(partition.partition());
            letters.removeIf(letter -> letter.record().partition() == partition.partition());
            positions.remove(partition);
            tally.dropped(partition.partition());
            tally.revoked(partition.partition());
        }
    }
}
