package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("What HR, monitoring and notices say about one person: how it stands, and in which order it came")
class SubjectTest {
    private static final Instant TOLD = Instant.parse("2033-02-15T09:00:00Z");
    private static final Instant UNTIL = TOLD.plus(Duration.ofDays(14));

    @Inject
    MovingClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static JsonPath monitoring(String subject) {
        return Api.read("/v1/subjects/" + subject + "/monitoring");
    }

    private static JsonPath timeline(String subject) {
        return Api.read("/v1/subjects/" + subject + "/timeline");
    }

    @Test
    @DisplayName("a period is accepted, then active, then expired; a suspicion is counted in it")
    void shouldFollowAPeriod() {
        String subject = "watched-period";
        try (HrDesk desk = new HrDesk(subject)) {
            desk.tell(desk.event("r-period", "resignation", null, TOLD, null));
            Eventually.holds(() -> assertThat(monitoring(subject).<String, Object>getMap("periods[0]"))
                    .containsEntry("kind", "enhanced")
                    .containsEntry("state", "accepted")
                    .containsEntry("from", TOLD.toString())
                    .containsEntry("until", UNTIL.toString())
                    .containsEntry("receipt", "r-period"));

            MonitoringChange active = desk.change(
                    "mc-p1",
                    "r-period",
                    "enhanced",
                    "active",
                    TOLD,
                    UNTIL,
                    TOLD.plusSeconds(4),
                    TOLD.plusSeconds(5),
                    "r-period");
            desk.monitoring(active, active);
            Eventually.holds(() ->
                    assertThat(monitoring(subject).getList("periods.state")).containsExactly("active"));

            // A second notice lengthens the period: it is still the one the first began.
            Instant later = UNTIL.plus(Duration.ofDays(3));
            desk.tell(desk.event("r-period-2", "resignation", null, TOLD.plus(Duration.ofDays(3)), null));
            desk.monitoring(
                    desk.change(
                            "mc-p2",
                            "r-period",
                            "enhanced",
                            "active",
                            TOLD,
                            later,
                            TOLD.plus(Duration.ofDays(3)).plusSeconds(4),
                            TOLD.plus(Duration.ofDays(3)).plusSeconds(5),
                            "r-period-2"),
                    desk.change(
                            "mc-p3",
                            "r-period",
                            "enhanced",
                            "suspicion",
                            TOLD,
                            later,
                            TOLD.plus(Duration.ofDays(4)),
                            TOLD.plus(Duration.ofDays(4)),
                            null));
            Eventually.holds(() -> assertThat(monitoring(subject).<String, Object>getMap("periods[0]"))
                    .containsEntry("state", "active")
                    .containsEntry("until", later.toString())
                    .containsEntry("suspicions", 1));

            desk.monitoring(desk.change(
                    "mc-p4", "r-period", "enhanced", "expired", TOLD, later, later, later.plusSeconds(9), null));
            Eventually.holds(() ->
                    assertThat(monitoring(subject).getList("periods.state")).containsExactly("expired"));
            assertThat(timeline(subject).getList("items.event"))
                    .containsExactly("resignation", "active", "resignation", "active", "suspicion", "expired");
        }
    }

    @Test
    @DisplayName("S1-13 the gap between departure and watch is measured, and flagged when longer than an hour")
    void shouldFlagTheGap() {
        clock.moveTo(TOLD);
        LocalDate last = LocalDate.parse("2033-02-10");
        Instant departure = Instant.parse("2033-02-10T00:00:00Z");
        for (boolean late : new boolean[] {false, true}) {
            String subject = late ? "watched-late" : "watched-in-time";
            Instant begun = departure.plus(late ? Duration.ofMinutes(61) : Duration.ofHours(1));
            try (HrDesk desk = new HrDesk(subject)) {
                desk.tell(desk.termination("r-" + subject, last, TOLD.minus(Duration.ofDays(20))));
                desk.monitoring(desk.change(
                        "mc-" + subject,
                        "r-" + subject,
                        "ex-employee",
                        "active",
                        departure,
                        null,
                        departure,
                        begun,
                        "r-" + subject));
                Eventually.holds(() -> assertThat(monitoring(subject).<String, Object>getMap("watch"))
                        .containsEntry("since", departure.toString())
                        .containsEntry("begun", begun.toString())
                        .containsEntry("gap", late ? "PT1H1M" : "PT1H")
                        .containsEntry("flagged", late));

                desk.monitoring(desk.change(
                        "mc-end-" + subject,
                        "r-" + subject,
                        "ex-employee",
                        "ended",
                        departure,
                        null,
                        TOLD,
                        TOLD,
                        "r-x"));
                Eventually.holds(
                        () -> assertThat(monitoring(subject).getString("watch")).isNull());
            }
        }
    }

