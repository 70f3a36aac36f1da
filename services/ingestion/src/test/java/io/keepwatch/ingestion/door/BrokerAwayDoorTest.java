package io.keepwatch.ingestion.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.keepwatch.contracts.Topic;
import io.keepwatch.platform.harness.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The service that came up on topics that others filled, with a broker that goes away and little patience for it. */
@QuarkusTest
@QuarkusTestResource(FilledTopics.class)
@TestProfile(BrokerAwayDoorTest.Impatient.class)
class BrokerAwayDoorTest {
    private static final int LARGE_LINES = 400_000;
    private static final long BETWEEN_COLLECTIONS = 2_000_000_000;

    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "keepwatch.ingestion.delivery-timeout", "PT10S",
                    "keepwatch.ingestion.patience", "PT5S",
                    "keepwatch.ingestion.in-flight", "2M");
        }
    }

    private final String source = "feed-" + UUID.randomUUID();
    private volatile long largest;

    @BeforeEach
    void awaitReady() {
        Door.awaitReady();
    }

    @Test
    @DisplayName("G4 while the broker is away 503 with Retry-After; once it is back all is as before")
    void shouldAnswer503WhileTheBrokerIsAway() {
        Door.post(source, Door.usb("1", "jdoe", 1)).statusCode(202);
        TestKafka.shared().kill();
        try {
            answers503();
        } finally {
            TestKafka.shared().restart();
        }
        long deadline = System.nanoTime() + 60_000_000_000L;
        int status = 503;
        while (status != 202 && System.nanoTime() < deadline) {
            status = Door.post(source, Door.usb("2", "jdoe", 1)).extract().statusCode();
        }
        assertThat(status).isEqualTo(202);
        Door.putIdentities("{\"subject\":\"p-" + source + "\"}").statusCode(200).body("accepted", equalTo(1));
    }

    private void answers503() {
        Door.post(source, Door.usb("2", "jdoe", 1))
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:keepwatch:problem:unavailable"))
                .body("accepted", equalTo(0))
                .body("settledLines", equalTo(0));
        Door.putIdentities("{\"subject\":\"p-" + source + "\"}")
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("accepted", equalTo(0));
    }

    @Test
    @DisplayName("After a start people, and who is logged in where, are known as before")
    void shouldKnowPeopleAndLoginsOfAnEarlierLife() {
        try (TopicTail topic = new TopicTail(Topic.ACTIVITY)) {
            Door.post(source, Door.usb("1", FilledTopics.ACCOUNT, 1)).statusCode(202);
            Door.post(
                            source,
                            "{\"id\":\"2\",\"type\":\"process.start\",\"host\":\"%s\",\"time\":\"%s\"}"
                                    .formatted(FilledTopics.HOST, FilledTopics.LOGIN_AT.plusSeconds(60)))
                    .statusCode(202);
            assertThat(topic.read())
                    .extracting(TopicTail::key)
                    .containsExactly(FilledTopics.SUBJECT, FilledTopics.SUBJECT);
        }
    }

    @Test
    @DisplayName("Memory stays flat while a body many times the room for it streams in")
    void shouldKeepMemoryFlatOnALargeUpload() throws IOException, InterruptedException {
        MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
                .reduce((first, last) -> last)
                .orElseThrow();
        System.gc();
        long before = old.getUsage().getUsed();
        AtomicBoolean done = new AtomicBoolean();
        Thread collector = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                System.gc();
                largest = Math.max(largest, old.getUsage().getUsed());
                LockSupport.parkNanos(BETWEEN_COLLECTIONS);
            }
        });
        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + "/v1/activity?source=" + source))
                    .header("Authorization", "Bearer " + Tokens.of("event-writer"))
                    .header("Content-Type", Door.NDJSON)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(BrokerAwayDoorTest::large))
                    .build();
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        } finally {
            done.set(true);
            collector.join();
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"accepted\":" + LARGE_LINES);
        assertThat(largest - before)
                .as("bytes held while a body of 100 MB streamed in")
                .isLessThan(40_000_000);
    }

    /** Some 100 MB, made while it is read. */
    private static InputStream large() {
        Enumeration<InputStream> lines = new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < LARGE_LINES;
            }

            @Override
            public InputStream nextElement() {
                int id = next++;
                String line = Door.usb("large-" + id, "u".repeat(150) + id % 1_000, id) + "\n";
                return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
            }
        };
        return new SequenceInputStream(lines);
    }
}
