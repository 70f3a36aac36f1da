package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.hunting.HuntingConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Requests drawn at random, at all doors, several at once; {@code -Dkeepwatch.fuzz.requests=100000} puts more, {@code
 * -Dkeepwatch.fuzz.seed} others. Seed and number alone say what a request is: {@code -Dkeepwatch.fuzz.first} begins
 * with the one that failed.
 */
@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class FuzzDoorTest {
    private static final int REQUESTS = Integer.getInteger("keepwatch.fuzz.requests", 500);
    private static final long SEED = Long.getLong("keepwatch.fuzz.seed", 6);
    private static final int FIRST = Integer.getInteger("keepwatch.fuzz.first", 0);
    /** Half the places there are: one is given back a moment after its answer is there. */
    private static final int ASKERS = RealBroker.AT_ONCE / 2;
    /** Requests of one asker with one token, which expires after five minutes. */
    private static final int TOKEN = 250;

    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Answers, refusals that explain, and limits that say so. */
    private static final Set<Integer> EXPECTED = Set.of(200, 204, 400, 404, 414, 422);

    /** After so many requests a long run says how it goes. */
    private static final int REPORTED = 5_000;

    private static final String CANARY = "canary-7d1f";
    private static final long MOST_GROWTH = 64L << 20;
    /** What is not the heap's: DuckDB's memory above all, and what the process keeps of what was freed. */
    private static final long MOST_GROWTH_BESIDE = 256L << 20;

    /** So many are looked at together; more would say no more. */
    private static final int MOST_FAILURES = 20;

    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

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
        int warm = FIRST + REQUESTS / 10;
        long begin = System.nanoTime();

        ask(FIRST, warm, secret.toString());
        Memory before = Memory.now();
        Memory growth = before.minus(before);
        for (int from = warm; from < FIRST + REQUESTS; from += REPORTED) {
            int to = Math.min(from + REPORTED, FIRST + REQUESTS);
            ask(from, to, secret.toString());
            growth = Memory.now().minus(before);
            System.out.printf(
                    "{\"figure\":\"hunting-fuzz\",\"seed\":%d,\"requests\":%d,\"statuses\":\"%s\",\"failures\":%d,"
                            + "\"seconds\":%d,\"growth\":%d,\"growthBeside\":%d}%n",
                    SEED,
                    to - FIRST,
                    statuses,
                    failures.size(),
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                    growth.heap(),
                    growth.beside());
        }
        assertThat(failures).isEmpty();
        assertThat(count(200)).isGreaterThan(REQUESTS / 10);
        assertThat(count(400)).isGreaterThan(REQUESTS / 10);
        assertThat(growth.heap()).as("bytes of heap more than after a tenth").isLessThan(MOST_GROWTH);
        assertThat(growth.beside())
                .as("bytes beside the heap more than after a tenth")
                .isLessThan(MOST_GROWTH_BESIDE);
    }

    private long count(int status) {
        return statuses.getOrDefault(status, new LongAdder()).sum();
    }

    /** Puts the requests of these numbers, several at once. */
    private void ask(int from, int to, String secret) throws Exception {
        AtomicInteger next = new AtomicInteger(from);
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService askers = Executors.newFixedThreadPool(ASKERS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int asker = 0; asker < ASKERS; asker++) {
                Tokens tokens = new Tokens();
                all.add(askers.submit(() -> {
                    for (int number = next.getAndIncrement();
                            number < to && failures.size() < MOST_FAILURES;
                            number = next.getAndIncrement()) {
                        ask(client, number, SomeRequests.of(SEED, number, secret), tokens.get());
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private void ask(HttpClient client, int number, String request, String token) throws InterruptedException {
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + request))
                            .timeout(LONGEST)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            failures.add("%d, seed %d: %s%n%s".formatted(number, SEED, request, e));
            return;
        }
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (!EXPECTED.contains(answer.statusCode()) || body.contains(CANARY) || body.contains("root:x:")) {
            failures.add("%d, seed %d: %s%n%d %s".formatted(number, SEED, request, answer.statusCode(), body));
        }
        statuses.computeIfAbsent(answer.statusCode(), status -> new LongAdder()).increment();
    }

    /** Tokens of one asker, new ones in time. */
    private static final class Tokens implements Supplier<String> {
        private String token = "";
        private int used;

        @Override
        public String get() {
            if (used++ % TOKEN == 0) {
                token = Api.token("fuzz", "analyst");
            }
            return token;
        }
    }

    /**
     * Bytes the process has.
     *
     * @param heap in use after a collection
     * @param beside resident, but not the heap's
     */
    private record Memory(long heap, long beside) {
        private static final String RESIDENT = "VmRSS:";

        static Memory now() throws IOException {
            System.gc();
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("[^0-9]", "");
            return new Memory(heap.getUsed(), (Long.parseLong(resident) << 10) - heap.getCommitted());
        }

        Memory minus(Memory other) {
            return new Memory(heap - other.heap, beside - other.beside);
        }
    }
}
