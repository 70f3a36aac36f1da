package io.keepwatch.evaluator.judging;

import static io.keepwatch.evaluator.judging.Inputs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Snooze;
import io.keepwatch.contracts.SubjectMerged;
import io.keepwatch.contracts.SubjectSnoozes;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.engine.Excepted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The topology: activities and HR events in, alerts and dead letters out")
class EvaluatorTopologyTest {
    private static final long MB = 1_000_000;

    private final RecordingJournal journal = new RecordingJournal();
    private final Path state;
    private TopologyTestDriver driver;

    EvaluatorTopologyTest(@TempDir Path state) {
        this.state = state;
        driver = start();
    }

    private TopologyTestDriver start() {
        Properties settings = TestSettings.of("unused:9092", state, null).properties();
        return new TopologyTestDriver(EvaluatorTopology.of(TestRules.judging(journal)), settings);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @DisplayName("Internal names are explicit: a renamed store would be an empty store")
    void shouldKeepItsNames() {
        assertThat(EvaluatorTopology.of(TestRules.judging(journal)).describe().toString())
                .isEqualTo("""
                        Topologies:
                           Sub-topology: 0
                            Source: activity (topics: [keepwatch.activity])
                              --> judge
                            Source: hr (topics: [keepwatch.hr])
                              --> judge
                            Source: snooze (topics: [keepwatch.snooze])
                              --> judge
                            Processor: judge (stores: [people-due, people-bell, people])
                              --> activity-dead, alert, hr-dead, monitoring, peers-written, risk, snooze-dead
                              <-- activity, hr, snooze
                            Sink: activity-dead (topic: keepwatch.activity.dead)
                              <-- judge
                            Sink: alert (topic: keepwatch.alert)
                              <-- judge
                            Sink: hr-dead (topic: keepwatch.hr.dead)
                              <-- judge
                            Sink: monitoring (topic: keepwatch.monitoring)
                              <-- judge
                            Sink: peers-written (topic: keepwatch.peers)
                              <-- judge
                            Sink: risk (topic: keepwatch.risk)
                              <-- judge
                            Sink: snooze-dead (topic: keepwatch.snooze.dead)
                              <-- judge

                          Sub-topology: 1 for global store (will not generate tasks)
                            Source: peers-read (topics: [keepwatch.peers])
                              --> peers-kept
                            Processor: peers-kept (stores: [peers])
                              --> none
                              <-- peers-read
                        """);
    }

    @Test
    @DisplayName("S2-033 usb-mass-storage: the state carries from record to record")
    void shouldRaiseAnAlertFromSeveralRecords() throws MalformedMessageException {
        pipe(Inputs.record(Inputs.usbWrite("kara", "1", NOON, 60 * MB)));
        assertThat(alerts()).isEmpty();

        pipe(Inputs.record(Inputs.usbWrite("kara", "2", NOON.plusSeconds(60), 60 * MB)));

        assertThat(alerts()).singleElement().satisfies(record -> {
            Alert alert = AlertJson.read(record.value());
            assertThat(alert.rule()).isEqualTo("usb-mass-storage");
            assertThat(alert.subject()).isEqualTo("kara");
            assertThat(alert.raisedAt()).isEqualTo(TestRules.CLOCK.instant());
            assertThat(alert.activities()).extracting("id").containsExactly("1", "2");
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("kara");
            assertThat(header(record, CloudEvent.ID_HEADER)).isEqualTo(alert.id() + "-keepwatch.activity-0-1");
            assertThat(header(record, CloudEvent.TYPE_HEADER)).isEqualTo(CloudEvent.Type.ALERT.wireName());
        });
    }

    @Test
    @DisplayName("R15: what is delivered again counts once")
    void shouldCountARepeatedRecordOnce() {
        ProducerRecord<byte[], byte[]> once = Inputs.record(Inputs.usbWrite("kara", "1", NOON, 60 * MB));
        pipe(once);
        pipe(once);

        assertThat(alerts()).isEmpty();
        assertThat(line(Topic.ACTIVITY).count(Tally.Fate.REPEATED)).isOne();
    }

    @Test
    @DisplayName("leaver-data-access: the HR topic meets the person's activities")
    void shouldJoinWhatHrSaidByPerson() throws MalformedMessageException {
        pipe(Inputs.record(Inputs.resignation("kara", NOON)));
        pipe(Inputs.record(Inputs.access("kara", "1", NOON.plus(Duration.ofDays(1)))));
        pipe(Inputs.record(Inputs.access("else", "2", NOON.plus(Duration.ofDays(1)))));

        assertThat(alerts()).singleElement().satisfies(record -> {
            assertThat(AlertJson.read(record.value()).rule()).isEqualTo("leaver-data-access");
            assertThat(AlertJson.read(record.value()).subject()).isEqualTo("kara");
        });
    }

    @Test
    @DisplayName("B16: a profile change in the activity topic moves the person's night")
    void shouldApplyAProfileChangeInOrder() throws MalformedMessageException {
        pipe(Inputs.record(Inputs.person("kara", "Pacific/Auckland")));
        pipe(Inputs.record(new io.keepwatch.contracts.FileAccess(
                Inputs.access("kara", "1", NOON).header(), "/hr/x", 1, "secret", "share", "read", null, false)));

        assertThat(alerts())
                .singleElement()
                .satisfies(record ->
                        assertThat(AlertJson.read(record.value()).rule()).isEqualTo("off-hours-classified"));
    }

    @Test
    @DisplayName("a snooze holds a rule of a person back, is counted where it does, and ends when its record says so")
    void shouldHoldBackWhatIsSnoozed() throws MalformedMessageException {
        Snooze snooze = new Snooze(
                "s-1",
                "usb-mass-storage",
                "a-1",
                "agreed",
                "omar",
                NOON.minusSeconds(1),
                NOON.plus(Duration.ofDays(2)));
        pipe(Inputs.record(new SubjectSnoozes("kara", List.of(snooze)), "1"));
        pipe(Inputs.record(Inputs.usbWrite("kara", "1", NOON, 160 * MB)));
        pipe(Inputs.record(Inputs.usbWrite("else", "2", NOON, 160 * MB)));

        assertThat(alerts())
                .singleElement()
                .satisfies(record ->
                        assertThat(AlertJson.read(record.value()).subject()).isEqualTo("else"));
        assertThat(journal.excepted).containsExactly(new Excepted("usb-mass-storage", "s-1", Excepted.Kind.SNOOZE));

        pipe(Inputs.record(new SubjectSnoozes("kara", List.of()), "2"));
        pipe(Inputs.record(Inputs.usbWrite("kara", "3", NOON.plus(Duration.ofHours(20)), 160 * MB)));
        assertThat(alerts()).hasSize(1);
        assertThat(line(Topic.SNOOZE).unaccounted()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "{", "null", "[]", "{\"id\":1}", "{\"type\":\"unknown\"}", "\u0000"})
    @DisplayName("What cannot be read is set aside with the reason, and the next record is judged")
    void shouldSetAsideWhatItCannotRead(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        pipe(Inputs.record(Topic.ACTIVITY, CloudEvent.Type.ACTIVITY, "kara", "1", NOON, bytes));
        pipe(Inputs.record(Topic.HR, CloudEvent.Type.HR_EVENT, "kara", "2", NOON, bytes));
        pipe(Inputs.record(Inputs.usbWrite("kara", "3", NOON, MB)));

        assertThat(dead(Topic.ACTIVITY)).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(bytes);
            assertThat(header(record, DeadLetterHeader.REASON)).isNotBlank();
            assertThat(header(record, DeadLetterHeader.SOURCE))
                    .isEqualTo(DeadLetterHeader.source(Topic.ACTIVITY.topicName(), 0, 0));
            assertThat(header(record, CloudEvent.ID_HEADER)).isEqualTo("1");
        });
        assertThat(dead(Topic.HR)).hasSize(1);
        assertThat(line(Topic.ACTIVITY).count(Tally.Fate.DEAD)).isOne();
        assertThat(line(Topic.ACTIVITY).count(Tally.Fate.JUDGED)).isOne();
        assertThat(line(Topic.ACTIVITY).unaccounted()).isZero();
    }

    @Test
    void shouldSetAsideARecordUnderAForeignKey() {
        byte[] kara = ActivityJson.write(Inputs.usbWrite("kara", "1", NOON, MB));
        pipe(Inputs.record(Topic.ACTIVITY, CloudEvent.Type.ACTIVITY, "else", "1", NOON, kara));

        assertThat(dead(Topic.ACTIVITY))
                .singleElement()
                .satisfies(record ->
                        assertThat(header(record, DeadLetterHeader.REASON)).contains("key"));
    }

    @Test
    void shouldSetAsideATypeTheTopicDoesNotCarry() {
        byte[] kara = ActivityJson.write(Inputs.usbWrite("kara", "1", NOON, MB));
        pipe(Inputs.record(Topic.ACTIVITY, CloudEvent.Type.HR_EVENT, "kara", "1", NOON, kara));
        ProducerRecord<byte[], byte[]> unnamed = Inputs.record(Inputs.usbWrite("kara", "2", NOON, MB));
        unnamed.headers().remove(CloudEvent.TYPE_HEADER);
        pipe(unnamed);

        assertThat(dead(Topic.ACTIVITY))
                .hasSize(2)
                .allSatisfy(record ->
                        assertThat(header(record, DeadLetterHeader.REASON)).contains(CloudEvent.TYPE_HEADER));
    }

    @Test
    void shouldSetAsideARecordWithoutKeyOrValue() {
        ProducerRecord<byte[], byte[]> whole = Inputs.record(Inputs.usbWrite("kara", "1", NOON, MB));
        pipe(new ProducerRecord<>(whole.topic(), null, null, null, whole.value(), whole.headers()));
        pipe(new ProducerRecord<>(whole.topic(), null, null, whole.key(), null, whole.headers()));

        assertThat(dead(Topic.ACTIVITY)).hasSize(2);
    }

    @Test
    @DisplayName("A record that would not fit beside its reason is cut, and says so")
    void shouldCutADeadLetterThatWouldNotFit() {
        byte[] huge = new byte[DeadLetter.LONGEST_VALUE + 1];
        pipe(Inputs.record(Topic.ACTIVITY, CloudEvent.Type.ACTIVITY, "kara", "1", NOON, huge));

        assertThat(dead(Topic.ACTIVITY)).singleElement().satisfies(record -> {
            assertThat(record.value()).hasSize(DeadLetter.LONGEST_VALUE);
            assertThat(header(record, DeadLetterHeader.CUT_FROM)).isEqualTo(Integer.toString(huge.length));
        });
    }

    @Test
    void shouldCountAMergeAndPass() {
        pipe(Inputs.record(new SubjectMerged("account:okta/kara", "kara", NOON)));

        assertThat(line(Topic.ACTIVITY).count(Tally.Fate.MERGED)).isOne();
        assertThat(dead(Topic.ACTIVITY)).isEmpty();
    }

    @Test
    @DisplayName("After a restart everything known of a person comes from the store")
    void shouldGoOnFromTheStore() {
        pipe(Inputs.record(Inputs.usbWrite("kara", "1", NOON, 60 * MB)));
        Map<String, byte[]> stored = stored();
        driver.close();

        driver = start();
        KeyValueStore<String, byte[]> restored = driver.getKeyValueStore(EvaluatorTopology.PEOPLE);
        stored.forEach(restored::put);
        // A processor that began before the store was filled has read an empty tally; people are read when asked for.
        pipe(Inputs.record(Inputs.usbWrite("kara", "2", NOON.plusSeconds(60), 60 * MB)));

        assertThat(alerts()).hasSize(1);
    }

    @Test
    @DisplayName("Without a writer a task must not commit")
    void shouldRefuseToRingWhenNobodyWrites() {
        Bells bells = new Bells();

        assertThatThrownBy(() -> bells.ring(new org.apache.kafka.streams.processor.TaskId(0, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not commit");
    }

    @Test
    @DisplayName("A person whose record cannot be read keeps nobody else from being judged")
    void shouldSetAsideThePersonNobodyCanRead() {
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(EvaluatorTopology.PEOPLE);
        store.put("kara", new byte[] {99, 99, 99});
        pipe(Inputs.record(Inputs.usbWrite("kara", "1", NOON, 150 * MB)));
        pipe(Inputs.record(Inputs.usbWrite("else", "2", NOON, 150 * MB)));

        assertThat(dead(Topic.ACTIVITY))
                .singleElement()
                .satisfies(record ->
                        assertThat(header(record, DeadLetterHeader.REASON)).contains("cannot be read"));
        assertThat(alerts())
                .singleElement()
                .satisfies(record -> assertThat(new String(record.key(), StandardCharsets.UTF_8))
                        .isEqualTo("else"));
        assertThat(store.get("kara")).isEqualTo(new byte[] {99, 99, 99});
    }

    private Map<String, byte[]> stored() {
        Map<String, byte[]> stored = new HashMap<>();
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(EvaluatorTopology.PEOPLE);
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(entry.key, entry.value));
        }
        return stored;
    }

    private Tally.Line line(Topic topic) {
        return Objects.requireNonNull(journal.tallies.get(0)).line(topic);
    }

    private void pipe(ProducerRecord<byte[], byte[]> record) {
        driver.createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), NOON));
    }

    private List<TestRecord<byte[], byte[]>> alerts() {
        return read(Topic.ALERT.topicName());
    }

    private List<TestRecord<byte[], byte[]>> dead(Topic topic) {
        return read(topic.deadLetterName());
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return output.readRecordsToList();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
