package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.activities;
import static io.keepwatch.cases.AlertMother.alert;
import static io.keepwatch.cases.AlertMother.count;
import static io.keepwatch.cases.AlertMother.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("S1-10 What became of an alert, and activity after it was closed")
class AlertStatusTest {
    private static final Instant FIRST = Instant.parse("2034-01-10T12:00:00Z");

    private final Evaluator evaluator = new Evaluator(RealPlatform.kafka());
    private final TopicReader events = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName());

    @Inject
    MovingClock clock;

    @AfterEach
    void disconnect() {
        clock.reset();
        evaluator.close();
        events.close();
    }

    private static Response say(String alert, String status) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ana", "analyst"))
                .contentType(ContentType.JSON)
                .body("{\"status\":\"" + status + "\"}")
                .post("/v1/alerts/" + alert + "/status");
    }

    private static AlertActivity login(int number, Instant at) {
        return new AlertActivity("sshd", "s-" + number, at, "auth.login", "elliot", "db-1");
    }

    private static Alert exEmployee(String id, String subject, AlertActivity... logins) {
        return activities(
                count(rule(alert(id, subject, Severity.P1), "ex-employee-activity"), logins.length), List.of(logins));
    }

    private List<String> caseEvents(String subject) {
        return events.of(subject).stream()
                .map(record -> {
                    try {
                        CaseEvent event = CaseEvent.read(record.value());
                        return event.event() + " "
                                + Objects.requireNonNull(event.alert()).id();
                    } catch (MalformedMessageException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static String status(String id) {
        return Api.read("/v1/alerts/" + id).getString("status");
    }

    @Test
    @DisplayName(
            "H12 an ex-employee's alert was remediated; a login a month later opens the same alert and tells again")
    void shouldOpenAgain() {
        String subject = "ex-returning";
        clock.moveTo(FIRST.plusSeconds(5));
        evaluator.publish(exEmployee("ex-1", subject, login(1, FIRST)));
        Eventually.holds(() -> assertThat(caseEvents(subject)).containsExactly("opened ex-1"));
        say("ex-1", "remediated").then().statusCode(200).body("status", equalTo("remediated"));
        Eventually.holds(() -> assertThat(caseEvents(subject)).containsExactly("opened ex-1", "alert-settled ex-1"));

        // What happened before it was remediated, and comes late, is no reason.
        evaluator.publish(exEmployee("ex-1", subject, login(0, FIRST.minusSeconds(60)), login(1, FIRST)));
        Eventually.holds(
                () -> assertThat(Api.read("/v1/alerts/ex-1").getInt("count")).isEqualTo(2));
        assertThat(status("ex-1")).isEqualTo("remediated");

        Instant monthLater = FIRST.plus(Duration.ofDays(31));
        clock.moveTo(monthLater.plusSeconds(5));
        Alert again =
                exEmployee("ex-1", subject, login(0, FIRST.minusSeconds(60)), login(1, FIRST), login(2, monthLater));
        evaluator.publish(again, again);

        Eventually.holds(() -> assertThat(status("ex-1")).isEqualTo("open"));
        Eventually.holds(() -> assertThat(caseEvents(subject))
                .containsExactly("opened ex-1", "alert-settled ex-1", "alert-attached ex-1"));
        assertThat(Api.alerts(subject).getList("items.id")).containsExactly("ex-1");
        assertThat(Api.cases(subject).getList("items")).hasSize(1);
        assertThat(Api.cases(subject).getList("items[0].alerts")).containsExactly("ex-1");
    }

    @Test
    @DisplayName("H12 where its case is closed, the alert that is open again opens another")
    void shouldOpenAnotherCase() {
        String subject = "ex-closed";
        clock.moveTo(FIRST.plusSeconds(5));
        evaluator.publish(exEmployee("ex-2", subject, login(1, FIRST)));
        Eventually.holds(() -> assertThat(Api.cases(subject).getList("items")).hasSize(1));
        say("ex-2", "dismissed").then().statusCode(200);
        Eventually.holds(() -> assertThat(caseEvents(subject)).containsExactly("opened ex-2", "alert-settled ex-2"));
        Database.execute("update case_file set state = 'closed', closed_at = now() where subject = ?", subject);

        clock.moveTo(FIRST.plus(Duration.ofDays(31)).plusSeconds(5));
        evaluator.publish(exEmployee("ex-2", subject, login(1, FIRST), login(2, FIRST.plus(Duration.ofDays(31)))));

        Eventually.holds(() ->
                assertThat(caseEvents(subject)).containsExactly("opened ex-2", "alert-settled ex-2", "opened ex-2"));
        assertThat(Api.cases(subject).getList("items")).hasSize(2);
        assertThat(status("ex-2")).isEqualTo("open");
    }

    @Test
    @DisplayName(
            "H12 an alert is settled once, in the order of its case's events; one without a case settles in silence")
    void shouldTellOnceThatAnAlertIsSettled() throws MalformedMessageException {
        String subject = "settled-once";
        evaluator.publish(alert("settled-mild", subject, Severity.P3));
        Eventually.holds(() -> assertThat(Api.alerts(subject).getList("items")).hasSize(1));
        say("settled-mild", "dismissed").then().statusCode(200);
        evaluator.publish(alert("settled-1", subject, Severity.P1));
        Eventually.holds(() -> assertThat(Api.cases(subject).getList("items")).hasSize(1));

        say("settled-1", "acknowledged").then().statusCode(200);
        say("settled-1", "remediated").then().statusCode(200);
        say("settled-1", "remediated").then().statusCode(200);
        say("settled-1", "dismissed").then().statusCode(200);
        evaluator.publish(alert("settled-2", subject, Severity.P2));

        Eventually.holds(() -> assertThat(caseEvents(subject))
                .containsExactly(
                        "opened settled-1",
                        "alert-attached settled-mild",
                        "alert-settled settled-1",
                        "alert-attached settled-2"));
        List<CaseEvent> told = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : events.of(subject)) {
            told.add(CaseEvent.read(record.value()));
            assertThat(Schemas.violations("case-event.v1.json", record.value())).isEmpty();
        }
        assertThat(told).extracting(CaseEvent::caseVersion).containsExactly(1L, 2L, 3L, 4L);
        assertThat(told).extracting(CaseEvent::id).doesNotHaveDuplicates();
        assertThat(Api.cases(subject).getInt("items[0].version")).isEqualTo(4);
    }

    @Test
    @DisplayName("S1-09 H09 three ex-employees: three alerts, ordered by what each could reach")
    void shouldOrderByWhatEachCouldReach() {
        clock.moveTo(FIRST.plusSeconds(5));
        evaluator.publish(exEmployee("ex-jewels", "ex-p-jewels", login(1, FIRST)));
        evaluator.publish(exEmployee("ex-admin", "ex-p-admin", login(1, FIRST)));
        evaluator.publish(exEmployee("ex-clerk", "ex-p-clerk", login(1, FIRST)));
        for (String who : List.of("jewels", "admin")) {
            evaluator.publishRaw(
                    Topic.IDENTITY,
                    "ex-p-" + who,
                    ("{\"subject\":\"ex-p-" + who + "\",\"accounts\":[],\"crownJewels\":" + who.equals("jewels")
                                    + ",\"privileged\":" + who.equals("admin")
                                    + ",\"validFrom\":\"2026-01-01T00:00:00Z\"}")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        Eventually.holds(() -> assertThat(Api.read(
                                "/v1/alerts",
                                Map.of("rule", "ex-employee-activity", "order", "-exposure", "limit", "200"))
                        .<String>getList("items.id"))
                .filteredOn(id -> List.of("ex-jewels", "ex-admin", "ex-clerk").contains(id))
                .containsExactly("ex-jewels", "ex-admin", "ex-clerk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"status\":\"gone\"}", "{\"status\":1}", "{\"status\":"})
    @DisplayName("what is no status is answered 400; an alert that is not there 404; the role decides")
    void shouldRefuse(String body) {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ana", "analyst"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/alerts/absent/status")
                .then()
                .statusCode(400);
        say("absent", "remediated").then().statusCode(404);
        for (String role : List.of("auditor", "ciso", "hr", "administrator")) {
            RestAssured.given()
                    .auth()
                    .oauth2(Tokens.of("x", role))
                    .contentType(ContentType.JSON)
                    .body("{\"status\":\"remediated\"}")
                    .post("/v1/alerts/absent/status")
                    .then()
                    .statusCode(403);
        }
    }
}
