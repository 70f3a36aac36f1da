package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("Access verification: an owner, a deadline, an outcome")
class TaskTest {
    /** A Thursday. */
    private static final Instant TOLD = Instant.parse("2032-03-04T09:00:00Z");

    private final TopicReader events = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName());

    @Inject
    MovingClock clock;

    @AfterEach
    void disconnect() {
        clock.reset();
        events.close();
    }

    private static JsonPath tasks(String subject) {
        return Api.read("/v1/tasks", Map.of("subject", subject));
    }

    private static Response conclude(String id, String body) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ana", "analyst"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/tasks/" + id);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "role_change, verify-access",
        "contractor_onboarding, verify-scope",
        "contract_ended, verify-removal",
    })
    @DisplayName("S2-096 S2-097 role changes and contractors ask for a verification within five working days")
    void shouldAskForAVerification(String event, String step) {
        clock.moveTo(TOLD.plusSeconds(10));
        String subject = "verified-" + step;
        try (HrDesk desk = new HrDesk(subject)) {
            desk.tell(desk.event("r-" + step, event, null, TOLD, null));
            Eventually.holds(() -> assertThat(tasks(subject).getList("items")).hasSize(1));
            assertThat(tasks(subject).<String, Object>getMap("items[0]"))
                    .containsEntry("kind", "access-verification")
                    .containsEntry("step", step)
                    .containsEntry("state", "open")
                    .containsEntry("owner", "it")
                    .containsEntry("receipt", "r-" + step)
                    // from Thursday over the weekend
                    .containsEntry("deadline", "2032-03-11T09:00:04Z");

            desk.identity("Europe/Berlin", "BER", "m-7", TOLD);
            Eventually.holds(
                    () -> assertThat(tasks(subject).getString("items[0].owner")).isEqualTo("m-7"));

            clock.moveTo(TOLD.plus(Duration.ofDays(7)).plusSeconds(4));
            Eventually.holds(() ->
                    assertThat(tasks(subject).getString("items[0].overdueAt")).isEqualTo("2032-03-11T09:00:04Z"));
            String id = tasks(subject).getString("items[0].id");
            conclude(id, "{\"outcome\":\"adjusted\",\"evidence\":\"CHG-12\"}")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("done"))
                    .body("outcome", equalTo("adjusted"))
                    .body("closedBy", equalTo("ana"));

            clock.moveTo(TOLD.plus(Duration.ofDays(30)));
            Eventually.holds(() -> assertThat(events.of(subject)).hasSize(3));
            assertThat(Api.read("/v1/subjects/" + subject + "/timeline").getList("items.event"))
                    .containsExactly(event, "opened", "overdue", "closed");
            Api.as(Tokens.of("olga", "auditor"), "/v1/tasks/" + id)
                    .then()
                    .statusCode(200)
                    .body("evidence", equalTo("CHG-12"));
        }
    }

    @Test
    @DisplayName("S2-096 a change that lies ahead is verified from its day on; withdrawn, there is nothing to verify")
    void shouldWaitForTheDay() {
        clock.moveTo(TOLD.plusSeconds(10));
        try (HrDesk desk = new HrDesk("verified-later")) {
            desk.tell(
                    desk.event("r-later-1", "role_change", LocalDate.parse("2032-03-08"), TOLD, null),
                    desk.event("r-later-2", "role_change", null, TOLD.plusSeconds(1), null));
            Eventually.holds(() ->
                    assertThat(tasks("verified-later").getList("items.state")).containsExactly("open", "scheduled"));
            assertThat(tasks("verified-later").getList("items.deadline"))
                    .containsExactly("2032-03-11T09:00:05Z", "2032-03-15T00:00:00Z");

            desk.tell(desk.withdrawal("r-later-3", "r-later-1", TOLD.plusSeconds(2)));

            Eventually.holds(() ->
                    assertThat(tasks("verified-later").getList("items.state")).containsExactly("open", "ended"));
            conclude(tasks("verified-later").getString("items[1].id"), "{\"outcome\":\"verified\"}")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    @DisplayName("a step of an off-boarding is no verification; what is wrong is listed, what is absent is not there")
    void shouldRefuseWhatIsNoVerification() {
        clock.moveTo(TOLD.plusSeconds(10));
        try (HrDesk desk = new HrDesk("verified-not")) {
            desk.tell(desk.termination("r-not", null, TOLD));
            Eventually.holds(
                    () -> assertThat(tasks("verified-not").getList("items")).hasSize(7));
            assertThat(Api.read("/v1/tasks", Map.of("subject", "verified-not", "kind", "access-verification"))
                            .getList("items"))
                    .isEmpty();
            String id = tasks("verified-not").getString("items[0].id");
            conclude(id, "{\"outcome\":\"verified\"}")
                    .then()
                    .statusCode(400)
                    .body("violations.field", hasItem("outcome"));
            assertThat(tasks("verified-not").getString("items[0].state")).isEqualTo("open");
        }
        for (String body : List.of("{}", "{\"outcome\":\"maybe\"}", "[]", "", "{\"outcome\":7}")) {
            conclude(UUID.randomUUID().toString(), body).then().statusCode(400);
        }
        conclude(UUID.randomUUID().toString(), "{\"outcome\":\"verified\"}")
                .then()
                .statusCode(404);
        conclude("no-id", "{\"outcome\":\"verified\"}").then().statusCode(404);
        Api.as(Tokens.of("ana", "analyst"), "/v1/tasks/no-id").then().statusCode(404);
        Api.as(Tokens.of("x", "hr"), "/v1/tasks").then().statusCode(403);
    }
}
