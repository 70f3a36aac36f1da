package io.keepwatch.evaluator.judging;

import static io.keepwatch.evaluator.judging.Inputs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
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

@DisplayName("The topology tells what people's scores come to, also when nothing comes in")
class RiskTopologyTest {
    private static final long MB = 1_000_000;
    /** One a day, and those at which a band changes. */
    private static final int MOST_LOOKS = 50;

    private static final Duration QUIET = Backlog.QUIET.plusSeconds(1);

    private final RecordingJournal journal = new RecordingJournal();
    private final Path state;
    private Instant now = NOON;
    private Instant machine = NOON;
    private int lives;
    private TopologyTestDriver driver;

    RiskTopologyTest(@TempDir Path state) {
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

    private void pipe(ProducerRecord<byte[], byte[]> record) {
        driver.createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), machine));
    }

    private List<TestRecord<byte[], byte[]>> read(Topic topic) {
        return driver.createOutputTopic(topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private List<Risk> risks() throws MalformedMessageException {
        List<Risk> risks = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : read(Topic.RISK)) {
            risks.add(RiskJson.read(record.value()));
        }
        return risks;
    }

    /** The domain clock stands there, and the machine's goes on until what waited must have been read. */
    private void is(Instant time) {
        now = time;
        driver.advanceWallClockTime(QUIET);
        machine = machine.plus(QUIET);
        for (int look = 0; look < MOST_LOOKS; look++) {
            driver.advanceWallClockTime(JudgeProcessor.DUE_LOOK);
            machine = machine.plus(JudgeProcessor.DUE_LOOK);
        }
    }

    @Test
    @DisplayName("S3-05: with the alert comes the score, under the person's key, named as the contract names it")
    void shouldTellTheScoreWithTheAlert() throws MalformedMessageException {
        pipe(Inputs.record(Inputs.usbWrite("kara", "1", NOON, 160 * MB)));

        Alert alert = AlertJson.read(read(Topic.ALERT).getFirst().value());
        assertThat(read(Topic.RISK)).singleElement().satisfies(record -> {
            Risk risk = RiskJson.read(record.value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("kara");
            assertThat(header(record, CloudEvent.ID_HEADER)).isEqualTo(risk.id());
            assertThat(header(record, CloudEvent.TYPE_HEADER)).isEqualTo(CloudEvent.Type.RISK.wireName());
            assertThat(risk.evidence())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.id()).startsWith(alert.id()));
            assertThat(risk.score()).isBetween(20.0, 50.0);
        });
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("an activity that says nothing of a person tells nothing, and nobody has to look")
    void shouldTellNothingOfOrdinaryPeople() {
        pipe(Inputs.record(Inputs.access("kara", "1", NOON)));
        is(NOON.plus(Duration.ofDays(3)));

        assertThat(read(Topic.RISK)).isEmpty();
        assertThat(stored(EvaluatorTopology.DUE)).isEmpty();
    }

    @Test
    @DisplayName("R17: a band falls by time alone, also over a restart, and is told once, as of when the curve crossed")
    void shouldTellWhatTimeAloneChanges() throws MalformedMessageException {
        pipe(Inputs.record(Inputs.usbWrite("kara", "1", NOON, 160 * MB)));
        pipe(Inputs.record(Inputs.download("kara", "2", NOON.plusSeconds(60), 600 * MB)));
        assertThat(risks()).extracting(Risk::band).endsWith("immediate");

        List<Risk> fallen = new ArrayList<>();
        for (int day = 40; day <= 120; day += 40) {
            restart();
            is(NOON.plus(Duration.ofDays(day)));
            fallen.addAll(risks());
        }

        assertThat(fallen).extracting(Risk::band).containsExactly("investigate", "monitor");
        assertThat(fallen).extracting(Risk::reason).containsOnly(Risk.TIME);
        assertThat(fallen.getFirst().at()).isAfter(NOON.plus(Duration.ofDays(2)));
        assertThat(journal.failures).isEmpty();
    }

    @Test
    @DisplayName("R13: what HR says of circumstances is told at once")
    void shouldTellCircumstances() throws MalformedMessageException {
        HrEvent plan = new HrEvent(
                "r1", "pip", "kara", null, NOON, NOON, Map.of(), null, new HrEvent.Context("pip", NOON, null), null);
        pipe(Inputs.record(plan));
        pipe(Inputs.record(plan));

        assertThat(risks()).singleElement().satisfies(risk -> {
            assertThat(risk.context()).containsExactly(new Risk.Circumstance("pip", "HR, receipt r1", NOON, null));
            assertThat(risk.reason()).isEqualTo(Risk.CIRCUMSTANCES);
        });
    }

    private void restart() {
        Map<Object, byte[]> people = stored(EvaluatorTopology.PEOPLE);
        Map<Object, byte[]> due = stored(EvaluatorTopology.DUE);
        driver.close();
        driver = start();
        KeyValueStore<String, byte[]> restored = driver.getKeyValueStore(EvaluatorTopology.PEOPLE);
        people.forEach((key, value) -> restored.put((String) key, value));
        KeyValueStore<Bytes, byte[]> restoredDue = driver.getKeyValueStore(EvaluatorTopology.DUE);
        due.forEach((key, value) -> restoredDue.put((Bytes) key, value));
    }

    private Map<Object, byte[]> stored(String name) {
        Map<Object, byte[]> stored = new HashMap<>();
        KeyValueStore<Object, byte[]> store = driver.getKeyValueStore(name);
        try (KeyValueIterator<Object, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(entry.key, entry.value));
        }
        return stored;
    }
}
