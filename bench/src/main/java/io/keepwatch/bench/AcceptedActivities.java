package io.keepwatch.bench;

import io.keepwatch.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How often each activity of a workload stands in the topic.
 *
 * @param distinct how many activities stand there at least once
 * @param more how many records stand there beyond the first of each activity
 */
record AcceptedActivities(long distinct, long more) {
    private static final byte[] ID_FIELD = "{\"id\":\"".getBytes(StandardCharsets.UTF_8);

    /** Reads the whole topic as a consumer would ({@code read_committed}) and counts the ids that begin with the prefix. */
    static AcceptedActivities count(String bootstrapServers, String idPrefix) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                20_000);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.ACTIVITY.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .collect(Collectors.toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    String id = id(message.value());
                    if (id.startsWith(idPrefix)) {
                        counts.merge(id, 1, Integer::sum);
                    }
                }
            }
        }
        long records = counts.values().stream().mapToLong(Integer::longValue).sum();
        return new AcceptedActivities(counts.size(), records - counts.size());
    }

    /** The id of an activity message; our writer puts it first. Empty for any other message. */
    private static String id(byte[] value) {
        for (int i = 0; i < ID_FIELD.length; i++) {
            if (i >= value.length || value[i] != ID_FIELD[i]) {
                return "";
            }
        }
        int end = ID_FIELD.length;
        while (end < value.length && value[end] != '"') {
            end++;
        }
        return new String(value, ID_FIELD.length, end - ID_FIELD.length, StandardCharsets.UTF_8);
    }
}
