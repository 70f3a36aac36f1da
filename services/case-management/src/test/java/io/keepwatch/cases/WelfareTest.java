package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.NOON;
import static io.keepwatch.cases.AlertMother.alert;
import static io.keepwatch.cases.AlertMother.at;
import static io.keepwatch.cases.AlertMother.count;
import static io.keepwatch.cases.AlertMother.roof;
import static io.keepwatch.cases.AlertMother.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("S3-32 B11 Concern for somebody is for those who look after people, and for nobody else")
class WelfareTest {
    private static final String WELFARE = Tokens.of("wanda", "welfare");

    @Inject
    Clock domainClock;

    private final Evaluator evaluator = new Evaluator(RealPlatform.kafka());

    @AfterEach
    void disconnect() {
        evaluator.close();
    }

    @Test
    @DisplayName("a P3 opens one welfare case in initial assessment; what follows attaches; no investigation, no score")
    void shouldOpenOneWelfareCase() throws Exception {
        String subject = "roof-once";
        Alert first = roof("roof-1", subject);
        evaluator.publish(first);
        awaitCase(subject, "roof-1");
        evaluator.publish(first, count(first, 2), first, at(roof("roof-2", subject), NOON.plus(Duration.ofDays(1))));
        awaitCase(subject, "roof-1", "roof-2");
        evaluator.publish(count(first, 2), first);
        evaluator.publish(at(roof("roof-3", subject), NOON.plus(Duration.ofDays(2))));
        awaitCase(subject, "roof-1", "roof-2", "roof-3");

        JsonPath cases = welfare("/v1/cases", Map.of("subject", subject));
        assertThat(cases.getList("items")).hasSize(1);
        assertThat(cases.getString("items[0].kind")).isEqualTo("welfare");
        assertThat(cases.getString("items[0].state")).isEqualTo("initial-assessment");
        assertThat(cases.<Object>get("items[0].score")).isNull();
        assertThat(cases.<Object>get("items[0].band")).isNull();
        assertThat(cases.getInt("items[0].version")).isEqualTo(3);
        assertThat(Api.cases(subject).getList("items")).isEmpty();
        assertThat(events(subject, 3))
                .allSatisfy(event -> assertThat(event.kind()).isEqualTo("welfare"))
                .extracting(CaseEvent::event)
                .containsExactly("opened", "alert-attached", "alert-attached");
    }

