package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.keepwatch.platform.Service;
import io.keepwatch.platform.process.RepositoryRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make backtest CANDIDATE=… FROM=… TO=…}, its two commands one after the other. */
@DisplayName("Rules on what the running platform keeps")
class BacktestEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final List<String> PARTS = List.of("catalogue", "lists", "model", "policies", "exceptions");
    private static final String USB = "catalogue/siem/usb-mass-storage/rule.drl";
    /** A year of which nobody else tells anything. */
    private static final String WRITE =
            "{\"id\":\"%s\",\"time\":\"2007-05-%s\",\"type\":\"usb.write\",\"user\":\"%s\",\"device\":\"stick\",\"bytes\":60000000}\n";

    private final RunningPlatform running = RunningPlatform.shared();
    private final Path repository = RepositoryRoot.find();

    @TempDir
    private Path directory = Path.of(".");

    /** One person under two accounts: late one evening, early the next morning, and two days later. */
    @BeforeEach
    void tell() throws InterruptedException {
        send(
                "PUT",
                "identity-writer",
                "/v1/identities",
                "{\"subject\":\"B7001\",\"accounts\":[\"bela\",\"bela@corp.example\"],\"timeZone\":\"UTC\",\"validFrom\":\"2007-01-01T00:00:00Z\"}\n");
        send(
                "POST",
                "event-writer",
                "/v1/activity?source=usb-agent",
                WRITE.formatted("b-1", "01T23:00:00Z", "bela") + WRITE.formatted("b-3", "04T12:00:00.5+02:00", "bela"));
        send(
                "POST",
                "event-writer",
                "/v1/activity?source=mdm",
                WRITE.formatted("b-2", "02T01:00:00Z", "bela@corp.example"));
        awaitStored();
    }

    @Test
    @DisplayName(
            "the candidate adds what only it finds; what came before counts, and accounts are the person they were")
    void shouldBacktestWhatThePlatformKeeps() throws Exception {
        Path history = directory.resolve("backtest/history.ndjson");

        RunningPlatform.Ran fetched = history("2007-05-02", "2007-05-05T00:00:00Z", history);

        assertThat(fetched.exit()).as(fetched.said()).isZero();
        assertThat(fetched.said()).contains("Fetched 2 activities, and 1 of the 30 days before");
        assertThat(Files.readAllLines(history).stream().map(Json::read))
                .extracting(
                        line -> line.path("id").asText(),
                        line -> line.path("source").asText(),
                        line -> line.path("subject").asText())
                .containsExactly(
                        tuple("b-1", "usb-agent", "B7001"),
                        tuple("b-2", "mdm", "B7001"),
                        tuple("b-3", "usb-agent", "B7001"));

        RunningPlatform.Ran backtested = backtest(history, "2007-05-02", "2007-05-05T00:00:00Z");

        assertThat(backtested.exit()).as(backtested.said()).isZero();
        assertThat(backtested.said()).contains("3 activities of 1 people");
        // live, candidate, added, removed, changed, people
        assertThat(backtested
                        .said()
                        .lines()
                        .filter(line -> line.startsWith("usb-mass-storage "))
                        .map(line -> List.of(line.split("\\s+"))))
                .singleElement()
                .satisfies(row -> assertThat(row).startsWith("usb-mass-storage", "1", "2", "1", "0", "0", "1"));
    }

    @Test
    @DisplayName("what makes no sense, and a time of which nothing is kept, is said in a sentence; no file is made")
    void shouldSayWhatIsWrong() throws Exception {
        Path history = directory.resolve("backtest/history.ndjson");

        assertWrong(history("2007-05-05", "2007-05-02", history), "FROM is not before TO");
        assertWrong(history("2007-05-02T09:00:00", "2007-05-05", history), "FROM: expected a day (of UTC)");
        assertWrong(history("2007-05-02", "tomorrow", history), "TO: expected a day (of UTC)");
        assertWrong(history("2007-07-01", "2007-07-02", history), "no activity from 2007-07-01T00:00:00Z");

        assertThat(history).doesNotExist();
    }

    private static void assertWrong(RunningPlatform.Ran ran, String why) {
        assertThat(ran.exit()).as(ran.said()).isNotZero();
        assertThat(ran.said()).contains(why).doesNotContain("\tat ");
    }

    private RunningPlatform.Ran history(String from, String to, Path file) throws IOException, InterruptedException {
        return running.command(
                PATIENCE, "history", "--from", from, "--to", to, "--before", "30", "--out", file.toString());
    }

    /** The live rules, and the same with half the threshold. */
    private RunningPlatform.Ran backtest(Path history, String from, String until)
            throws IOException, InterruptedException {
        Path candidate = directory.resolve("candidate");
        for (String part : PARTS) {
            copy(repository.resolve("rules").resolve(part), candidate.resolve(part));
        }
        Path changed = candidate.resolve(USB);
        Files.writeString(changed, Files.readString(changed).replace("100 * MB", "50 * MB"));
        Path engine = repository.resolve("rules/engine/target");
        return running.run(
                PATIENCE,
                "io.keepwatch.rules.cli.Keepwatch",
                engine.resolve("classes") + ":" + engine.resolve("lib") + "/*",
                "backtest",
                "--rules",
                repository.resolve("rules").toString(),
                "--candidate",
                candidate.toString(),
                "--file",
                history.toString(),
                "--from",
                from,
                "--until",
                until,
                "--out",
                directory.resolve("report").toString());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    private void send(String method, String role, String path, String lines) {
        Requests.Answer answer = Requests.send(
                method,
                running.platform().url(Service.INGESTION) + path,
                lines.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + running.token(role), "Content-Type", "application/x-ndjson"));
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        assertThat(answer.json().path("rejectedCount").asInt())
                .as(answer.body())
                .isZero();
    }

    private void awaitStored() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        JsonNode found = stored();
        while (found.size() < 3 && System.nanoTime() < until) {
            Thread.sleep(BETWEEN_LOOKS);
            found = stored();
        }
        assertThat(found).hasSize(3);
    }

    private JsonNode stored() {
        Requests.Answer answer = Requests.send(
                "GET",
                running.platform().url(Service.HUNTING) + "/v1/hunt?q=subject%3DB7001",
                new byte[0],
                Map.of("Authorization", "Bearer " + running.token("analyst")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("items");
    }
}
