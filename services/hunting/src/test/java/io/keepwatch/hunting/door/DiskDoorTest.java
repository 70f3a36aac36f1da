package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Topic;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.writing.WriterSettings;
import io.keepwatch.platform.harness.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A disk that takes no more: this process may write no file longer than a byte, so that each write ends half done. */
@QuarkusTest
@TestProfile(OwnStore.class)
@QuarkusTestResource(RealBroker.class)
class DiskDoorTest {
    private static final Instant THEN = Instant.parse("2014-05-05T05:05:05Z");
    private static final int MANY = 500;

    /** Kept here, because a logger that nobody holds is forgotten with its handlers. */
    private final Logger logger = Logger.getLogger("io.keepwatch.hunting.writing");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord message) {
            said.add(message.getLevel() + " " + message.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        Api.await("everything is stored", () -> new HashSet<>(Api.ids("")).containsAll(told()));
        logger.setLevel(Level.INFO);
        logger.addHandler(listener);
    }

    @AfterEach
    void restore() throws Exception {
        longestFile("unlimited");
        logger.removeHandler(listener);
        logger.setLevel(null);
    }

    @Test
    @DisplayName(
            "G4: a full disk loses nothing, is said in health, metrics and log, and questions are answered; with room"
                    + " again the writer catches up by itself")
    void shouldWaitOutAFullDisk() throws Exception {
        List<Activity> more = SampleActivities.within(THEN, MANY, 0);
        Api.await("all is committed", () -> committed().equals(ends()));
        Map<TopicPartition, Long> before = committed();
        Set<String> stored = new HashSet<>(Api.ids(""));
        double storedBefore = Api.metric("keepwatch_hunting_records_total{fate=\"stored\"}");

        longestFile("1");
        RealBroker.tell(more);

        Api.await("it says so", () -> Api.health("writing").containsKey("obstacle"));
        Api.await("it tries again", () -> Api.metric("keepwatch_hunting_write_failures_total") > 1);
        assertThat(Api.health("writing")).containsEntry("writing", false);
        assertThat((String) Api.health("writing").get("obstacle")).contains("writing failed: IO Error");
        assertThat(Api.metric("keepwatch_hunting_writing")).isZero();
        assertThat(Api.metric("keepwatch_hunting_waiting")).isPositive();
        assertThat(said).anyMatch(line -> line.contains("ERROR") && line.contains("cannot be written"));
        assertThat(committed()).isEqualTo(before);
        assertThat(new HashSet<>(Api.ids(""))).isEqualTo(stored);

        longestFile("unlimited");

        Api.await("all is committed", () -> committed().equals(ends()));
        List<String> all = new ArrayList<>(stored);
        more.forEach(activity -> all.add(activity.header().id()));
        assertThat(Api.ids("")).containsExactlyInAnyOrderElementsOf(all);
        Api.await("it is well", () -> Api.metric("keepwatch_hunting_writing") == 1);
        assertThat(Api.health("writing")).containsEntry("writing", true).doesNotContainKey("obstacle");
        assertThat(Api.metric("keepwatch_hunting_records_total{fate=\"stored\"}"))
                .isEqualTo(storedBefore + MANY);
        assertThat(said).anyMatch(line -> line.contains("INFO") && line.contains("written again"));
    }

    private static Set<String> told() {
        return Told.activities().stream()
                .map(activity -> activity.header().id())
                .filter(id -> !id.equals("novak-1"))
                .collect(Collectors.toSet());
    }

    /** In bytes, from now on, for this process. */
    private static void longestFile(String bytes) throws Exception {
        Process limit = new ProcessBuilder(
                        "prlimit",
                        "--pid",
                        Long.toString(ProcessHandle.current().pid()),
                        "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(limit.waitFor()).isZero();
    }

    private static Map<TopicPartition, Long> committed() {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(WriterSettings.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return committed.entrySet().stream()
                    .filter(one -> one.getValue().offset() > 0)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> one.getValue().offset()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the partitions that hold anything. */
    private static Map<TopicPartition, Long> ends() {
        try (Admin admin = admin()) {
            String topic = Topic.ACTIVITY.topicName();
            Map<TopicPartition, OffsetSpec> latest = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .stream()
                    .collect(Collectors.toMap(
                            one -> new TopicPartition(topic, one.partition()), one -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .filter(one -> one.getValue().offset() > 0)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> one.getValue().offset()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()));
    }
}
