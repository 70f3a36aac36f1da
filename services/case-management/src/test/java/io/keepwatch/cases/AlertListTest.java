package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.NOON;
import static io.keepwatch.cases.AlertMother.alert;
import static io.keepwatch.cases.AlertMother.at;
import static io.keepwatch.cases.AlertMother.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
class AlertListTest {
    private static final String ANALYST = Tokens.of("ana", "analyst");

    private final Evaluator evaluator = new Evaluator(RealPlatform.kafka());

    @AfterEach
    void disconnect() {
        evaluator.close();
    }

    @Test
    @DisplayName("S1-10 An alert is shown in the topic's own shape, with its evidence and what became of it")
    void shouldShowAnAlertInTheTopicsShape() throws Exception {
        Alert sent = alert("shape-1", "person-shape", Severity.P3);
        evaluator.publish(sent);
        awaitAlerts("person-shape", 1);

        ObjectMapper json = new ObjectMapper();
        ObjectNode shown =
                (ObjectNode) json.readTree(Api.as(ANALYST, "/v1/alerts/shape-1").asByteArray());

        assertThat(shown.remove("status").asText()).isEqualTo("open");
        assertThat(shown).isEqualTo(json.readTree(AlertJson.write(sent)));
        assertThat(json.readTree(Api.as(ANALYST, "/v1/alerts?subject=person-shape")
                                .asByteArray())
                        .at("/items/0/activities/0/source")
                        .asText())
                .isEqualTo("casb");
    }

    @Test
    @DisplayName(
            "S1-10 Filters by rule, severity, status and time, each alone and together; from is included, to is not")
    void shouldFilter() {
        String subject = "person-filter";
        evaluator.publish(
                at(rule(alert("filter-1", subject, Severity.P3), "mail-to-outside"), NOON),
                at(rule(alert("filter-2", subject, Severity.P4), "mail-to-outside"), NOON.plusSeconds(1)),
                at(rule(alert("filter-3", subject, Severity.P3), "classified-print"), NOON.plusSeconds(2)));
        awaitAlerts(subject, 3);

        assertThat(ids(Map.of("subject", subject))).containsExactly("filter-3", "filter-2", "filter-1");
        assertThat(ids(Map.of("subject", subject, "rule", "mail-to-outside"))).containsExactly("filter-2", "filter-1");
        assertThat(ids(Map.of("subject", subject, "severity", "P3"))).containsExactly("filter-3", "filter-1");
        assertThat(ids(Map.of("subject", subject, "severity", "P3,P4", "rule", "mail-to-outside")))
                .hasSize(2);
        assertThat(ids(Map.of("subject", subject, "status", "open"))).hasSize(3);
        assertThat(ids(Map.of("subject", subject, "status", "dismissed"))).isEmpty();
        assertThat(ids(Map.of("subject", subject, "from", NOON.plusSeconds(1).toString())))
                .containsExactly("filter-3", "filter-2");
        assertThat(ids(Map.of("subject", subject, "to", NOON.plusSeconds(2).toString())))
                .containsExactly("filter-2", "filter-1");
        assertThat(ids(Map.of("subject", subject, "from", "2026-02-16T13:00:01+01:00", "to", "2026-02-16T12:00:02Z")))
                .containsExactly("filter-2");
    }

    @Test
    @DisplayName("S1-09 Alerts are ordered by severity, and by what the person had access to: crown jewels first")
    void shouldOrderBySeverityAndExposure() {
        String rule = "ordered-here";
        // Level alerts follow newest first, so every later alert would come first if nothing else decided.
        publishIdentity("exposed-jewels", true, false, "2026-01-01T00:00:00Z");
        publishIdentity("exposed-privileged", false, true, "2026-01-01T00:00:00Z");
        evaluator.publish(
                at(rule(alert("order-1", "exposed-jewels", Severity.P4), rule), NOON),
                at(rule(alert("order-2", "exposed-privileged", Severity.P3), rule), NOON.plusSeconds(1)),
                at(rule(alert("order-3", "exposed-not", Severity.P1), rule), NOON.plusSeconds(2)),
                at(rule(alert("order-4", "exposed-later", Severity.P2), rule), NOON.minusSeconds(9)));
        Eventually.holds(() -> assertThat(ids(Map.of("rule", rule))).hasSize(4));

        assertThat(ids(Map.of("rule", rule, "order", "-at")))
                .containsExactly("order-3", "order-2", "order-1", "order-4");
        assertThat(ids(Map.of("rule", rule, "order", "-severity")))
                .containsExactly("order-3", "order-4", "order-2", "order-1");
        Eventually.holds(() -> assertThat(ids(Map.of("rule", rule, "order", "-exposure")))
                .containsExactly("order-1", "order-2", "order-3", "order-4"));

        publishIdentity("exposed-later", true, false, "2026-02-01T00:00:00Z");
        Eventually.holds(() -> assertThat(ids(Map.of("rule", rule, "order", "-exposure")))
                .containsExactly("order-1", "order-4", "order-2", "order-3"));
        publishIdentity("exposed-later", false, false, "2026-01-15T00:00:00Z");
        publishIdentity("exposed-not", false, true, "2026-01-15T00:00:00Z");
        Eventually.holds(() -> assertThat(ids(Map.of("rule", rule, "order", "-exposure")))
                .containsExactly("order-1", "order-4", "order-3", "order-2"));
    }

