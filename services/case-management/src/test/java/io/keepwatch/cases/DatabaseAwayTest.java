package io.keepwatch.cases;

import static io.keepwatch.cases.AlertMother.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
class DatabaseAwayTest {
    /** Set by {@link RealPlatform}, which holds the server. */
    Runnable killDatabase = () -> {
        throw new IllegalStateException("not set");
    };

    Runnable restartDatabase = killDatabase;

    @Test
    @DisplayName("While the database is away the service says so; then it goes on by itself and has lost nothing")
    void shouldLoseNothingWhileTheDatabaseIsAway() throws Exception {
        String subject = "person-outage";
        try (Evaluator evaluator = new Evaluator(RealPlatform.kafka());
                TopicReader events = new TopicReader(RealPlatform.kafka(), Topic.CASE_EVENT.topicName())) {
            evaluator.publish(alert("outage-0", subject, Severity.P2));
            Eventually.holds(
                    () -> assertThat(Api.cases(subject).getList("items")).hasSize(1));

            killDatabase.run();
            try {
                for (int i = 1; i <= 20; i++) {
                    evaluator.publish(alert("outage-" + i, subject, Severity.P3));
                }
                Eventually.holds(
                        () -> assertThat(RestAssured.get("/q/health/ready").statusCode())
                                .isEqualTo(503));
                assertThat(RestAssured.get("/q/health/live").statusCode()).isEqualTo(200);
                Response answer = Api.as(Tokens.of("lea", "soc-lead"), "/v1/cases");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:keepwatch:problem:unavailable");
            } finally {
                restartDatabase.run();
            }

            Eventually.holds(() ->
                    assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(200));
            Eventually.holds(() ->
                    assertThat(Api.cases(subject).getList("items[0].alerts")).hasSize(21));
            Eventually.holds(() -> assertThat(events.of(subject).stream()
                            .map(record -> record.value())
                            .map(DatabaseAwayTest::version)
                            .distinct())
                    .hasSize(21));
        }
    }

    private static long version(byte[] event) {
        try {
            return CaseEvent.read(event).caseVersion();
        } catch (io.keepwatch.contracts.MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }
}
