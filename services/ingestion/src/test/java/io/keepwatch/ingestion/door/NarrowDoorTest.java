package io.keepwatch.ingestion.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.keepwatch.contracts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The service with so little room that a small request shows what a large one meets. */
@QuarkusTest
@QuarkusTestResource(Broker.class)
@TestProfile(NarrowDoorTest.Narrow.class)
class NarrowDoorTest {
    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "keepwatch.ingestion.in-flight", "64K",
                    "keepwatch.ingestion.patience", "PT0.1S",
                    // Records wait longer for company than their request waits for room: the way is surely full.
                    "keepwatch.ingestion.linger", "PT3S",
                    "keepwatch.ingestion.largest-body", "1000000");
        }
    }

    private final String source = "feed-" + UUID.randomUUID();

    @BeforeEach
    void awaitReady() {
        Door.awaitReady();
    }

    @Test
    @DisplayName("S2 back-pressure is 429 with Retry-After, and what it calls settled is durable")
    void shouldAnswer429AndSayHowFarItCame() {
        try (TopicTail topic = new TopicTail(Topic.ACTIVITY)) {
            ValidatableResponse answer = Door.post(source, lines(1_000, 100))
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:keepwatch:problem:overloaded"));
            int accepted = answer.extract().path("accepted");
            int settled = answer.extract().path("settledLines");
            assertThat(accepted).isBetween(1, 999).isEqualTo(settled);
            List<ConsumerRecord<byte[], byte[]>> durable = topic.read();
            assertThat(durable).hasSize(accepted);
            assertThat(durable)
                    .extracting(message -> TopicTail.header(message, "ce_id"))
                    .contains("e-0", "e-" + (settled - 1))
                    .doesNotContain("e-" + settled);
        }
    }

    @Test
    @DisplayName("A body over the limit is 413; the lines before it are durable, and it says how many")
    void shouldAnswer413AndSayHowFarItCame() {
        try (TopicTail topic = new TopicTail(Topic.ACTIVITY)) {
            // Long lines that are rejected fill the body without filling the way to Kafka.
            String body = lines(20, 10) + ("\"" + "x".repeat(90_000) + "\"\n").repeat(12) + lines(5, 10);
            ValidatableResponse answer = Door.post(source, body)
                    .statusCode(413)
                    .body("type", equalTo("urn:keepwatch:problem:too-large"))
                    .body("accepted", equalTo(20));
            assertThat((Integer) answer.extract().path("settledLines")).isBetween(20, 31);
            assertThat(topic.read()).hasSize(20);
        }
    }

    private static String lines(int count, int padding) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(Door.usb("e-" + i, "u".repeat(padding), i)).append('\n');
        }
        return lines.toString();
    }
}
