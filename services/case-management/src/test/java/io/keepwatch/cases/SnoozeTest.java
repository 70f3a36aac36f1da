package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Snooze;
import io.keepwatch.contracts.SubjectSnoozes;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("Snoozing one rule of one person, with a reason, an end and a trail")
class SnoozeTest {
    private final Evaluator evaluator = new Evaluator(RealPlatform.kafka());
    private final TopicReader topic = new TopicReader(RealPlatform.kafka(), Topic.SNOOZE.topicName());

    @Inject
    Clock domainClock;

    @AfterEach
    void disconnect() {
        evaluator.close();
        topic.close();
    }

    private void raised(String id, String subject) {
        evaluator.publish(alert(id, subject, Severity.P3));
        Eventually.holds(
                () -> assertThat(Api.alerts(subject).getList("items.id")).contains(id));
    }

    private Instant in(Duration time) {
        return domainClock.instant().plus(time);
    }

    private static RequestSpecification analyst() {
        return RestAssured.given().auth().oauth2(Tokens.of("ana", "analyst"));
    }

    private static Response snooze(String alert, Object until, String reason) {
        return analyst()
                .contentType(ContentType.JSON)
                .body(Map.of("until", until.toString(), "reason", reason))
                .post("/v1/alerts/" + alert + "/snooze");
    }

