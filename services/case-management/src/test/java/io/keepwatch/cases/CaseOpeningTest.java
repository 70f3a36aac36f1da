package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.NOON;
import static io.keepwatch.cases.AlertMother.alert;
import static io.keepwatch.cases.AlertMother.at;
import static io.keepwatch.cases.AlertMother.count;
import static io.keepwatch.cases.AlertMother.indicator;
import static io.keepwatch.cases.AlertMother.rule;
import static io.keepwatch.cases.AlertMother.shadow;
import static io.keepwatch.cases.AlertMother.unresolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
class CaseOpeningTest {
    private final String kafka = RealPlatform.kafka();
    private final Evaluator evaluator = new Evaluator(kafka);

    @AfterEach
    void disconnect() {
        evaluator.close();
    }

    @Test
    @DisplayName("S2-041 S1-10 A P2 alert opens one case in initial assessment, with the SOP's twelve items open")
    void shouldOpenACaseInInitialAssessment() {
        evaluator.publish(alert("open-1", "person-open", Severity.P2));

        Eventually.holds(
                () -> assertThat(Api.cases("person-open").getList("items")).hasSize(1));

        JsonPath file = Api.cases("person-open");
        assertThat(file.getString("items[0].kind")).isEqualTo("investigation");
        assertThat(file.getString("items[0].state")).isEqualTo("initial-assessment");
        assertThat(file.<Object>get("items[0].outcome")).isNull();
        assertThat(file.<Object>get("items[0].score")).isNull();
        assertThat(file.<Object>get("items[0].band")).isNull();
        assertThat(file.<Object>get("items[0].assignee")).isNull();
        assertThat(file.<Object>get("items[0].closedAt")).isNull();
        assertThat(file.getInt("items[0].version")).isEqualTo(1);
        assertThat(file.<String>getList("items[0].alerts")).containsExactly("open-1");
        assertThat(file.<String>getList("items[0].checklist.item"))
                .containsExactly(
                        "initial-assessment",
                        "identity-verification",
                        "hr-notification",
                        "legal-consultation",
                        "covert-preservation",
                        "access-review",
                        "timeline",
                        "exposure-assessment",
                        "interviews",
                        "documentation",
                        "remediation",
                        "lessons-learned");
        assertThat(file.<String>getList("items[0].checklist.state")).containsOnly("open");
    }

    @Test
    @DisplayName("S2-041 Repeated, replayed and out-of-order states of alerts open one case and notify once each")
    void shouldOpenOneCaseForRepeatedAlerts() throws Exception {
        Alert first = alert("repeat-1", "person-repeat", Severity.P2);
        Alert second = alert("repeat-2", "person-repeat", Severity.P1);
        evaluator.publish(first, count(first, 2), second, count(first, 5));
        Eventually.holds(
                () -> assertThat(Api.alerts("person-repeat").getList("items")).hasSize(2));

        evaluator.publish(first, count(first, 3), count(first, 5), second, count(first, 2), first);
        evaluator.publish(alert("repeat-3", "person-repeat", Severity.P3));

        Eventually.holds(
                () -> assertThat(Api.alerts("person-repeat").getList("items")).hasSize(3));
        JsonPath file = Api.cases("person-repeat");
        assertThat(file.getList("items")).hasSize(1);
        assertThat(file.<String>getList("items[0].alerts")).containsExactly("repeat-1", "repeat-2", "repeat-3");
        assertThat(file.getInt("items[0].version")).isEqualTo(3);
        JsonPath kept = Api.read("/v1/alerts/repeat-1");
        assertThat(kept.getLong("count")).isEqualTo(5);
        assertThat(kept.getString("raisedAt")).isEqualTo(first.raisedAt().toString());

        List<CaseEvent> events = events("person-repeat", 3);
        assertThat(events).extracting(CaseEvent::event).containsExactly("opened", "alert-attached", "alert-attached");
        assertThat(events).extracting(CaseEvent::caseVersion).containsExactly(1L, 2L, 3L);
        assertThat(events).extracting(CaseEvent::id).doesNotHaveDuplicates();
        assertThat(events.getFirst().alert())
                .isNotNull()
                .extracting(CaseEvent.AlertSummary::title)
                .isEqualTo(first.title());
    }

    @Test
    @DisplayName("S2-041 P3 and P4 open no case, and attach once one is open: those of the last 30 days")
    void shouldNotOpenACaseForP3() {
        Alert p3 = alert("mild-p3", "person-mild", Severity.P3);
        Alert atTheEdge = at(alert("mild-edge", "person-mild", Severity.P4), NOON.minus(Duration.ofDays(30)));
        Alert tooOld = at(
                alert("mild-old", "person-mild", Severity.P3),
                NOON.minus(Duration.ofDays(30)).minusSeconds(1));
        evaluator.publish(p3, atTheEdge, tooOld);
        Eventually.holds(
                () -> assertThat(Api.alerts("person-mild").getList("items")).hasSize(3));
        assertThat(Api.cases("person-mild").getList("items")).isEmpty();

        evaluator.publish(alert("mild-p2", "person-mild", Severity.P2));
        Eventually.holds(
                () -> assertThat(Api.cases("person-mild").getList("items")).hasSize(1));

        assertThat(Api.cases("person-mild").<String>getList("items[0].alerts"))
                .containsExactly("mild-edge", "mild-p2", "mild-p3");
        assertThat(Api.read("/v1/alerts/mild-old").getString("case")).isNull();
    }

