package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Topic;
import io.keepwatch.evaluator.running.StreamsSettings;
import io.keepwatch.platform.harness.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The shared broker, seen from now on: what tests before left in the topics is not read. Their people stay in the
 * changelog, as a company's people would; a test takes others.
 */
final class Kafka implements AutoCloseable {
    static final String CHANGELOG = StreamsSettings.APPLICATION + "-" + EvaluatorTopology.PEOPLE + "-changelog";

    private final String servers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, Long> begin = new HashMap<>();

    private Kafka(String servers) throws Exception {
        this.servers = servers;
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ProducerConfig.LINGER_MS_CONFIG, 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        for (Topic topic : List.of(Topic.ACTIVITY, Topic.HR, Topic.ALERT, Topic.MONITORING, Topic.RISK)) {
            begin.putAll(ends(topic.topicName()));
        }
    }

    static Kafka fromNowOn() throws Exception {
        TestKafka broker = TestKafka.shared();
        broker.createTopics();
        return new Kafka(broker.bootstrapServers());
    }

    String servers() {
        return servers;
    }

    Admin admin() {
        return admin;
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    /** The offsets the evaluator has committed, by partition of a topic; 0 where none. */
    Map<TopicPartition, Long> committed() throws Exception {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(StreamsSettings.APPLICATION)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    Map<TopicPartition, Long> ends(String topic) throws Exception {
        List<TopicPartition> partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Waits until everything sent so far is judged and committed. */
    void awaitJudged(Duration atMost) throws Exception {
        Map<TopicPartition, Long> ends = new HashMap<>(ends(Topic.ACTIVITY.topicName()));
        ends.putAll(ends(Topic.HR.topicName()));
        Waiting.until("everything is judged", atMost, () -> {
            Map<TopicPartition, Long> committed = committed();
            return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        });
    }

    /** Everything committed in a topic since the test began, in the order of each partition. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        Map<TopicPartition, Long> ends = ends(topic);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            ends.keySet().forEach(partition -> consumer.seek(partition, begin.getOrDefault(partition, 0L)));
            Waiting.until("the topic is read", Duration.ofMinutes(2), () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return all;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
