package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.hunting.HuntingConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Requests drawn at random, at all doors; {@code -Dkeepwatch.hunting.fuzz=100000} puts more, {@code
 * -Dkeepwatch.hunting.seed} others.
 */
@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class FuzzDoorTest {
    private static final int REQUESTS = Integer.getInteger("keepwatch.hunting.fuzz", 500);
    private static final long SEED = Long.getLong("keepwatch.hunting.seed", 6);
    /** Requests with one token, which expires after five minutes. */
    private static final int TOKEN = 1_000;

    private static final String CANARY = "canary-7d1f";
    private static final long MOST_GROWTH = 64L << 20;

    @Inject
    HuntingConfig config;

    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    @Test
    @DisplayName("G14: no request is the service's failure, none gets out of the data directory, and memory stays flat")
    void shouldSurviveRandomRequests() throws Exception {
        Path secret = Files.writeString(config.directory().resolveSibling("secret.csv"), "id\n" + CANARY + "\n");
        SomeRequests requests = new SomeRequests(new SplittableRandom(SEED), secret.toString());
        Map<Integer, Integer> statuses = new TreeMap<>();
        long before = 0;
        String token = "";
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < REQUESTS; i++) {
                if (i % TOKEN == 0) {
                    token = Api.token("fuzz", "analyst");
                }
                if (i == REQUESTS / 10) {
                    before = used();
                }
                String request = requests.next();
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + request))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                String body = new String(answer.body(), StandardCharsets.UTF_8);
                assertThat(answer.statusCode())
                        .as("request %d, seed %d: %s%n%s", i, SEED, request, body)
                        .isLessThan(500)
                        .isNotIn(401, 403, 429);
                assertThat(body).as("request %d, seed %d: %s", i, SEED, request).doesNotContain(CANARY, "root:x:");
                statuses.merge(answer.statusCode(), 1, Integer::sum);
            }
        }
        long growth = used() - before;
        System.out.println("{\"figure\":\"hunting-fuzz\",\"seed\":%d,\"requests\":%d,\"statuses\":\"%s\",\"growth\":%d}"
                .formatted(SEED, REQUESTS, statuses, growth));
        assertThat(statuses.getOrDefault(200, 0)).isGreaterThan(REQUESTS / 10);
        assertThat(statuses.getOrDefault(400, 0)).isGreaterThan(REQUESTS / 10);
        assertThat(growth).as("bytes of heap more than after a tenth").isLessThan(MOST_GROWTH);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
