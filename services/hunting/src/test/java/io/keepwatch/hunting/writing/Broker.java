package io.keepwatch.hunting.writing;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Topic;
import io.keepwatch.platform.harness.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The shared broker from now on: what tests before left in the topics counts as written. */
final class Broker implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final TestKafka kafka = TestKafka.shared();
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, Long> begin;

    private Broker() throws Exception {
        kafka.createTopics();
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        begin = ends(Topic.ACTIVITY.topicName());
        begin.putAll(ends(Topic.ACTIVITY.deadLetterName()));
        Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
        ends(Topic.ACTIVITY.topicName())
                .forEach((partition, end) -> written.put(partition, new OffsetAndMetadata(end)));
        until("the group is empty", () -> {
            try {
                admin.alterConsumerGroupOffsets(WriterSettings.GROUP, written)
                        .all()
                        .get();
                return true;
            } catch (ExecutionException e) {
                return false;
            }
        });
    }

    static Broker fromNowOn() throws Exception {
        return new Broker();
    }

    TestKafka kafka() {
        return kafka;
    }

    Map<String, Object> settings() {
        return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    }

    Future<?> send(Activity activity) {
        return send(activity.header().subject(), CloudEvent.Type.ACTIVITY.wireName(), ActivityJson.write(activity));
    }

    Future<?> send(String key, String type, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topic.ACTIVITY.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
        record.headers().add(CloudEvent.TYPE_HEADER, type.getBytes(StandardCharsets.UTF_8));
        return producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    /** Sets the group's offsets back to where this test began, as a person might. */
    void deliverAgain() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
        begin.forEach((partition, offset) -> {
            if (partition.topic().equals(Topic.ACTIVITY.topicName())) {
                back.put(partition, new OffsetAndMetadata(offset));
            }
        });
        admin.alterConsumerGroupOffsets(WriterSettings.GROUP, back).all().get();
    }

    void awaitCommitted() throws Exception {
        Map<TopicPartition, Long> ends = ends(Topic.ACTIVITY.topicName());
        until("everything is committed", () -> {
            Map<TopicPartition, Long> committed = committed();
            return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        });
    }

    /** Where the group goes on reading. */
    Map<TopicPartition, Long> committed() throws Exception {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(WriterSettings.GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    /** Everything in a topic since the test began. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        Map<TopicPartition, Long> ends = ends(topic);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            ends.keySet().forEach(partition -> consumer.seek(partition, begin.getOrDefault(partition, 0L)));
            until("the topic is read", () -> {
                consumer.poll(LOOK_EVERY).forEach(all::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return all;
    }

    private Map<TopicPartition, Long> ends(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Waits until something holds that another process or thread brings about. */
    static void until(String what, Callable<Boolean> holds) throws Exception {
        until(what, LOOK_EVERY, holds);
    }

    static void until(String what, Duration lookEvery, Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(lookEvery.toNanos());
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
