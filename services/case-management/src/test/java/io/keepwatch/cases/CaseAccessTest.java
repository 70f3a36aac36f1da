package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
class CaseAccessTest {
    private static final List<String> ALL_ROLES = List.of(
            "event-writer",
            "identity-writer",
            "hr-notifier",
            "analyst",
            "soc-lead",
            "hr",
            "legal",
            "ciso",
            "auditor",
            "welfare",
            "administrator",
            "rule-admin",
            "identity-viewer");
    private static final Set<String> READERS_OF_ALERTS = Set.of("analyst", "soc-lead", "ciso", "auditor", "welfare");
    private static final Set<String> READERS_OF_CASES =
            Set.of("analyst", "soc-lead", "hr", "legal", "ciso", "auditor", "welfare", "administrator");

    private final Evaluator evaluator = new Evaluator(RealPlatform.kafka());

    @AfterEach
    void disconnect() {
        evaluator.close();
    }

    @Test
    @DisplayName("S2-124 Every operation with every role: 200 or 404 for its readers, 403 for the rest, 401 for nobody")
    void shouldKeepToTheRoleMatrix() {
        for (String role : ALL_ROLES) {
            String token = Tokens.of("somebody", role);
            assertThat(Api.as(token, "/v1/alerts").statusCode())
                    .as(role)
                    .isEqualTo(READERS_OF_ALERTS.contains(role) ? 200 : 403);
            assertThat(Api.as(token, "/v1/alerts/absent").statusCode())
                    .as(role)
                    .isEqualTo(READERS_OF_ALERTS.contains(role) ? 404 : 403);
            assertThat(Api.as(token, "/v1/cases").statusCode())
                    .as(role)
                    .isEqualTo(READERS_OF_CASES.contains(role) ? 200 : 403);
            assertThat(Api.as(token, "/v1/cases/" + UUID.randomUUID()).statusCode())
                    .as(role)
                    .isEqualTo(READERS_OF_CASES.contains(role) ? 404 : 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/alerts", "/v1/alerts/x", "/v1/cases", "/v1/cases/x"})
    @DisplayName("S2-124 Without a token, or with a wrong one, there is nothing")
    void shouldWantAToken(String path) {
        RestAssured.get(path).then().statusCode(401);
        assertThat(Api.as("garbage", path).statusCode()).isEqualTo(401);
        assertThat(Api.as(token("other-audience", "Bearer", RealPlatform.ISSUER), path)
                        .statusCode())
                .isEqualTo(401);
        assertThat(Api.as(token("keepwatch", "ID", RealPlatform.ISSUER), path).statusCode())
                .isEqualTo(401);
        assertThat(Api.as(token("keepwatch", "Bearer", "https://other.test/realm"), path)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("S2-124 A case is seen by assignee, participants, soc-lead, auditor, and by offices it has asked; "
            + "by other analysts while unassigned; for everyone else it does not exist")
    void shouldShowACaseToItsReadersOnly() {
        UUID id = openCase("access-1", "person-access");

        assertThat(readers(id)).containsExactlyInAnyOrder("analyst", "soc-lead", "auditor");

        Database.execute("update case_file set assignee = 'ana' where id = ?", id);
        assertThat(readers(id)).containsExactlyInAnyOrder("soc-lead", "auditor");
        assertSeen(id, Tokens.of("ana", "analyst"), true);
        assertSeen(id, Tokens.of("bob", "analyst"), false);

        Database.execute("insert into case_participant (case_id, account) values (?, 'bob')", id);
        assertSeen(id, Tokens.of("bob", "analyst"), true);
        assertSeen(id, Tokens.of("bob", "administrator"), true);

        Database.execute("insert into case_asked (case_id, role) values (?, 'hr')", id);
        assertThat(readers(id)).containsExactlyInAnyOrder("soc-lead", "auditor", "hr");
    }

    @Test
    @DisplayName("A welfare case is served to the role welfare only")
    void shouldServeWelfareCasesToWelfareOnly() {
        UUID id = UUID.randomUUID();
        Database.execute(
                "insert into case_file (id, kind, subject, state, opened_at, version)"
                        + " values (?, 'welfare', 'person-welfare', 'initial-assessment', now(), 1)",
                id);

        assertThat(readers(id)).containsExactly("welfare");
    }

    @Test
    @DisplayName("What a reader may not see and what does not exist are answered alike")
    void shouldAnswerHiddenAndAbsentAlike() {
        UUID hidden = openCase("alike-1", "person-alike");
        Database.execute("update case_file set assignee = 'ana' where id = ?", hidden);
        String stranger = Tokens.of("bob", "analyst");

        Response forHidden = Api.as(stranger, "/v1/cases/" + hidden);
        Response forAbsent = Api.as(stranger, "/v1/cases/" + UUID.randomUUID());
        Response forNonsense = Api.as(stranger, "/v1/cases/1 or 1=1");

        assertThat(forHidden.statusCode()).isEqualTo(404);
        for (Response other : List.of(forAbsent, forNonsense)) {
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(other.jsonPath().getString("type"))
                    .isEqualTo(forHidden.jsonPath().getString("type"));
            assertThat(other.jsonPath().getString("title"))
                    .isEqualTo(forHidden.jsonPath().getString("title"));
        }
        assertThat(Api.as(stranger, "/v1/cases/" + hidden.toString().toUpperCase(java.util.Locale.ROOT))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("S2-122 The ETag is the case's version; a case that has not changed is answered 304")
    void shouldAnswer304WhileNothingChanged() {
        UUID id = openCase("etag-1", "person-etag");
        String reader = Tokens.of("lea", "soc-lead");
        Response first = Api.as(reader, "/v1/cases/" + id);
        String etag = first.getHeader("ETag");
        assertThat(etag).isEqualTo("\"" + first.jsonPath().getLong("version") + "\"");

        assertThat(conditional(id, etag).statusCode()).isEqualTo(304);
        assertThat(conditional(id, etag).asString()).isEmpty();
        assertThat(conditional(id, "\"0\", " + etag).statusCode()).isEqualTo(304);
        assertThat(conditional(id, "\"0\"").statusCode()).isEqualTo(200);

        evaluator.publish(alert("etag-2", "person-etag", Severity.P3));
        Eventually.holds(() -> assertThat(conditional(id, etag).statusCode()).isEqualTo(200));
        assertThat(conditional(id, etag).getHeader("ETag")).isNotEqualTo(etag);
    }

    @Test
    @DisplayName("S2-124 Cases are filtered and paged, each once")
    void shouldFilterAndPageCases() {
        for (int i = 0; i < 7; i++) {
            UUID id = openCase("paging-" + i, "person-paging-" + i);
            Database.execute("update case_file set assignee = 'paging' where id = ?", id);
        }
        Database.execute(
                "update case_file set state = 'watchlist', band = 'monitor' where subject = 'person-paging-3'");
        Database.execute("update case_file set state = 'closed', closed_at = now() where subject = 'person-paging-4'");

        List<String> paged = new java.util.ArrayList<>();
        String next = "/v1/cases?assignee=paging&limit=2";
        while (next != null) {
            Response page = Api.as(Tokens.of("lea", "soc-lead"), next);
            paged.addAll(page.jsonPath().getList("items.subject"));
            String link = page.getHeader("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(paged).hasSize(7).doesNotHaveDuplicates();
        assertThat(subjects(Map.of("assignee", "paging", "state", "watchlist"))).containsExactly("person-paging-3");
        assertThat(subjects(Map.of("assignee", "paging", "band", "monitor"))).containsExactly("person-paging-3");
        assertThat(subjects(Map.of("assignee", "paging", "open", "false"))).containsExactly("person-paging-4");
        assertThat(subjects(Map.of("assignee", "paging", "open", "true"))).hasSize(6);
        assertThat(subjects(Map.of("assignee", "paging", "kind", "welfare"))).isEmpty();
        assertThat(Api.as(Tokens.of("lea", "soc-lead"), "/v1/cases?state=none&open=maybe&kind=x&band=y&limit=z&x=1")
                        .then()
                        .statusCode(400)
                        .extract()
                        .jsonPath()
                        .<String>getList("violations.field"))
                .containsExactlyInAnyOrder("state", "open", "kind", "band", "limit", "x");
    }

    @Test
    @DisplayName("Health, metrics and the description of the interface need no token")
    void shouldBeOpenWhereOperatorsLook() {
        for (String path :
                List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics", "/q/openapi")) {
            // Ready is true only once the topics are really read, which takes a moment after the start.
            Eventually.holds(() ->
                    assertThat(RestAssured.get(path).statusCode()).as(path).isEqualTo(200));
        }
        String openApi = RestAssured.get("/q/openapi").asString();
        assertThat(openApi).contains("listAlerts", "readAlert", "listCases", "readCase", "nextCursor", "-exposure");
    }

    private UUID openCase(String alert, String subject) {
        evaluator.publish(alert(alert, subject, Severity.P2));
        Eventually.holds(() -> assertThat(Api.cases(subject).getList("items")).hasSize(1));
        return UUID.fromString(Api.cases(subject).getString("items[0].id"));
    }

    /** Which of the roles see the case, each held by an account that has nothing to do with it. */
    private static List<String> readers(UUID id) {
        return READERS_OF_CASES.stream()
                .filter(role -> {
                    String token = Tokens.of("stranger", role);
                    boolean byId = Api.as(token, "/v1/cases/" + id).statusCode() == 200;
                    assertThat(listed(id, token)).as(role).isEqualTo(byId);
                    return byId;
                })
                .toList();
    }

    private static void assertSeen(UUID id, String token, boolean seen) {
        assertThat(Api.as(token, "/v1/cases/" + id).statusCode()).isEqualTo(seen ? 200 : 404);
        assertThat(listed(id, token)).isEqualTo(seen);
    }

    private static boolean listed(UUID id, String token) {
        return Api.as(token, "/v1/cases?limit=200")
                .jsonPath()
                .<String>getList("items.id")
                .contains(id.toString());
    }

    private static List<String> subjects(Map<String, ?> query) {
        return Api.read("/v1/cases", query).getList("items.subject");
    }

    private static Response conditional(UUID id, String etags) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("lea", "soc-lead"))
                .header("If-None-Match", etags)
                .get("/v1/cases/" + id);
    }

    private static String token(String audience, String type, String issuer) {
        return Jwt.issuer(issuer)
                .preferredUserName("ana")
                .subject("ana")
                .audience(audience)
                .claim("typ", type)
                .claim("realm_access", Map.of("roles", List.of("analyst", "soc-lead")))
                .sign();
    }
}