    @ParameterizedTest
    @CsvSource({"-at", "-severity", "-exposure"})
    @DisplayName("S1-10 Pages show every alert once, in order, also while newer ones arrive")
    void shouldPageStablyUnderInserts(String order) {
        String subject = "person-pages" + order;
        Alert[] first = new Alert[23];
        for (int i = 0; i < first.length; i++) {
            Severity severity = i % 2 == 0 ? Severity.P3 : Severity.P4;
            // Every three share an instant, so that the id has to decide.
            first[i] = at(alert("page" + order + "-" + i, subject, severity), NOON.plusSeconds(i / 3));
        }
        evaluator.publish(first);
        awaitAlerts(subject, first.length);
        List<String> whole = ids(Map.of("subject", subject, "order", order));

        List<String> paged = new ArrayList<>();
        String next = "/v1/alerts?subject=" + subject + "&order=" + order + "&limit=5";
        int inserted = 0;
        while (next != null) {
            var response = Api.as(ANALYST, next);
            response.then().statusCode(200);
            paged.addAll(response.jsonPath().getList("items.id"));
            String cursor = response.jsonPath().getString("nextCursor");
            String link = response.getHeader("Link");
            assertThat(link == null).isEqualTo(cursor == null);
            next = link == null ? null : link.substring(1, link.indexOf('>'));
            if (inserted++ < 2) {
                int expected = first.length + inserted;
                evaluator.publish(
                        at(alert("page" + order + "-new-" + inserted, subject, Severity.P3), NOON.plusSeconds(900)));
                awaitAlerts(subject, expected);
            }
        }

        assertThat(whole).hasSize(first.length);
        assertThat(paged).containsExactlyElementsOf(whole);
    }

    @Test
    @DisplayName("A cursor that was altered, or belongs to another question, is refused with 400")
    void shouldRefuseForeignCursors() {
        String subject = "person-cursor";
        evaluator.publish(
                alert("cursor-1", subject, Severity.P3),
                alert("cursor-2", subject, Severity.P3),
                alert("cursor-3", subject, Severity.P3));
        awaitAlerts(subject, 3);
        String cursor = Api.as(ANALYST, "/v1/alerts?limit=1&subject=" + subject)
                .jsonPath()
                .getString("nextCursor");

        assertThat(status(Map.of("subject", subject, "cursor", cursor))).isEqualTo(200);
        assertThat(status(Map.of("subject", subject, "cursor", cursor, "limit", 2)))
                .isEqualTo(200);
        assertThat(status(Map.of("subject", "somebody-else", "cursor", cursor))).isEqualTo(400);
        assertThat(status(Map.of("cursor", cursor))).isEqualTo(400);
        assertThat(status(Map.of("subject", subject, "severity", "P3", "cursor", cursor)))
                .isEqualTo(400);
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(status(Map.of("subject", subject, "cursor", altered)))
                    .as("altered at %d", i)
                    .isEqualTo(400);
        }
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[40]);
        assertThat(status(Map.of("subject", subject, "cursor", forged))).isEqualTo(400);
        assertThat(status(Map.of("subject", subject, "cursor", "not a cursor"))).isEqualTo(400);
    }

    @Test
    @DisplayName("A wrong query is answered 400 with every violation, as a problem")
    void shouldListAllViolations() {
        Map<String, Object> query = new HashMap<>();
        query.put("order", "at");
        query.put("severity", "P5");
        query.put("status", "gone");
        query.put("mode", "dead");
        query.put("from", "yesterday");
        query.put("to", "2026-02-16");
        query.put("limit", "201");
        query.put("cursor", "%%");
        query.put("subject", "");
        query.put("subjct", "kara");

        var response = Api.as(ANALYST, "/v1/alerts", query);

        response.then().statusCode(400).contentType("application/problem+json");
        JsonPath problem = response.jsonPath();
        assertThat(problem.getString("type")).isEqualTo("urn:keepwatch:problem:invalid-query");
        assertThat(problem.<String>getList("violations.field"))
                .containsExactlyInAnyOrder(
                        "order", "severity", "status", "mode", "from", "to", "limit", "cursor", "subject", "subjct");
        assertThat(status(Map.of("from", "2026-02-17T00:00:00Z", "to", "2026-02-16T00:00:00Z")))
                .isEqualTo(400);
        assertThat(status(Map.of("limit", "0"))).isEqualTo(400);
        assertThat(status(Map.of("limit", "200"))).isEqualTo(200);
        assertThat(status(Map.of("subject", "a\u0000b"))).isEqualTo(400);
        assertThat(status(Map.of("rule", List.of("a", "b")))).isEqualTo(400);
    }

    @Test
    @DisplayName("An alert that does not exist is a 404 problem")
    void shouldNotFindUnknownAlerts() {
        Api.as(ANALYST, "/v1/alerts/no-such-alert").then().statusCode(404).contentType("application/problem+json");
    }

    private void publishIdentity(String subject, boolean crownJewels, boolean privileged, String validFrom) {
        Identity identity = new Identity(
                subject,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                privileged,
                false,
                crownJewels,
                null,
                null,
                null,
                0,
                Instant.parse(validFrom),
                false);
        evaluator.publishRaw(Topic.IDENTITY, subject, IdentityJson.write(identity));
    }

    private static void awaitAlerts(String subject, int count) {
        Eventually.holds(() -> assertThat(Api.alerts(subject).getList("items")).hasSize(count));
    }

    private static List<String> ids(Map<String, ?> query) {
        return Api.as(ANALYST, "/v1/alerts", query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id");
    }

    private static int status(Map<String, ?> query) {
        return Api.as(ANALYST, "/v1/alerts", query).statusCode();
    }
}