    @Test
    @DisplayName("S2-037 leaver-data-access opens no case and attaches to one that is open")
    void shouldAttachLeaverDataAccessOnly() {
        Alert leaver = rule(alert("leaver-1", "person-leaver", Severity.P2), "leaver-data-access");
        evaluator.publish(leaver);
        Eventually.holds(
                () -> assertThat(Api.alerts("person-leaver").getList("items")).hasSize(1));
        assertThat(Api.cases("person-leaver").getList("items")).isEmpty();

        evaluator.publish(alert("leaver-2", "person-leaver", Severity.P1));
        Eventually.holds(() -> assertThat(Api.cases("person-leaver").<String>getList("items[0].alerts"))
                .containsExactly("leaver-1", "leaver-2"));
    }

    @Test
    @DisplayName("Shadow alerts open nothing and stand in no list but their own")
    void shouldIgnoreShadowAlerts() {
        evaluator.publish(shadow(alert("shadow-1", "person-shadow", Severity.P1)));

        Eventually.holds(() -> assertThat(Api.read("/v1/alerts", Map.of("subject", "person-shadow", "mode", "shadow"))
                        .getList("items"))
                .hasSize(1));
        assertThat(Api.alerts("person-shadow").getList("items")).isEmpty();
        assertThat(Api.cases("person-shadow").getList("items")).isEmpty();
    }

    @Test
    @DisplayName("Unresolved subjects open a case from P1 and P2 too, and from nothing less")
    void shouldOpenACaseForUnresolvedSubjects() {
        String account = "account:okta/jdoe";
        evaluator.publish(
                unresolved(alert("unresolved-1", account, Severity.P2)),
                unresolved(alert("unresolved-2", "host:lap-17", Severity.P3)));

        Eventually.holds(() -> assertThat(Api.cases(account).getList("items")).hasSize(1));
        Eventually.holds(
                () -> assertThat(Api.alerts("host:lap-17").getList("items")).hasSize(1));
        assertThat(Api.cases("host:lap-17").getList("items")).isEmpty();
        assertThat(Api.alerts(account).getBoolean("items[0].unresolved")).isTrue();
    }

    @Test
    @DisplayName(
            "S2-005 S2-011 S2-012 A high-risk indicator opens an assessment at once, also as P3; a medium one, and a "
                    + "high one of nobody known, do not")
    void shouldOpenACaseForAHighRiskIndicator() {
        evaluator.publish(
                indicator(alert("medium-1", "person-medium", Severity.P3), 8),
                unresolved(indicator(alert("nobody-1", "host:lap-18", Severity.P3), 7)),
                indicator(alert("high-1", "person-high", Severity.P3), 7));

        Eventually.holds(() -> assertThat(Api.cases("person-high").<String>getList("items.state"))
                .containsExactly("initial-assessment"));
        Eventually.holds(() -> {
            assertThat(Api.alerts("person-medium").getList("items")).hasSize(1);
            assertThat(Api.alerts("host:lap-18").getList("items")).hasSize(1);
        });
        assertThat(Api.cases("person-medium").getList("items")).isEmpty();
        assertThat(Api.cases("host:lap-18").getList("items")).isEmpty();
    }

    @Test
    @DisplayName("Alerts of an aborted transaction open no case")
    void shouldNotSeeAlertsOfAbortedTransactions() {
        evaluator.publishAndAbort(alert("aborted-1", "person-aborted", Severity.P1));
        evaluator.publish(alert("committed-1", "person-aborted", Severity.P3));

        Eventually.holds(() -> assertThat(Api.alerts("person-aborted").<String>getList("items.id"))
                .containsExactly("committed-1"));
        assertThat(Api.cases("person-aborted").getList("items")).isEmpty();
    }

    @Test
    @DisplayName("What cannot be read goes to the dead letters with the reason, and holds nobody up")
    void shouldPutUnreadableAlertsAside() {
        byte[] broken = "{\"id\": ".getBytes(StandardCharsets.UTF_8);
        evaluator.publishRaw(Topic.ALERT, "person-dead", broken);
        evaluator.publishRaw(Topic.ALERT, "person-dead", null);
        evaluator.publishRaw(
                Topic.ALERT, "person-dead", AlertJson.write(alert("dead-3", "somebody-else", Severity.P1)));
        evaluator.publish(alert("dead-4", "person-dead", Severity.P2));

        Eventually.holds(
                () -> assertThat(Api.cases("person-dead").getList("items")).hasSize(1));
        try (TopicReader dead = new TopicReader(kafka, Topic.ALERT.deadLetterName())) {
            Eventually.holds(() -> assertThat(dead.of("person-dead")).hasSize(3));
            var letters = dead.of("person-dead");
            assertThat(letters.getFirst().value()).isEqualTo(broken);
            assertThat(letters)
                    .allSatisfy(letter -> assertThat(letter.headers().lastHeader("keepwatch-dead-source"))
                            .isNotNull());
            assertThat(letters)
                    .extracting(letter -> new String(
                            letter.headers().lastHeader("keepwatch-dead-reason").value(), StandardCharsets.UTF_8))
                    .satisfies(reasons -> assertThat(reasons.get(1)).contains("no value"))
                    .satisfies(reasons -> assertThat(reasons.get(2)).contains("key"));
        }
        assertThat(Api.alerts("somebody-else").getList("items")).isEmpty();
    }

    private List<CaseEvent> events(String subject, int expected) throws Exception {
        try (TopicReader reader = new TopicReader(kafka, Topic.CASE_EVENT.topicName())) {
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
