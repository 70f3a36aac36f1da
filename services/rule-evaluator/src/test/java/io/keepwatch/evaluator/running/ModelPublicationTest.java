package io.keepwatch.evaluator.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.ScoreModelJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.evaluator.judging.EditableRules;
import io.keepwatch.platform.harness.TestKafka;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.score.Model;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("R16 No set judges before its model is told, and what is told is what scores come from")
class ModelPublicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final EditableRules rules;
    private final TestKafka kafka = TestKafka.shared();
    private final AtomicReference<@Nullable RuleBook> loaded = new AtomicReference<>();

    ModelPublicationTest(@TempDir Path directory) {
        rules = new EditableRules(directory);
        kafka.createTopics();
    }

    private ModelPublication publication() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("state.dir", "not a producer's");
        ModelPublication publication = new ModelPublication(loaded::get, settings, CLOCK);
        publication.start();
        return publication;
    }

    /** A set whose model no test had before. */
    private RuleBook load(String description) throws Exception {
        Path model = rules.directory().resolve("model/context.yaml");
        rules.write(
                "model/context.yaml",
                Files.readString(model)
                        .replaceFirst("(?s)description: >-\\s+[^\\n]+", "description: >-\n  " + description));
        return rules.load();
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** What the topic holds of a model. */
    private List<ConsumerRecord<String, byte[]>> told(String digest) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.MODEL.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found.stream().filter(record -> record.key().equals(digest)).toList();
        }
    }

    @Test
    @DisplayName("the model is on the topic when its set judges; every instance and start tells the same")
    void shouldTellTheModelFirst() throws Exception {
        RuleBook book = load("The first of this test.");
        Model model = book.model().model();
        try (ModelPublication publication = publication()) {
            assertThat(publication.judging()).isNull();
            loaded.set(book);
            assertThat(publication.await(PATIENCE)).isTrue();
            assertThat(publication.judging()).isSameAs(book);
        }
        try (ModelPublication again = publication()) {
            assertThat(again.await(PATIENCE)).isTrue();
        }

        List<ConsumerRecord<String, byte[]>> records = told(model.digest());
        assertThat(records).hasSize(2);
        assertThat(records.getFirst().value()).isEqualTo(records.getLast().value());
        assertThat(Model.of(ScoreModelJson.read(records.getFirst().value()))).isEqualTo(model);
        assertThat(ScoreModelJson.read(records.getFirst().value()).liveSince()).isEqualTo(NOW);
        assertThat(new String(
                        records.getFirst()
                                .headers()
                                .lastHeader(CloudEvent.TYPE_HEADER)
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo(CloudEvent.Type.MODEL.wireName());
    }

    @Test
    @DisplayName(
            "a set of a known model judges at once; one of another not before the broker has it, which is tried again")
    void shouldGoOnWithTheSetBefore() throws Exception {
        RuleBook first = load("Known already.");
        loaded.set(first);
        try (ModelPublication publication = publication()) {
            assertThat(publication.await(PATIENCE)).isTrue();
            rules.usbThreshold(77);
            RuleBook sameModel = rules.load();
            loaded.set(sameModel);
            assertThat(publication.judging()).isSameAs(sameModel);

            RuleBook another = load("Told while the broker is away.");
            kafka.kill();
            try {
                loaded.set(another);
                await("it is said why", () -> publication.obstacle() != null);
                assertThat(publication.judging()).isSameAs(sameModel);
            } finally {
                kafka.restart();
            }
            await("the set judges", () -> publication.judging() == another);
            assertThat(publication.obstacle()).isNull();
            assertThat(told(another.model().model().digest())).isNotEmpty();
        }
    }
}
