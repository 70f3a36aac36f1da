package io.keepwatch.evaluator.judging;

import static io.keepwatch.contracts.MonitoringChange.ACTIVE;
import static io.keepwatch.contracts.MonitoringChange.ENDED;
import static io.keepwatch.contracts.MonitoringChange.EXPIRED;
import static io.keepwatch.contracts.MonitoringChange.SUSPICION;
import static io.keepwatch.evaluator.judging.Inputs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The topology tells what becomes of monitoring periods, each as of its own time")
class MonitoringTopologyTest {
    private static final long MB = 1_000_000;
    private static final Duration PERIOD = Duration.ofDays(14);
    private static final Duration QUIET = Backlog.QUIET.plusSeconds(1);

    private final RecordingJournal journal = new RecordingJournal();
    private final Path state;
    private Instant now = NOON;
    private Instant machine = NOON;
    private int lives;
    private TopologyTestDriver driver;

    MonitoringTopologyTest(@TempDir Path state) {
        this.state = state;
        driver = start();
    }

    private TopologyTestDriver start() {
        InstantSource domain = () -> now;
        Clock clock = domain.withZone(ZoneOffset.UTC);
        Judging judging = TestRules.judging(clock, journal);
        return new TopologyTestDriver(
                EvaluatorTopology.of(judging),
                TestSettings.of("unused:9092", state.resolve("life-" + lives++), null)
                        .properties(),
                machine);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @DisplayName("H04, S2-106: active at once, expired at its own time without anything coming in; nothing is left due")
    void shouldExpireWithoutARecord() throws MalformedMessageException {
        hear(Inputs.resignation("kara", NOON));
        assertThat(told()).singleElement().satisfies(record -> {
            MonitoringChange active = MonitoringChange.read(record.value());
            assertThat(active.state()).isEqualTo(ACTIVE);
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("kara");
            assertThat(header(record, CloudEvent.ID_HEADER)).isEqualTo(active.id());
            assertThat(header(record, CloudEvent.TYPE_HEADER)).isEqualTo(CloudEvent.Type.MONITORING_CHANGE.wireName());
        });

        is(NOON.plus(PERIOD).minusMillis(1));
        assertThat(changes()).isEmpty();
        is(NOON.plus(PERIOD));
        assertThat(changes()).singleElement().satisfies(change -> {
            assertThat(change.state()).isEqualTo(EXPIRED);
            assertThat(change.at()).isEqualTo(NOON.plus(PERIOD));
        });
        assertThat(due()).isEmpty();
    }

    @Test
    @DisplayName("H05: the suspicion comes out with the alert, in the same transaction")
    void shouldTellTheSuspicion() throws MalformedMessageException {
        hear(Inputs.resignation("kara", NOON));
        pipe(Inputs.record(Inputs.usbWrite("kara", "1", NOON.plusSeconds(60), 160 * MB)), machine);

        assertThat(changes())
                .extracting(MonitoringChange::state, MonitoringChange::rule)
                .as("the alert, and the score that it and the closer look at the monitored come to")
                .containsExactly(tuple(ACTIVE, null), tuple(SUSPICION, "usb-mass-storage"), tuple(SUSPICION, null));
    }

    @Test
    @DisplayName("S2-037: leaver-data-access informs, it is no suspicion")
    void shouldNotSuspectWhoGoesOnWorking() throws MalformedMessageException {
        hear(Inputs.resignation("kara", NOON));
        pipe(Inputs.record(Inputs.access("kara", "1", NOON.plusSeconds(60))), machine);

        assertThat(driver.createOutputTopic(
                                Topic.ALERT.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList())
                .hasSize(1);
        assertThat(changes()).extracting(MonitoringChange::state).containsExactly(ACTIVE);
    }

    @Test
    @DisplayName("Timers survive a restart: after days away each ends as of its own time, in the order of time, once")
    void shouldCatchUpAfterDays() throws MalformedMessageException {
        hear(Inputs.resignation("zoe", NOON.minusSeconds(3600)));
        hear(Inputs.resignation("kara", NOON));
        hear(Inputs.resignation("abel", NOON.minusSeconds(60)));
        changes();

        restart();
        is(NOON.plus(Duration.ofDays(30)));
        assertThat(changes())
                .extracting(MonitoringChange::subject, MonitoringChange::state, MonitoringChange::at)
                .containsExactly(
                        tuple("zoe", EXPIRED, NOON.plus(PERIOD).minusSeconds(3600)),
                        tuple("abel", EXPIRED, NOON.plus(PERIOD).minusSeconds(60)),
                        tuple("kara", EXPIRED, NOON.plus(PERIOD)));

        restart();
        is(NOON.plus(Duration.ofDays(60)));
        assertThat(changes()).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    @DisplayName("H06: what HR said while nobody listened is heard before time is up")
    void shouldReadWhatWaitedFirst() throws MalformedMessageException {
        hear(Inputs.resignation("kara", NOON));
        restart();
        changes();
        now = NOON.plus(Duration.ofDays(20));
        driver.advanceWallClockTime(Backlog.QUIET.minusSeconds(1));
        assertThat(changes()).isEmpty();

        Instant second = NOON.plus(Duration.ofDays(10));
        pipe(Inputs.record(resignation("kara", "second", second)), machine.minus(Duration.ofDays(10)));
        driver.advanceWallClockTime(Backlog.QUIET.minusSeconds(1));
        assertThat(changes()).extracting(MonitoringChange::state).containsExactly(ACTIVE);
        driver.advanceWallClockTime(QUIET);
        assertThat(changes()).isEmpty();

        is(second.plus(PERIOD));
        assertThat(changes())
                .extracting(MonitoringChange::state, MonitoringChange::period, MonitoringChange::at)
                .containsExactly(tuple(EXPIRED, "receipt-kara", second.plus(PERIOD)));
    }

    @Test
    @DisplayName("H06, H11: what moves a period's end or ends it leaves nothing due behind")
    void shouldLeaveNoOrphans() throws MalformedMessageException {
        hear(Inputs.resignation("kara", NOON));
        assertThat(due()).containsExactly("kara " + NOON.plus(PERIOD));
        now = NOON.plusSeconds(60);
        hear(resignation("kara", "second", NOON.plusSeconds(60)));
        assertThat(due()).containsExactly("kara " + NOON.plusSeconds(60).plus(PERIOD));

        now = NOON.plusSeconds(120);
        hear(withdrawn("kara", "w1", "second"));
        assertThat(due()).containsExactly("kara " + NOON.plus(PERIOD));
        hear(withdrawn("kara", "w2", "receipt-kara"));
        assertThat(due()).isEmpty();
        assertThat(changes()).extracting(MonitoringChange::state).containsExactly(ACTIVE, ACTIVE, ENDED);
    }

    @Test
    @DisplayName("Very many that end in one minute end a few at a time, and activity is judged in between")
    void shouldNotStallTheFlow() throws MalformedMessageException {
        int people = 5 * JudgeProcessor.MOST_AT_ONCE + 1;
        for (int i = 0; i < people; i++) {
            hear(Inputs.resignation("p-" + i, NOON.minusMillis(people - i)));
        }
        changes();
        now = NOON.plus(Duration.ofDays(15));
        driver.advanceWallClockTime(QUIET);

        List<MonitoringChange> ended = new ArrayList<>(changes());
        assertThat(ended).hasSize(JudgeProcessor.MOST_AT_ONCE);
        machine = machine.plus(QUIET);
        pipe(Inputs.record(Inputs.usbWrite("else", "1", now, 160 * MB)), machine);
        assertThat(Objects.requireNonNull(journal.tallies.get(0))
                        .line(Topic.ACTIVITY)
                        .count(Tally.Fate.JUDGED))
                .isOne();
        for (int rounds = 0; rounds < 5; rounds++) {
            driver.advanceWallClockTime(JudgeProcessor.DUE_LOOK);
            ended.addAll(changes());
        }

        assertThat(ended).hasSize(people).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(ended).extracting(MonitoringChange::subject).doesNotHaveDuplicates();
        assertThat(due()).as("only who left evidence is looked at again").allMatch(who -> who.startsWith("else "));
    }

    @Test
    @DisplayName("Whoever cannot be read keeps nobody else's period from ending, and is tried again")
    void shouldTryAgainLater() throws MalformedMessageException {
        hear(Inputs.resignation("abel", NOON.minusSeconds(1)));
        hear(Inputs.resignation("kara", NOON));
        changes();
        Map<String, byte[]> people = people();
        Map<Bytes, byte[]> due = dueRecords();
        byte[] abel = Objects.requireNonNull(people.get("abel"));
        people.put("abel", new byte[] {99, 99});
        restart(people, due);

        Instant end = NOON.plus(PERIOD);
        is(end);
        assertThat(changes()).extracting(MonitoringChange::subject).containsExactly("kara");
        assertThat(journal.failures).hasSize(1);

        driver.<String, byte[]>getKeyValueStore(EvaluatorTopology.PEOPLE).put("abel", abel);
        is(end.plus(JudgeProcessor.LATER));
        assertThat(changes()).singleElement().satisfies(change -> {
            assertThat(change.subject()).isEqualTo("abel");
            assertThat(change.at()).isEqualTo(end.minusSeconds(1));
        });
    }

    private void hear(HrEvent event) {
        pipe(Inputs.record(event), machine);
    }

    /** The domain clock stands there, and the machine's goes on until what waited must have been read. */
    private void is(Instant time) {
        now = time;
        driver.advanceWallClockTime(QUIET);
        machine = machine.plus(QUIET);
    }

    private void restart() {
        restart(people(), dueRecords());
    }

    private void restart(Map<String, byte[]> people, Map<Bytes, byte[]> due) {
        driver.close();
        driver = start();
        KeyValueStore<String, byte[]> restored = driver.getKeyValueStore(EvaluatorTopology.PEOPLE);
        people.forEach(restored::put);
        KeyValueStore<Bytes, byte[]> restoredDue = driver.getKeyValueStore(EvaluatorTopology.DUE);
        due.forEach(restoredDue::put);
    }

    private Map<String, byte[]> people() {
        Map<String, byte[]> stored = new HashMap<>();
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(EvaluatorTopology.PEOPLE);
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(entry.key, entry.value));
        }
        return stored;
    }

    private Map<Bytes, byte[]> dueRecords() {
        Map<Bytes, byte[]> stored = new HashMap<>();
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(EvaluatorTopology.DUE);
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(entry.key, entry.value));
        }
        return stored;
    }

    /** Who is due when, by what lies in the store. */
    private List<String> due() {
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(EvaluatorTopology.DUE);
        return new DuePeople(store)
                .upTo(NOON.plus(Duration.ofDays(1_000)), 1_000).stream()
                        .map(entry -> entry.subject() + " " + Instant.ofEpochMilli(entry.millis()))
                        .toList();
    }

    private static HrEvent resignation(String subject, String receipt, Instant occurred) {
        return new HrEvent(
                receipt,
                HrEvent.RESIGNATION,
                subject,
                null,
                occurred,
                occurred,
                Map.of(),
                new HrEvent.Monitoring("enhanced", occurred, occurred.plus(PERIOD)),
                null,
                null);
    }

    private HrEvent withdrawn(String subject, String receipt, String what) {
        return new HrEvent(receipt, HrEvent.WITHDRAWN, subject, null, now, now, Map.of(), null, null, what);
    }

    private void pipe(ProducerRecord<byte[], byte[]> record, Instant takenIn) {
        driver.createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), takenIn));
    }

    private List<TestRecord<byte[], byte[]>> told() {
        return driver.createOutputTopic(
                        Topic.MONITORING.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private List<MonitoringChange> changes() throws MalformedMessageException {
        List<MonitoringChange> changes = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : told()) {
            changes.add(MonitoringChange.read(record.value()));
        }
        return changes;
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
