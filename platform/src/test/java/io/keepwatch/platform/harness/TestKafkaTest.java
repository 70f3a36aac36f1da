package io.keepwatch.platform.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Topic;
import io.keepwatch.platform.kafka.KafkaTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestKafkaTest {
    private final TestKafka kafka = TestKafka.shared();

    @BeforeEach
    void topics() {
        kafka.createTopics();
    }

    @Test
    @DisplayName("every topic of the contract is there with its dead-letter topic, partitions and retention")
    void shouldCreateTheTopicsOfTheContract() throws Exception {
        try (Admin admin = Admin.create(client())) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Arrays.stream(Topic.values())
                            .flatMap(topic -> List.of(topic.topicName(), topic.deadLetterName()).stream())
                            .toList());
            String alerts = Topic.ALERT.topicName();
            assertThat(admin.describeTopics(List.of(alerts))
                            .allTopicNames()
                            .get()
                            .values())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.partitions()).hasSize(KafkaTopics.PARTITIONS));
            assertThat(setting(admin, alerts, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                    .isEqualTo("LogAppendTime");
            assertThat(setting(admin, alerts, TopicConfig.RETENTION_MS_CONFIG))
                    .isEqualTo(Long.toString(Topic.ALERT.retention().toMillis()));
            assertThat(setting(admin, Topic.IDENTITY.topicName(), TopicConfig.CLEANUP_POLICY_CONFIG))
                    .isEqualTo("compact");
        }
    }

    @Test
    @DisplayName("a topic nobody made is not made by writing to it")
    void shouldRefuseUnknownTopics() {
        try (KafkaProducer<String, String> producer = producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("keepwatch.typing-error", "k", "v"))
                            .get())
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    @DisplayName("a record of the future keeps the broker's time, and acknowledged records survive kill -9 (G1)")
    void shouldKeepAcknowledgedRecordsOverAKill() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        long inAMonth = before.plus(Duration.ofDays(30)).toEpochMilli();
        try (KafkaProducer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>(Topic.HR.topicName(), 0, inAMonth, "kara", "kept"))
                    .get();
        }
        kafka.kill();
        kafka.restart();

        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client(), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(Topic.HR.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> found =
                    consumer.poll(Duration.ofSeconds(20)).records(partition);
            assertThat(found).extracting(ConsumerRecord::value).containsExactly("kept");
            assertThat(Instant.ofEpochMilli(found.getFirst().timestamp())).isBetween(before, Instant.now());
        }
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> found =
                admin.describeConfigs(List.of(resource)).all().get();
        return found.values().iterator().next().get(name).value();
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer());
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 3_000);
    }
}