    /** What the evaluator was told last of a person. */
    private List<Snooze> told(String subject, int times) {
        Eventually.holds(() -> assertThat(topic.of(subject)).hasSizeGreaterThanOrEqualTo(times));
        ConsumerRecord<String, byte[]> newest = topic.of(subject).getLast();
        try {
            SubjectSnoozes snoozes = SubjectSnoozes.read(newest.value());
            assertThat(snoozes.subject()).isEqualTo(subject);
            assertThat(Schemas.violations("snooze.v1.json", newest.value())).isEmpty();
            return snoozes.snoozes();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("the evaluator is told what is snoozed, and until when; the trail says who and why")
    void shouldTellTheEvaluator() {
        raised("snooze-1", "person-snoozed");
        Instant until = in(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);

        snooze("snooze-1", until, "a migration, agreed with the manager")
                .then()
                .statusCode(200)
                .body("rule", equalTo("bulk-download"))
                .body("subject", equalTo("person-snoozed"))
                .body("by", equalTo("ana"))
                .body("active", equalTo(true));

        assertThat(told("person-snoozed", 1)).singleElement().satisfies(snooze -> {
            assertThat(snooze.rule()).isEqualTo("bulk-download");
            assertThat(snooze.until()).isEqualTo(until);
            assertThat(snooze.reason()).isEqualTo("a migration, agreed with the manager");
        });
        Api.as(Tokens.of("olga", "auditor"), "/v1/snoozes?subject=person-snoozed&active=true")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].alert", equalTo("snooze-1"));
        assertThat(Database.query(
                        "select actor || ' ' || subjects::text from audit_entry where operation = 'alerts.snooze' and asked = ?",
                        "snooze-1"))
                .containsExactly("ana {person-snoozed}");
    }

    @Test
    @DisplayName("ended before its time it is told as ended, and stays on the trail with who ended it")
    void shouldEndBeforeItsTime() {
        raised("snooze-2", "person-woken");
        snooze("snooze-2", in(Duration.ofDays(3)), "noise").then().statusCode(200);
        told("person-woken", 1);

        analyst().delete("/v1/alerts/snooze-2/snooze").then().statusCode(204);
        analyst().delete("/v1/alerts/snooze-2/snooze").then().statusCode(204);

        assertThat(told("person-woken", 2))
                .singleElement()
                .satisfies(snooze -> assertThat(snooze.until()).isBeforeOrEqualTo(domainClock.instant()));
        Api.as(Tokens.of("lea", "soc-lead"), "/v1/snoozes?subject=person-woken")
                .then()
                .body("items[0].endedBy", equalTo("ana"))
                .body("items[0].active", equalTo(false));
        Api.as(Tokens.of("lea", "soc-lead"), "/v1/snoozes?subject=person-woken&active=true")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    @DisplayName("the same request under the same key is one snooze; another one under it is refused")
    void shouldBeSafeToRepeat() {
        raised("snooze-3", "person-repeated");
        String until = in(Duration.ofDays(1)).toString();
        String body = "{\"until\":\"" + until + "\",\"reason\":\"once\"}";
        String first = keyed(body).then().statusCode(200).extract().path("id");
        String again = keyed(body).then().statusCode(200).extract().path("id");

        assertThat(again).isEqualTo(first);
        keyed(body.replace("once", "twice")).then().statusCode(422);
        assertThat(told("person-repeated", 1)).hasSize(1);
    }

    private static Response keyed(String body) {
        return analyst()
                .header("Idempotency-Key", "k-1")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/alerts/snooze-3/snooze");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {}                                                              | until, reason
            {"until":"tomorrow","reason":"x"}                               | until
            {"until":"2020-01-01T00:00:00Z","reason":"x"}                   | until
            {"until":"2999-01-01T00:00:00Z","reason":"x"}                   | until
            {"until":"2999-01-01T00:00:00Z","reason":"  "}                  | until, reason
            """)
    @DisplayName("what is missing or cannot be is listed")
    void shouldListEverythingThatIsWrong(String body, String fields) {
        analyst()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/alerts/any/snooze")
                .then()
                .statusCode(400)
                .body("violations.field", contains(fields.split(", ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"until\":", "nothing", "{\"until\":{},\"reason\":[]}"})
    @DisplayName("a body that is no such object is answered 400")
    void shouldRefuseWhatIsNoObject(String body) {
        analyst()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/alerts/any/snooze")
                .then()
                .statusCode(400);
    }

    @Test
    @DisplayName("an alert that is not there cannot be snoozed, and nobody snoozes without the role")
    void shouldRefuseStrangers() {
        snooze("nowhere", in(Duration.ofDays(1)), "x").then().statusCode(404);
        raised("snooze-4", "person-guarded");
        for (String role : List.of("auditor", "ciso", "hr", "rule-admin")) {
            RestAssured.given()
                    .auth()
                    .oauth2(Tokens.of("x", role))
                    .contentType(ContentType.JSON)
                    .body(Map.of("until", in(Duration.ofDays(1)).toString(), "reason", "x"))
                    .post("/v1/alerts/snooze-4/snooze")
                    .then()
                    .statusCode(403);
        }
        assertThat(Database.query("select id from snooze where subject = ?", "person-guarded"))
                .isEmpty();
    }

    @Test
    @DisplayName("shadow alerts are counted by rule and day, apart from live ones")
    void shouldCountShadowAlerts() {
        evaluator.publish(
                AlertMother.shadow(AlertMother.rule(alert("tried-1", "person-s1", Severity.P3), "tried")),
                AlertMother.shadow(
                        AlertMother.rule(AlertMother.count(alert("tried-2", "person-s2", Severity.P3), 4), "tried")),
                AlertMother.rule(alert("tried-3", "person-s2", Severity.P3), "tried"));
        Eventually.holds(
                () -> assertThat(Api.alerts("person-s2").getList("items.id")).containsExactly("tried-3"));

        // People travel in partitions of their own; nobody says whose alerts arrive first.
        Eventually.holds(() -> Api.as(
                        Tokens.of("ana", "analyst"),
                        "/v1/alerts/summary?mode=shadow&rule=tried&from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].day", equalTo("2026-02-16"))
                .body("items[0].alerts", equalTo(2))
                .body("items[0].people", equalTo(2))
                .body("items[0].count", equalTo(5)));
        Api.as(Tokens.of("ana", "analyst"), "/v1/alerts/summary?from=2026-02-01T00:00:00Z&to=2028-03-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("violations.field", hasItems("from"));
    }
}
