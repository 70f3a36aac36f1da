package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.keepwatch.hunting.store.QuestionStoppedException.Reason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class DeskDoorTest {
    private static final String FOR_EVER = "/slow?limit=PT10M";

    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    @Test
    void shouldSayThatAnAnswerTookTooLong() {
        Api.analyst()
                .get("/slow?limit=PT0.3S")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:keepwatch:problem:time-limit"));
        assertThat(SlowDoor.STOPPED.poll()).isEqualTo(Reason.TIME_LIMIT);
        SlowDoor.BEGUN.drainPermits();
    }

    @Test
    @DisplayName("A question ends when its client goes away, and others are sent away while there is no place")
    void shouldEndAQuestionThatNobodyWaitsFor() throws Exception {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < RealBroker.AT_ONCE; i++) {
            clients.add(Raw.send(RestAssured.port, FOR_EVER, Api.token("ana", "analyst")));
        }
        assertThat(SlowDoor.BEGUN.tryAcquire(RealBroker.AT_ONCE, 1, TimeUnit.MINUTES))
                .isTrue();
        Api.get("/v1/hunt", Map.of())
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:keepwatch:problem:busy"));

        for (Socket client : clients) {
            client.close();
        }

        for (int i = 0; i < RealBroker.AT_ONCE; i++) {
            assertThat(SlowDoor.STOPPED.poll(1, TimeUnit.MINUTES)).isEqualTo(Reason.CANCELLED);
        }
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        int status = 429;
        while (status == 429 && System.nanoTime() < deadline) {
            status = Api.get("/v1/hunt", Map.of()).statusCode();
        }
        assertThat(status).isEqualTo(200);
    }
}