    @Test
    @DisplayName(
            "S2-101 the timeline holds the whole loop in the order in which it happened, however it arrived; paged")
    void shouldTellTheLoopInOrder() {
        String subject = "watched-loop";
        clock.moveTo(TOLD.plusSeconds(20));
        try (HrDesk desk = new HrDesk(subject)) {
            // The answer's delivery and the end are heard of first.
            desk.notice("n-loop-1", "confirmation", "delivered", TOLD.plusSeconds(7), "mc-l1");
            desk.monitoring(desk.change(
                    "mc-l2", "r-loop", "enhanced", "expired", TOLD, UNTIL, UNTIL, UNTIL.plusSeconds(9), null));
            desk.notice("n-loop-2", "all-clear", "failed", UNTIL.plusSeconds(30), "mc-l2");
            desk.monitoring(desk.change(
                    "mc-l1",
                    "r-loop",
                    "enhanced",
                    "active",
                    TOLD,
                    UNTIL,
                    TOLD.plusSeconds(4),
                    TOLD.plusSeconds(5),
                    "r-loop"));
            desk.tell(desk.termination("r-loop", LocalDate.parse("2033-02-16"), TOLD));
            Eventually.holds(
                    () -> assertThat(timeline(subject).getList("items.event")).contains("offboarding-begun"));
            desk.topics().publish(AlertMother.alert("loop-1", subject, Severity.P2));
            Eventually.holds(() -> assertThat(timeline(subject).getList("items.event"))
                    .containsExactly(
                            "termination", "active", "delivered", "offboarding-begun", "opened", "expired", "failed"));
            assertThat(timeline(subject).getList("items.kind"))
                    .containsExactly("hr-event", "monitoring", "notice", "task", "case", "monitoring", "notice");
            assertThat(monitoring(subject).getList("periods.state")).containsExactly("expired");

            List<String> paged = new ArrayList<>();
            Map<String, String> query = new HashMap<>(Map.of("limit", "2"));
            String cursor;
            do {
                JsonPath page = Api.read("/v1/subjects/" + subject + "/timeline", query);
                paged.addAll(page.getList("items.at"));
                cursor = page.getString("nextCursor");
                query.put("cursor", String.valueOf(cursor));
            } while (cursor != null);
            assertThat(paged).isEqualTo(timeline(subject).getList("items.at")).isSorted();

            // Somebody else's case is not there for an analyst who may not see it.
            Database.execute("update case_file set assignee = 'bob' where subject = ?", subject);
            assertThat(Api.as(Tokens.of("ana", "analyst"), "/v1/subjects/" + subject + "/timeline")
                            .jsonPath()
                            .getList("items.kind"))
                    .hasSize(6)
                    .doesNotContain("case");
        }
    }

    @Test
    @DisplayName("S2-124 hr looks only at people whose case has asked HR; every look leaves an entry")
    void shouldShowHrOnlyWhomACaseAskedAbout() {
        String subject = "watched-asked";
        String hr = Tokens.of("hanna", "hr");
        try (HrDesk desk = new HrDesk(subject)) {
            desk.topics().publish(AlertMother.alert("asked-1", subject, Severity.P2));
            Eventually.holds(
                    () -> assertThat(Api.cases(subject).getList("items")).hasSize(1));
        }
        for (String path : List.of("monitoring", "timeline")) {
            Api.as(hr, "/v1/subjects/" + subject + "/" + path).then().statusCode(404);
            Api.as(hr, "/v1/subjects/nobody-at-all/" + path).then().statusCode(404);
        }
        Database.execute(
                "insert into case_asked (case_id, role) values (?, 'hr')",
                UUID.fromString(Api.cases(subject).getString("items[0].id")));
        Api.as(hr, "/v1/subjects/" + subject + "/monitoring")
                .then()
                .statusCode(200)
                .body("periods", hasSize(0))
                .body("watch", nullValue())
                .body("unresolved", equalTo(true));
        Api.as(hr, "/v1/subjects/" + subject + "/timeline")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));

        assertThat(Database.query("select operation || ' ' || asked || ' ' || given from audit_entry"
                        + " where actor = 'hanna' order by id"))
                .containsExactly(
                        "subjects.monitoring watched-asked false",
                        "subjects.monitoring nobody-at-all false",
                        "subjects.timeline watched-asked false",
                        "subjects.timeline nobody-at-all false",
                        "subjects.monitoring watched-asked true",
                        "subjects.timeline watched-asked true");
        for (String role : List.of("legal", "welfare", "administrator", "rule-admin", "event-writer")) {
            Api.as(Tokens.of("x", role), "/v1/subjects/" + subject + "/monitoring")
                    .then()
                    .statusCode(403);
            Api.as(Tokens.of("x", role), "/v1/subjects/" + subject + "/timeline")
                    .then()
                    .statusCode(403);
        }
        Api.as(Tokens.of("lea", "soc-lead"), "/v1/subjects/" + subject + "/timeline?cursor=x&what=1")
                .then()
                .statusCode(400)
                .body("violations", hasSize(2));
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"HR", "MONITORING", "NOTICE_RESULT", "IDENTITY"})
    @DisplayName("what cannot be read goes aside with the reason, and the next is taken")
    void shouldPutAsideWhatCannotBeRead(Topic topic) {
        String subject = "watched-unreadable-" + topic;
        try (HrDesk desk = new HrDesk(subject);
                TopicReader dead = new TopicReader(RealPlatform.kafka(), topic.deadLetterName())) {
            desk.topics().publishRaw(topic, subject, "{\"subject\":".getBytes(StandardCharsets.UTF_8));
            desk.tell(desk.event("r-" + subject, "pip", null, TOLD, null));

            Eventually.holds(() -> assertThat(dead.of(subject))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.headers().lastHeader(DeadLetterHeader.REASON))
                            .isNotNull()));
            Eventually.holds(
                    () -> assertThat(timeline(subject).getList("items.event")).containsExactly("pip"));
        }
    }
}
