package io.keepwatch.bench;

import io.keepwatch.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is behind a topic. */
final class ConsumerLag implements AutoCloseable {
    /** A transaction's marker takes an offset of its own that no consumer commits. */
    private static final long MARKERS = 1;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(15);

    private final Admin admin;

    ConsumerLag(String bootstrapServers) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers, "request.timeout.ms", 5_000, "default.api.timeout.ms", 10_000));
    }

    /** Records of the topic that the group has not committed yet; {@link Long#MAX_VALUE} while nobody can tell. */
    long of(String group, Topic topic) throws InterruptedException {
        try {
            int partitions = admin.describeTopics(List.of(topic.topicName())).allTopicNames().get().values().stream()
                    .mapToInt(description -> description.partitions().size())
                    .sum();
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                    .boxed()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic.topicName(), partition),
                            partition -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends = admin.listOffsets(
                            latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long lag = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end : ends.entrySet()) {
                OffsetAndMetadata done = committed.get(end.getKey());
                long behind = end.getValue().offset() - (done == null ? 0 : done.offset());
                lag += behind <= MARKERS ? 0 : behind;
            }
            return lag;
        } catch (ExecutionException e) {
            // The broker may be the fault that is being played.
            return Long.MAX_VALUE;
        }
    }

    /** Waits until the group has nothing left to read; false if it still has after the given time. */
    boolean awaitNone(String group, Topic topic, Duration atMost) throws InterruptedException {
        long begin = System.nanoTime();
        long nextReport = begin + BETWEEN_REPORTS.toNanos();
        for (long lag = of(group, topic); lag > 0; lag = of(group, topic)) {
            long now = System.nanoTime();
            if (now - begin > atMost.toNanos()) {
                return false;
            }
            if (now > nextReport) {
                nextReport = now + BETWEEN_REPORTS.toNanos();
                Bench.progress(
                        lag == Long.MAX_VALUE
                                ? "the broker cannot be asked how far %s is".formatted(group)
                                : "%s is %,d records of %s behind".formatted(group, lag, topic.topicName()));
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    @Override
    public void close() {
        admin.close();
    }
}
