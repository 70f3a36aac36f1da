package io.keepwatch.bench;

import io.keepwatch.contracts.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the evaluator has judged: the sum of the offsets it committed in the activity topic. */
final class JudgingProgress implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Admin admin;

    JudgingProgress(String bootstrapServers) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers, "request.timeout.ms", 1_000, "default.api.timeout.ms", 2_000));
    }

    /** The sum, or -1 while nobody can tell because the broker is away. */
    long judged() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(LoadRun.EVALUATOR_GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return committed.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(Topic.ACTIVITY.topicName()))
                    .filter(entry -> entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            return -1;
        }
    }

    /** The sum as soon as anybody can tell. */
    long awaitKnown(Duration atMost) throws InterruptedException {
        awaitMoreThan(-1, atMost);
        return judged();
    }

    /** Waits until more than this is judged; false if it is not within the given time. */
    boolean awaitMoreThan(long judged, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (judged() <= judged) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
