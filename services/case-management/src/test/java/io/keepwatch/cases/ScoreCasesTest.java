package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.alert;
import static io.keepwatch.cases.AlertMother.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.PublishedBand;
import io.keepwatch.rules.score.Strength;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName(
        "What scores do to cases: a band that rises opens one, a change of the band is told of the one that is open")
class ScoreCasesTest {
    private static final Instant MONDAY = Instant.parse("2035-03-05T09:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    MovingClock clock;

    @BeforeEach
    void isMonday() {
        clock.moveTo(MONDAY.plusSeconds(30));
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static JsonPath awaitCase(String subject) {
        Eventually.holds(() -> assertThat(Api.cases(subject).getList("items")).hasSize(1));
        return Api.cases(subject);
    }

    private static Risk edr(ScoreDesk desk, Instant at) {
        return desk.find("edr", "EvadesControls", Strength.DECISIVE, at, at.plusSeconds(1));
    }

    /** What was told of the person's cases, once the last of it has arrived. */
    private static List<CaseEvent> events(String subject, int count) {
        try (TopicReader topic = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName())) {
            Eventually.holds(() -> assertThat(topic.of(subject)).hasSize(count));
            return topic.of(subject).stream()
                    .map(record -> {
                        assertThat(Schemas.violations("case-event.v1.json", record.value()))
                                .isEmpty();
                        try {
                            return CaseEvent.read(record.value());
                        } catch (MalformedMessageException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    private static List<Map<String, Object>> risks(String subject) {
        return Api.read("/v1/subjects/" + subject + "/timeline").<Map<String, Object>>getList("items").stream()
                .filter(item -> "risk".equals(item.get("kind")))
                .toList();
    }

    private static void close(String subject) {
        Database.execute(
                "update case_file set state = 'closed', closed_at = ? where subject = ? and closed_at is null",
                Timestamp.from(MONDAY),
                subject);
    }

    @ParameterizedTest(name = "score first: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "R03 S2-029 a bulk download: a case in initial assessment, score 20 to 50, Monitor, nobody told of the band")
    void shouldScoreTheCaseOfABulkDownload(boolean scoreFirst) {
        String subject = "scored-bulk-" + scoreFirst;
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            if (scoreFirst) {
                desk.find("bulk", "CollectsData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
                Eventually.holds(() -> assertThat(ScoreDesk.kept(subject)).hasSize(1));
            }
            desk.topics().publish(at(alert("bulk-" + subject, subject, Severity.P2), MONDAY));
            awaitCase(subject);
            if (!scoreFirst) {
                desk.find("bulk", "CollectsData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
            }
        }
        Eventually.holds(
                () -> assertThat(Api.cases(subject).getString("items[0].band")).isEqualTo("monitor"));
        JsonPath file = Api.cases(subject);
        assertThat(file.getString("items[0].state")).isEqualTo("initial-assessment");
        assertThat(file.getDouble("items[0].score")).isBetween(20.0, 50.0);
        assertThat(risks(subject)).isEmpty();
        List<CaseEvent> events = events(subject, scoreFirst ? 1 : 2);
        assertThat(events.getFirst().event()).isEqualTo(CaseEvent.OPENED);
        if (!scoreFirst) {
            assertThat(events.getLast().event()).isEqualTo(CaseEvent.SCORED);
        }
    }

    @Test
    @DisplayName(
            "S2-030 R04 S3-35 a band of Investigate opens the investigation; what waited and what follows attaches")
    void shouldOpenACase() {
        String subject = "scored-edr";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.topics().publish(at(alert("waiting-" + subject, subject, Severity.P3), MONDAY.minus(DAY)));
            Eventually.holds(
                    () -> assertThat(Api.alerts(subject).getList("items")).hasSize(1));
            Risk risk = edr(desk, MONDAY);
            assertThat(risk.score()).isBetween(50.0, 80.0);
            JsonPath file = awaitCase(subject);
            assertThat(file.getString("items[0].state")).isEqualTo("initial-assessment");
            assertThat(file.getString("items[0].kind")).isEqualTo("investigation");
            assertThat(file.getString("items[0].band")).isEqualTo("investigate");
            assertThat(file.getList("items[0].checklist")).hasSize(12);
            assertThat(file.<String>getList("items[0].alerts")).containsExactly("waiting-" + subject);

            desk.topics().publish(at(alert("edr-" + subject, subject, Severity.P1), MONDAY));
            List<CaseEvent> events = events(subject, 3);
            assertThat(events)
                    .extracting(CaseEvent::event)
                    .containsExactly(CaseEvent.OPENED, CaseEvent.ALERT_ATTACHED, CaseEvent.ALERT_ATTACHED);
            assertThat(events.getFirst().alert()).isNull();
            assertThat(events.getFirst().score())
                    .isEqualTo(new CaseEvent.ScoreSummary(
                            risk.id(), "monitor", "investigate", risk.score(), risk.at(), "Found edr."));
            assertThat(Api.cases(subject).getList("items")).hasSize(1);
            assertThat(risks(subject)).singleElement().satisfies(entry -> {
                assertThat(entry).containsEntry("event", "band-raised").containsEntry("at", MONDAY.toString());
                assertThat((Map<?, ?>) entry.get("details"))
                        .isEqualTo(Map.of(
                                "risk",
                                risk.id(),
                                "before",
                                "monitor",
                                "band",
                                "investigate",
                                "score",
                                Double.toString(risk.score()),
                                "at",
                                risk.at().toString(),
                                "recordedAt",
                                risk.recordedAt().toString(),
                                "because",
                                "Found edr."));
            });
        }
    }

    @Test
    @DisplayName("S2-031 a rise to Immediate and a fall are told of the open case, each once, with what led to it")
    void shouldTellOfChanges() {
        String subject = "scored-changes";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.topics().publish(at(alert("first-" + subject, subject, Severity.P2), MONDAY));
            awaitCase(subject);
            desk.find("bulk", "CollectsData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
            Risk high = edr(desk, MONDAY.plusSeconds(60));
            assertThat(high.score()).isGreaterThan(80);
            desk.time(PublishedBand.of(Band.INVESTIGATE), MONDAY.plus(DAY), MONDAY.plus(DAY.multipliedBy(2)));
        }
        List<CaseEvent> events = events(subject, 4);
        assertThat(events)
                .extracting(CaseEvent::event)
                .containsExactly(CaseEvent.OPENED, CaseEvent.SCORED, CaseEvent.BAND_RAISED, CaseEvent.BAND_LOWERED);
        assertThat(events).extracting(CaseEvent::caseVersion).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events.get(2).score()).satisfies(score -> {
            assertThat(score.before()).isEqualTo("monitor");
            assertThat(score.band()).isEqualTo("immediate");
            assertThat(score.because()).isEqualTo("Found edr.");
        });
        assertThat(Api.cases(subject).getString("items[0].band")).isEqualTo("investigate");
        assertThat(risks(subject)).extracting(item -> item.get("event")).containsExactly("band-raised", "band-lowered");
    }

    @Test
    @DisplayName("delivered again, and judged once more, nothing opens, nobody is told and the newest record stands")
    void shouldBeIdempotent() {
        String subject = "scored-again";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            Risk first = desk.find("bulk", "CollectsData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
            Risk second = edr(desk, MONDAY.plusSeconds(60));
            Risk third = desk.find(
                    "mail", "ExfiltratesData", Strength.MEDIUM, MONDAY.plusSeconds(90), MONDAY.plusSeconds(91));
            JsonPath file = awaitCase(subject);
            Eventually.holds(() -> assertThat(ScoreDesk.kept(subject)).hasSize(3));
            int events = events(subject, 1).size();

            desk.publish(first, second, third);
            desk.publish(ScoreDesk.saidAgain(DAY, first, second, third).toArray(Risk[]::new));
            Eventually.holds(() -> assertThat(ScoreDesk.kept(subject))
                    .containsExactly(first.id(), second.id(), third.id(), first.id(), second.id(), third.id()));

            assertThat(Api.cases(subject).getList("items")).hasSize(1);
            assertThat(Api.cases(subject).getLong("items[0].version")).isEqualTo(file.getLong("items[0].version"));
            assertThat(events(subject, events)).hasSize(events);
            assertThat(risks(subject)).hasSize(1);
            close(subject);
            desk.publish(ScoreDesk.saidAgain(DAY.multipliedBy(2), first, second, third)
                    .toArray(Risk[]::new));
            Eventually.holds(() -> assertThat(ScoreDesk.kept(subject)).hasSize(9));
            assertThat(Api.cases(subject).getList("items")).hasSize(1);
            JsonPath risk = Api.read("/v1/subjects/" + subject + "/risk");
            assertThat(risk.getList("contributions")).hasSize(3);
        }
    }

    @Test
    @DisplayName("a closed case stays closed while the band stays as it is; a new rise opens another")
    void shouldReopenByARiseOnly() {
        String subject = "scored-closed";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            edr(desk, MONDAY);
            awaitCase(subject);
            close(subject);
            Risk same =
                    desk.find("weak", "EvadesControls", Strength.WEAK, MONDAY.plusSeconds(60), MONDAY.plusSeconds(61));
            assertThat(same.band()).isEqualTo("investigate");
            Eventually.holds(() -> assertThat(ScoreDesk.kept(subject)).hasSize(2));
            assertThat(Api.cases(subject).getList("items")).hasSize(1);

            desk.time(PublishedBand.of(Band.MONITOR), MONDAY.plus(DAY), MONDAY.plus(DAY.multipliedBy(2)));
            Eventually.holds(() -> assertThat(ScoreDesk.kept(subject)).hasSize(3));
            assertThat(Api.cases(subject).getList("items")).hasSize(1);

            Risk rise = desk.find(
                    "usb",
                    "ExfiltratesData",
                    Strength.STRONG,
                    MONDAY.plus(DAY.multipliedBy(3)),
                    MONDAY.plus(DAY.multipliedBy(3)));
            assertThat(rise.band()).isEqualTo("immediate");
            Eventually.holds(() -> assertThat(Api.cases(subject).getList("items.state"))
                    .containsExactlyInAnyOrder("initial-assessment", "closed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"account:okta/scored", "host:scored-lap"})
    @DisplayName("what is nobody's known is scored and listed, and opens no case by its band")
    void shouldOpenNoCaseOfNobody(String subject) {
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            edr(desk, MONDAY);
            Eventually.holds(() -> assertThat(ScoreDesk.kept(subject)).hasSize(1));
            assertThat(Api.cases(subject).getList("items")).isEmpty();
            // A P1 alert opens one, and the case knows the score.
            desk.topics().publish(AlertMother.unresolved(at(alert("p1-" + subject, subject, Severity.P1), MONDAY)));
            assertThat(awaitCase(subject).getString("items[0].band")).isEqualTo("investigate");
        }
    }
}
