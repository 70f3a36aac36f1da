package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
class AuditTest {

    @Test
    @DisplayName("S2-124 Every look at a person leaves exactly one entry: who, what, whom, and whether it was given")
    void shouldLeaveAnEntryForEveryLook() {
        String id = openCase("audit-1", "person-audited");
        String curious = Tokens.of("curious", "soc-lead");

        Api.as(curious, "/v1/alerts?subject=person-audited").then().statusCode(200);
        Api.as(curious, "/v1/alerts?subject=person-unheard-of").then().statusCode(200);
        Api.as(curious, "/v1/alerts/audit-1").then().statusCode(200);
        Api.as(curious, "/v1/cases?subject=person-audited").then().statusCode(200);
        Api.as(curious, "/v1/cases/" + id).then().statusCode(200);
        RestAssured.given()
                .auth()
                .oauth2(curious)
                .header("If-None-Match", "\"1\"")
                .get("/v1/cases/" + id)
                .then()
                .statusCode(304);
        UUID absent = UUID.randomUUID();
        Api.as(curious, "/v1/cases/" + absent).then().statusCode(404);
        Api.as(curious, "/v1/alerts?order=none").then().statusCode(400);

        assertThat(Database.query("select operation || ' ' || asked || ' ' || subjects::text || ' ' || given"
                        + " from audit_entry where actor = 'curious' and actor_id = 'id-of-curious' order by id"))
                .containsExactly(
                        "alerts.list person-audited {person-audited} true",
                        "alerts.list person-unheard-of {} true",
                        "alerts.read audit-1 {person-audited} true",
                        "cases.list person-audited {person-audited} true",
                        "cases.read " + id + " {person-audited} true",
                        "cases.read " + id + " {person-audited} true",
                        "cases.read " + absent + " {} false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set actor = 'somebody-else'",
                "delete from audit_entry",
                "truncate audit_entry"
            })
    @DisplayName("S2-122 Entries are never changed and never taken away")
    void shouldRefuseToChangeEntries(String sql) {
        Api.as(Tokens.of("trace", "soc-lead"), "/v1/cases").then().statusCode(200);
        List<String> before = Database.query("select id from audit_entry order by id");

        assertThatThrownBy(() -> Database.execute(sql)).hasMessageContaining("never changed");

        assertThat(Database.query("select id from audit_entry order by id")).isEqualTo(before);
    }

    @Test
    @DisplayName("S2-124 No entry, no answer: where the trail cannot be written, nothing is shown")
    void shouldGiveNoAnswerWithoutAnEntry() {
        String id = openCase("audit-2", "person-unaudited");
        String reader = Tokens.of("lea", "soc-lead");
        Database.execute("create trigger audit_entry_away before insert on audit_entry"
                + " for each row execute function audit_entry_is_append_only()");
        try {
            for (String path : List.of(
                    "/v1/alerts?subject=person-unaudited", "/v1/alerts/audit-2", "/v1/cases", "/v1/cases/" + id)) {
                Response answer = Api.as(reader, path);
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.getHeader("Retry-After")).isNotNull();
                assertThat(answer.contentType()).startsWith("application/problem+json");
                assertThat(answer.asString()).doesNotContain("person-unaudited");
            }
        } finally {
            Database.execute("drop trigger audit_entry_away on audit_entry");
        }
        Api.as(reader, "/v1/cases/" + id).then().statusCode(200);
    }

    private static String openCase(String alert, String subject) {
        try (Evaluator evaluator = new Evaluator(RealPlatform.kafka())) {
            evaluator.publish(alert(alert, subject, Severity.P2));
        }
        Eventually.holds(() -> assertThat(Api.cases(subject).getList("items")).hasSize(1));
        return Api.cases(subject).getString("items[0].id");
    }
}
