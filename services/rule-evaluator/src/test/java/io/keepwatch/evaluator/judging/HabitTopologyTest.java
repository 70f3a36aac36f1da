package io.keepwatch.evaluator.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.BadgeSwipe;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.PeerPart;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.engine.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The topology asks habits, sums what is usual for peers, and compares with it")
class HabitTopologyTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final Duration QUIET = Backlog.QUIET.plusSeconds(1);
    private static final int LOOKS = 200;

    private final RecordingJournal journal = new RecordingJournal();
    private final TopologyTestDriver driver;
    private Instant now = Instant.parse("2026-03-02T00:00:00Z");
    private Instant machine = now;

    HabitTopologyTest(@TempDir Path state) {
        InstantSource domain = () -> now;
        Clock clock = domain.withZone(ZoneOffset.UTC);
        driver = new TopologyTestDriver(
                EvaluatorTopology.of(TestRules.judging(clock, journal)),
                TestSettings.of("unused:9092", state, null).properties(),
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

    /** It is now this time, and the task has had the time to do what it does between records. */
    private void is(Instant time) {
        now = time;
        advance(QUIET);
        for (int look = 0; look < LOOKS; look++) {
            advance(JudgeProcessor.DUE_LOOK);
        }
        advance(Duration.ofSeconds(11));
    }

    private void advance(Duration by) {
        driver.advanceWallClockTime(by);
        machine = machine.plus(by);
    }

    private void isKnown(String subject) {
        pipe(Inputs.record(new Identity(
                subject,
                List.of(subject),
                List.of(),
                null,
                "IT",
                "admin",
                "it-admins",
                null,
                false,
                false,
                false,
                "Europe/Berlin",
                null,
                null,
                0,
                Instant.parse("2025-01-01T00:00:00Z"),
                false)));
    }

    private void swipes(String subject, String time, String door) {
        Instant at = Instant.parse(time);
        pipe(Inputs.record(new BadgeSwipe(
                new ActivityHeader(subject + time, "doors", at, subject, null, subject, false),
                "granted",
                null,
                door,
                "HQ",
                null,
                1)));
    }

    private void works(String subject, boolean isAtNight) {
        for (LocalDate day = MONDAY; day.isBefore(TODAY); day = day.plusDays(1)) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
                swipes(subject, day + "T08:00:05Z", "Lobby");
                if (isAtNight) {
                    swipes(subject, day + "T22:10:05Z", "Lobby");
                }
            }
        }
    }

    @Test
    @DisplayName("B01: a swipe at an odd hour changes the risk that is told; while learning it does not (B14)")
    void shouldTellOfAnOddHour() throws Exception {
        isKnown("kara");
        isKnown("new");
        works("kara", false);
        swipes("new", TODAY + "T03:00:05Z", "Lobby");
        assertThat(risks()).isEmpty();
        assertThat(journal.asked).contains(Outcome.Habit.LEARNING, Outcome.Habit.LEARNED);

        swipes("kara", TODAY + "T22:10:05Z", "Office 1");

        assertThat(risks()).singleElement().satisfies(risk -> {
            assertThat(risk.subject()).isEqualTo("kara");
            assertThat(risk.evidence()).extracting(Risk.Finding::kind).contains("UnusualAccessAuthorizedTime");
            assertThat(risk.score()).isLessThan(10);
        });
    }

    @Test
    @DisplayName(
            "B03, S3-13: a day is summed once it is over everywhere and what is late has come; from then on peers count")
    void shouldCompareWithPeers() throws Exception {
        for (int i = 0; i < 12; i++) {
            isKnown("owl" + i);
            works("owl" + i, true);
        }
        isKnown("kara");
        works("kara", false);
        isKnown("judged-before");
        works("judged-before", false);
        swipes("judged-before", TODAY + "T22:10:05Z", "Lobby");
        assertThat(risks()).extracting(Risk::subject).containsOnly("judged-before");

        is(TODAY.minusDays(1).atTime(11, 59, 59).toInstant(ZoneOffset.UTC));
        List<PeerPart> parts = parts();
        assertThat(parts).extracting(PeerPart::group).containsExactly("it-admins", "");
        assertThat(parts).extracting(PeerPart::day).containsOnly(TODAY.minusDays(4));
        assertThat(parts.getFirst().people()).isEqualTo(14);
        assertThat(parts.getLast().groups()).isOne();

        swipes("kara", TODAY + "T22:10:05Z", "Lobby");
        assertThat(risks()).isEmpty();
    }

    @Test
    @DisplayName("S3-13: a day is written once; the next replaces it, and what is two days old is taken back")
    void shouldWriteEachDayOnce() throws Exception {
        isKnown("kara");
        works("kara", false);
        Instant noon = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
        is(noon);
        assertThat(parts()).hasSize(2);
        is(noon.plus(Duration.ofHours(23)));
        assertThat(read(Topic.PEERS)).isEmpty();

        is(noon.plus(Duration.ofDays(1)));
        assertThat(parts()).hasSize(2);
        is(noon.plus(Duration.ofDays(2)));
        List<TestRecord<byte[], byte[]>> third = read(Topic.PEERS);
        assertThat(third).hasSize(3);
        assertThat(third)
                .filteredOn(record -> record.value() == null)
                .singleElement()
                .satisfies(over -> assertThat(new String(over.key(), StandardCharsets.UTF_8))
                        .isEqualTo("0 " + TODAY.minusDays(2) + " it-admins"));
    }

    @Test
    @DisplayName("nobody is summed who is not known, and nothing is written of nobody")
    void shouldWriteNothingOfNobody() {
        isKnown("kara");
        swipes("kara", MONDAY + "T08:00:05Z", "Lobby");
        is(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC));
        assertThat(read(Topic.PEERS)).isEmpty();
    }

    @Test
    @DisplayName("what an aborted transaction told of peers is not read")
    void shouldReadCommittedPeersOnly(@TempDir Path state) {
        StreamsConfig settings =
                new StreamsConfig(TestSettings.of("unused:9092", state, null).properties());
        assertThat(settings.getGlobalConsumerConfigs("reader"))
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    }

    @Test
    @DisplayName("types that ask nothing leave no habit, a login does")
    void shouldKeepHabitsOfWhatAsksOnly() {
        pipe(Inputs.record(Inputs.download("kara", "1", Instant.parse("2026-03-02T08:00:00Z"), 5)));
        is(Instant.parse("2026-03-02T09:00:00Z"));
        assertThat(driver.getKeyValueStore(EvaluatorTopology.PEOPLE).get("kara\0h"))
                .isNull();
        pipe(Inputs.record(new AuthLogin(
                new ActivityHeader("2", "sso", Instant.parse("2026-03-02T09:00:00Z"), "kara", "lap-1", "kara", false),
                "success",
                null,
                "mail",
                "10.0.0.1",
                "DE",
                "interactive")));
        is(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(driver.getKeyValueStore(EvaluatorTopology.PEOPLE).get("kara\0h"))
                .isNotNull();
    }

    private List<PeerPart> parts() throws MalformedMessageException {
        List<PeerPart> parts = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : read(Topic.PEERS)) {
            assertThat(new String(
                            record.headers().lastHeader(CloudEvent.TYPE_HEADER).value(), StandardCharsets.UTF_8))
                    .isEqualTo(CloudEvent.Type.PEER_PART.wireName());
            PeerPart part = PeerPart.read(record.value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(part.key());
            parts.add(part);
        }
        return parts;
    }
}
