package io.keepwatch.hunting.writing;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.SubjectMerged;
import io.keepwatch.contracts.Topic;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.FaultyFiles;
import io.keepwatch.hunting.store.LocalFiles;
import io.keepwatch.hunting.store.ObjectStore;
import io.keepwatch.hunting.store.StoreSettings;
import io.keepwatch.hunting.store.TestStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityWriterTest {
    @TempDir
    Path directory;

    private Broker broker;

    @BeforeEach
    void connect() throws Exception {
        broker = Broker.fromNowOn();
    }

    @AfterEach
    void disconnect() {
        broker.close();
    }

    private ActivityWriter writer(EventStore store) {
        ActivityWriter writer = new ActivityWriter(store, settings(), InstantSource.fixed(NOON));
        writer.start();
        return writer;
    }

    private WriterSettings settings() {
        return new WriterSettings(broker.settings(), 100, 1 << 20, Duration.ofMillis(200), Duration.ofMillis(100));
    }

    private List<Activity> send(int count, int firstNumber) {
        List<Activity> activities = SampleActivities.within(NOON, count, firstNumber);
        activities.forEach(broker::send);
        broker.flush();
        return activities;
    }

    @Test
    @DisplayName(
            "G1, G8: every activity once, repeats and other events counted, taken = stored + repeated + others + dead")
    void shouldStoreWhatTheTopicHolds() throws Exception {
        try (EventStore store = TestStores.open(directory);
                ActivityWriter writer = writer(store)) {
            List<Activity> sent = send(250, 0);
            send(50, 0);
            broker.send(
                    "kara",
                    CloudEvent.Type.SUBJECT_MERGED.wireName(),
                    new SubjectMerged("account:okta/kara", "kara", NOON).write());
            broker.send("kara", CloudEvent.Type.PROFILE_CHANGE.wireName(), new byte[] {'{', '}'});
            broker.flush();
            broker.awaitCommitted();

            assertThat(everything(store)).isEqualTo(sorted(sent));
            Broker.until(
                    "it is well",
                    () -> writer.state().running() && writer.state().lag() == 0);
            assertThat(writer.state().lastFlush()).isEqualTo(NOON);
            assertThat(writer.state().total()).isEqualTo(new PartitionCounts(302, 250, 50, 2, 0, 0, 0));
        }
    }

    @Test
    void shouldBuryWhatNobodyCanRead() throws Exception {
        Activity beyond =
                SampleActivities.bare(ActivityType.WEB_VISIT, "far", "kara", Instant.parse("1500-01-01T00:00:00Z"));
        Activity good = SampleActivities.any(1, "kara", NOON);
        String activity = CloudEvent.Type.ACTIVITY.wireName();
        try (EventStore store = TestStores.open(directory);
                ActivityWriter writer = writer(store)) {
            broker.send("kara", activity, "not json".getBytes(StandardCharsets.UTF_8));
            broker.send("eve", activity, ActivityJson.write(good));
            broker.send("kara", "io.example.unknown.v1", ActivityJson.write(good));
            broker.send("kara", activity, null);
            broker.send(beyond);
            broker.send(good);
            broker.flush();
            broker.awaitCommitted();

            assertThat(everything(store)).containsExactly(good);
            assertThat(writer.state().total().dead()).isEqualTo(5);
        }
        List<ConsumerRecord<byte[], byte[]>> letters = broker.read(Topic.ACTIVITY.deadLetterName());
        assertThat(letters)
                .extracting(letter -> header(letter, DeadLetterHeader.REASON))
                .containsExactlyInAnyOrder(
                        "not readable as JSON at column 1",
                        "subject: differs from the record's key",
                        "the header ce_type names no type this topic carries",
                        "the record has no value",
                        "time: before 1678-01-01T00:00:00Z or not before 2262-01-01T00:00:00Z");
        assertThat(letters)
                .allSatisfy(letter ->
                        assertThat(header(letter, DeadLetterHeader.SOURCE)).startsWith("keepwatch.activity/"));
        assertThat(letters)
                .extracting(letter -> letter.value() == null ? "" : text(letter.value()))
                .contains("not json");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void shouldStoreNothingTwiceWhenEverythingIsDeliveredAgain() throws Exception {
        List<Activity> sent = send(300, 0);
        try (EventStore store = TestStores.open(directory)) {
            try (ActivityWriter writer = writer(store)) {
                broker.awaitCommitted();
                assertThat(writer.state().total().stored()).isEqualTo(300);
            }
            broker.deliverAgain();
            try (ActivityWriter writer = writer(store)) {
                broker.awaitCommitted();
                Broker.until("all were repeats", () -> writer.state().total().repeated() == 300);
            }
            assertThat(everything(store)).isEqualTo(sorted(sent));
        }
    }

    @Test
    @DisplayName("G4: a broker that dies and comes back costs nothing")
    void shouldGoOnWhenTheBrokerIsBack() throws Exception {
        try (EventStore store = TestStores.open(directory);
                ActivityWriter writer = writer(store)) {
            List<Activity> sent = new ArrayList<>(send(150, 0));
            broker.kafka().restart();
            sent.addAll(send(150, 150));
            broker.awaitCommitted();

            assertThat(everything(store)).isEqualTo(sorted(sent));
            Broker.until("it is well", () -> writer.state().running());
        }
    }

    @Test
    @DisplayName("G4: with a full disk it waits and says so; with space again nothing is lost or doubled")
    void shouldWaitOutAFullDisk() throws Exception {
        Path full = directory.resolve("day=2026-02-15");
        try (EventStore store = TestStores.open(directory);
                ActivityWriter writer = writer(store)) {
            // A file where the day's directory must be: nothing of that day can be written.
            Files.createFile(full);
            List<Activity> sent = new ArrayList<>(send(150, 0));
            Broker.until("it says so", () -> writer.state().lastError() != null);
            assertThat(writer.state().running()).isFalse();
            sent.addAll(send(450, 150));
            Files.delete(full);
            broker.awaitCommitted();

            assertThat(everything(store)).isEqualTo(sorted(sent));
            Broker.until("it is well", () -> writer.state().running());
            assertThat(writer.state().total()).isEqualTo(new PartitionCounts(600, 600, 0, 0, 0, 0, 0));
        }
    }

    @Test
    @DisplayName("G4: while its bucket is away it commits nothing and says so; it catches up by itself")
    void shouldWaitForItsBucket(@TempDir Path objects) throws Exception {
        try (ObjectStore bucket = new ObjectStore(objects);
                EventStore store = ObjectStore.open(bucket.endpoint(), "", directory);
                ActivityWriter writer = writer(store)) {
            List<Activity> sent = new ArrayList<>(send(150, 0));
            broker.awaitCommitted();
            bucket.goAway();
            sent.addAll(send(150, 150));
            Broker.until(
                    "it says so",
                    () -> String.valueOf(writer.state().lastError())
                            .contains("s3://activities/ is away: Connection refused"));
            assertThat(writer.state().running()).isFalse();
            assertThat(writer.state().total().stored()).isEqualTo(150);
            assertThat(everything(store)).hasSize(150);

            bucket.comeBack();
            broker.awaitCommitted();

            assertThat(everything(store)).isEqualTo(sorted(sent));
            Broker.until("it is well", () -> writer.state().running());
            assertThat(writer.state().total()).isEqualTo(new PartitionCounts(300, 300, 0, 0, 0, 0, 0));
        }
    }

    @Test
    @DisplayName("Two writers of one group, coming and going: each activity is stored by one of them")
    void shouldHandPartitionsOver(@TempDir Path elsewhere) throws Exception {
        List<Activity> sent = new ArrayList<>();
        try (EventStore one = TestStores.open(directory);
                EventStore other = TestStores.open(elsewhere);
                ActivityWriter first = writer(one)) {
            sent.addAll(send(200, 0));
            try (ActivityWriter second = writer(other)) {
                Broker.until(
                        "both read",
                        () -> !second.state().partitions().isEmpty()
                                || second.state().running());
                for (int i = 1; i < 10; i++) {
                    sent.addAll(send(200, i * 200));
                }
                broker.awaitCommitted();
            }
            sent.addAll(send(200, 2000));
            broker.awaitCommitted();

            // What one wrote but could not commit any more, the other wrote again: two stores do not know each other.
            List<Activity> found = new ArrayList<>(everything(one));
            found.addAll(everything(other));
            assertThat(sorted(found.stream().distinct().toList())).isEqualTo(sorted(sent));
            assertThat(first.state().total().waiting()).isZero();
        }
    }

    @Test
    void shouldWriteWhatItHasWhenItIsClosed() throws Exception {
        WriterSettings patient =
                new WriterSettings(broker.settings(), 1_000_000, 1 << 30, Duration.ofHours(1), Duration.ofMillis(100));
        List<Activity> sent = send(20, 0);
        try (EventStore store = TestStores.open(directory)) {
            try (ActivityWriter writer = new ActivityWriter(store, patient, InstantSource.fixed(NOON))) {
                writer.start();
                Broker.until("it has them", () -> writer.state().total().taken() == 20);
                assertThat(writer.state().total().waiting()).isEqualTo(20);
            }
            broker.awaitCommitted();
            assertThat(everything(store)).isEqualTo(sorted(sent));
        }
    }

    @Test
    @DisplayName("G4: the reserve of the disk is kept free: nothing is written or committed below it, all of it above")
    void shouldKeepTheReserveFree() throws Exception {
        FaultyFiles files = new FaultyFiles(new LocalFiles(directory));
        StoreSettings reserving = new StoreSettings(
                1000, 4, Duration.ofMinutes(10), Duration.ofDays(1), 1L << 30, 1, Duration.ofDays(90));
        try (EventStore store = EventStore.open(files, reserving, InstantSource.fixed(NOON), TestStores.STRICT);
                ActivityWriter writer = writer(store)) {
            List<Activity> sent = new ArrayList<>(send(5, 0));
            broker.awaitCommitted();
            Map<TopicPartition, Long> committed = broker.committed();

            files.beScarce(true);
            sent.addAll(send(5, 5));
            Broker.until(
                    "it says so",
                    () -> String.valueOf(writer.state().lastError())
                            .contains("the disk is full: 0 bytes are left, 1 are held in reserve"));
            long failures = writer.state().failures();
            Broker.until("it tries again", () -> writer.state().failures() > failures);
            assertThat(writer.state().total().waiting()).isPositive();
            assertThat(everything(store)).hasSize(5);
            assertThat(broker.committed()).isEqualTo(committed);

            files.beScarce(false);
            broker.awaitCommitted();
            assertThat(everything(store)).isEqualTo(sorted(sent));
            Broker.until("it is well", () -> writer.state().running());
        }
    }
}