    @Test
    @DisplayName("beside an open investigation and what waits for one, neither case takes the other's alerts")
    void shouldKeepApartFromInvestigations() {
        String subject = "roof-beside";
        evaluator.publish(alert("beside-p3", subject, Severity.P3));
        evaluator.publish(roof("beside-roof-1", subject));
        awaitCase(subject, "beside-roof-1");
        assertThat(Api.cases(subject).getList("items")).isEmpty();

        evaluator.publish(alert("beside-p1", subject, Severity.P1), roof("beside-roof-2", subject));
        awaitCase(subject, "beside-roof-1", "beside-roof-2");

        JsonPath investigation = Api.cases(subject);
        assertThat(investigation.<String>getList("items.kind")).containsExactly("investigation");
        assertThat(investigation.<String>getList("items[0].alerts"))
                .containsExactlyInAnyOrder("beside-p1", "beside-p3");
        assertThat(Api.alerts(subject).<String>getList("items.id")).containsExactlyInAnyOrder("beside-p1", "beside-p3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "soc-lead", "ciso", "auditor", "hr", "legal", "administrator"})
    @DisplayName("to every other role neither the alert nor the case exists, in no list, count, timeline or act")
    void shouldNotExistForOthers(String role) {
        String subject = "roof-hidden-" + role;
        String id = "hidden-" + role;
        evaluator.publish(roof(id, subject));
        awaitCase(subject, id);
        String file = welfare("/v1/cases", Map.of("subject", subject)).getString("items[0].id");
        String other = Tokens.of("somebody", role);

        assertThat(Api.as(other, "/v1/cases/" + file).statusCode()).isEqualTo(404);
        assertThat(listed(other, "/v1/cases", Map.of("subject", subject))).isEmpty();
        assertThat(listed(other, "/v1/cases", Map.of("kind", "welfare"))).isEmpty();
        assertThat(Api.as(other, "/v1/alerts/" + id).statusCode()).isIn(403, 404);
        assertThat(listed(other, "/v1/alerts", Map.of("subject", subject))).isEmpty();
        assertThat(listed(other, "/v1/alerts", Map.of("case", file))).isEmpty();
        assertThat(listed(other, "/v1/alerts/summary", days())).isEmpty();
        assertThat(listed(other, "/v1/subjects/" + subject + "/timeline", Map.of()))
                .isEmpty();
        assertThat(say(other, id, "dismissed")).isIn(403, 404);
        assertThat(snooze(other, id)).isIn(403, 404);
        assertThat(listed(other, "/v1/snoozes", Map.of("subject", subject))).isEmpty();
        assertThat(welfare("/v1/alerts/" + id, Map.of()).getString("status")).isEqualTo("open");
    }

    @Test
    @DisplayName("welfare sees its own alerts, live and in shadow, counts and settles them, and sees no others")
    void shouldServeWelfareWithItsOwn() {
        String subject = "roof-served";
        evaluator.publish(
                alert("served-p2", subject, Severity.P2),
                shadow(roof("served-shadow", subject)),
                roof("served-roof", subject));
        awaitCase(subject, "served-roof");
        Eventually.holds(() -> assertThat(Api.cases(subject).getList("items")).hasSize(1));

        assertThat(welfare("/v1/alerts", Map.of("subject", subject)).<String>getList("items.id"))
                .containsExactly("served-roof");
        assertThat(welfare("/v1/alerts", Map.of("subject", subject, "mode", "shadow"))
                        .<String>getList("items.id"))
                .containsExactly("served-shadow");
        assertThat(welfare("/v1/alerts/served-roof", Map.of()).getString("route"))
                .isEqualTo("welfare");
        assertThat(welfare("/v1/alerts/summary", days()).<String>getList("items.rule"))
                .containsOnly("roof-access");
        assertThat(Api.as(WELFARE, "/v1/alerts/served-p2").statusCode()).isEqualTo(404);
        assertThat(say(WELFARE, "served-p2", "dismissed")).isEqualTo(404);
        assertThat(welfare("/v1/cases", Map.of("subject", subject)).<String>getList("items.kind"))
                .containsExactly("welfare");
        assertThat(say(WELFARE, "served-roof", "remediated")).isEqualTo(200);
        assertThat(welfare("/v1/alerts/served-roof", Map.of()).getString("status"))
                .isEqualTo("remediated");
    }

    @Test
    @DisplayName("an account with both offices sees both")
    void shouldShowBothToWhoeverHoldsBothOffices() {
        String subject = "roof-both";
        evaluator.publish(alert("both-p2", subject, Severity.P2), roof("both-roof", subject));
        awaitCase(subject, "both-roof");

        String both = Tokens.of("bea", "analyst", "welfare");
        Eventually.holds(() -> assertThat(Api.as(both, "/v1/alerts", Map.of("subject", subject))
                        .jsonPath()
                        .<String>getList("items.id"))
                .containsExactlyInAnyOrder("both-p2", "both-roof"));
    }

    @Test
    @DisplayName("a welfare case is no reason to look at what else is known of the person")
    void shouldOpenNoOtherDoor() {
        String subject = "roof-hr";
        evaluator.publish(roof("hr-roof", subject));
        awaitCase(subject, "hr-roof");

        String both = Tokens.of("helga", "hr", "welfare");
        for (String door : List.of("monitoring", "timeline", "risk")) {
            assertThat(Api.as(both, "/v1/subjects/" + subject + "/" + door).statusCode())
                    .as(door)
                    .isEqualTo(404);
        }
    }

    private static Map<String, String> days() {
        return Map.of(
                "rule", "roof-access",
                "from", NOON.minus(Duration.ofDays(10)).toString(),
                "to", NOON.plus(Duration.ofDays(10)).toString());
    }

    private static void awaitCase(String subject, String... alerts) {
        Eventually.holds(() -> assertThat(
                        welfare("/v1/cases", Map.of("subject", subject)).<List<String>>getList("items.alerts"))
                .hasSize(1)
                .allSatisfy(ids -> assertThat(ids).containsExactlyInAnyOrder(alerts)));
    }

    private static JsonPath welfare(String path, Map<String, ?> query) {
        return Api.as(WELFARE, path, query).then().statusCode(200).extract().jsonPath();
    }

    /** What a list shows to a role; nothing where the role may not read it at all. */
    private static List<Object> listed(String token, String path, Map<String, ?> query) {
        Response response = Api.as(token, path, query);
        if (response.statusCode() == 403 || response.statusCode() == 404) {
            return List.of();
        }
        return response.then().statusCode(200).extract().jsonPath().getList("items");
    }

    private static int say(String token, String alert, String status) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("status", status))
                .post("/v1/alerts/" + alert + "/status")
                .statusCode();
    }

    private int snooze(String token, String alert) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of(
                        "until", domainClock.instant().plus(Duration.ofDays(1)).toString(), "reason", "expected"))
                .post("/v1/alerts/" + alert + "/snooze")
                .statusCode();
    }

    private static List<CaseEvent> events(String subject, int expected) throws Exception {
        try (TopicReader reader = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName())) {
            Eventually.holds(() -> assertThat(reader.of(subject)).hasSizeGreaterThanOrEqualTo(expected));
            List<CaseEvent> events = new ArrayList<>();
            for (var record : reader.of(subject)) {
                assertThat(Schemas.violations("case-event.v1.json", record.value()))
                        .isEmpty();
                events.add(CaseEvent.read(record.value()));
            }
            return events;
        }
    }
}
