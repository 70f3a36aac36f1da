package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.keepwatch.contracts.Topic;
import io.keepwatch.platform.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Audit logs of real machines through the door and out of the activity topic, held against what another parser made of
 * them (elastic/go-libaudit, Apache-2.0). They are not part of this repository, see docs/linux-audit.md.
 */
@DisplayName("Audit logs of real machines, posted to the running platform")
class AuditSamplesEndToEndTest {
    private static final String SAMPLES = "KEEPWATCH_SAMPLES";
    /** The record types that one of our activities is made of, in the golden files' spelling. */
    private static final Set<String> OURS = Set.of("user_login", "user_start", "login", "execve");

    private static Path logs = Path.of(".");

    /** What the door answered about a log, and what it wrote. */
    private record Posted(long lines, JsonNode answer, List<JsonNode> activities) {}

    @BeforeAll
    static void shouldFindTheSamples() {
        String samples = System.getenv(SAMPLES);
        Assumptions.assumeTrue(samples != null, SAMPLES + " is not set: the audit logs are not here to be posted");
        logs = Path.of(String.valueOf(samples), "linux-audit");
    }

    @Test
    @DisplayName("single records: time, sequence, ids, arguments, address and result agree with the golden file")
    void shouldAgreeOnRecords() throws IOException {
        Map<Long, JsonNode> golden = new HashMap<>();
        Path log = logs.resolve("auparse/testdata/audit-rhel7.log");
        for (JsonNode expected : golden(log.resolveSibling("audit-rhel7.log.golden"))) {
            // A LOGIN is part of the session that its USER_START opens.
            String type = expected.path("record_type").asText();
            if (OURS.contains(type) && !type.equals("login")) {
                golden.put(expected.path("sequence").asLong(), expected);
            }
        }

        Posted posted = post(Files.readString(log));

        assertThat(posted.activities()).hasSize(golden.size());
        for (JsonNode activity : posted.activities()) {
            JsonNode expected = golden.getOrDefault(sequence(activity), Json.read("{}"));
            JsonNode data = expected.path("data");
            assertThat(time(activity)).isEqualTo(time(expected));
            switch (activity.path("type").asText()) {
                case "auth.login" -> {
                    assertThat(activity.path("outcome")).isEqualTo(data.path("result"));
                    assertThat(activity.path("ip")).isEqualTo(data.path("addr"));
                    assertThat(activity.path("user").asText())
                            .isEqualTo("uid:" + data.path("id").asText());
                }
                case "session.open" -> {
                    assertThat(activity.path("user")).isEqualTo(data.path("acct"));
                    assertThat(activity.path("session")).isEqualTo(data.path("ses"));
                }
                case "process.start" ->
                    assertThat(activity.path("arguments").asText())
                            .isEqualTo(IntStream.range(0, data.path("argc").asInt())
                                    .mapToObj(i -> data.path("a" + i).asText())
                                    .collect(Collectors.joining(" ")));
                default -> throw new AssertionError("not expected: " + activity);
            }
        }
    }

    @Test
    @DisplayName("coalesced events: time, sequence, ids, session, address, executable and result agree")
    void shouldAgreeOnEvents() throws IOException {
        for (String machine : List.of("random-internet", "rhel-7-linux-3.10.0")) {
            Map<Long, JsonNode> golden = new HashMap<>();
            for (JsonNode expected : golden(logs.resolve("aucoalesce/testdata/" + machine + ".json.golden"))) {
                JsonNode event = expected.path("event");
                if (OURS.contains(event.path("record_type").asText())) {
                    golden.put(event.path("sequence").asLong(), event);
                }
            }
            String records = Files.readAllLines(logs.resolve("aucoalesce/testdata/" + machine + ".yaml")).stream()
                    .map(String::strip)
                    .filter(line -> line.contains("msg=audit("))
                    .collect(Collectors.joining("\n", "", "\n"));

            Posted posted = post(records);

            assertThat(posted.activities()).hasSize(golden.size());
            for (JsonNode activity : posted.activities()) {
                JsonNode expected = golden.getOrDefault(sequence(activity), Json.read("{}"));
                assertThat(time(activity)).isEqualTo(time(expected));
                if (activity.path("type").asText().equals("auth.login")) {
                    assertThat(activity.path("user"))
                            .isEqualTo(expected.path("data").path("acct"));
                    assertThat(activity.path("ip"))
                            .isEqualTo(expected.path("source").path("ip"));
                    assertThat(expected.path("process").path("exe").asText())
                            .endsWith("/" + activity.path("application").asText());
                    assertThat(activity.path("outcome").asText())
                            .startsWith(expected.path("result").asText());
                } else {
                    assertThat(activity.path("user").asText())
                            .isEqualTo("uid:"
                                    + expected.path("user")
                                            .path("ids")
                                            .path("auid")
                                            .asText());
                    assertThat(activity.path("session")).isEqualTo(expected.path("session"));
                }
            }
        }
    }

    @Test
    @DisplayName("an ordinary log: two programs and a connection, with executable, arguments and address")
    void shouldReadAnOrdinaryLog() throws IOException {
        Posted posted = post(Files.readString(logs.resolve("testdata/normal.log")));

        assertThat(posted.activities())
                .extracting(
                        activity -> activity.path("type").asText(),
                        activity -> activity.path("executable").asText(),
                        activity -> activity.path("type").asText().equals("network.connect")
                                ? activity.path("remoteIp").asText()
                                : activity.path("arguments").asText())
                .containsExactlyInAnyOrder(
                        tuple("network.connect", "/usr/bin/python2.7;58d1ccfb (deleted)", "169.254.169.254"),
                        tuple("process.start", "/usr/bin/grep", "grep --color=auto mapping"),
                        tuple("process.start", "/usr/bin/cat", "cat securitybeat"));
    }

    @Test
    @DisplayName("a log with nothing of ours in it: every line is rejected with a reason")
    void shouldRejectTheRest() throws IOException {
        Posted posted = post(Files.readString(logs.resolve("auparse/testdata/audit-ubuntu14.log")));

        assertThat(posted.activities()).isEmpty();
        assertThat(posted.answer().path("rejected")).hasSize((int) posted.lines());
    }

    /** Posts records as a source of their own; whatever is in no activity must be rejected with a reason. */
    private static Posted post(String records) throws IOException {
        RunningPlatform running = RunningPlatform.shared();
        String source = "audit-samples-" + System.nanoTime();
        Requests.Answer answer = Requests.send(
                "POST",
                running.platform().url(Service.INGESTION) + "/v1/activity?format=auditd&source=" + source,
                records.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + running.token("event-writer"), "Content-Type", "text/plain"));
        List<JsonNode> activities = activities(running.platform().bootstrapServers(), source);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(activities.size());
        assertThat(answer.json().path("rejected"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("reason").asText()).isNotBlank());
        return new Posted(
                records.lines().filter(line -> !line.isBlank()).count(), answer.json(), List.copyOf(activities));
    }

    private static JsonNode golden(Path file) throws IOException {
        return Json.read(Files.readString(file));
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(
                event.path(event.has("time") ? "time" : "@timestamp").asText());
    }

    private static long sequence(JsonNode activity) {
        String id = activity.path("id").asText();
        return Long.parseLong(id.substring(id.lastIndexOf(':') + 1));
    }

    /** What the door wrote of a source: the answer came once it was durable, so what is there now is all. */
    private static List<JsonNode> activities(String bootstrapServers, String source) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.ACTIVITY.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<JsonNode> found = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.value() != null && message.value().contains(source)) {
                        found.add(Json.read(message.value()));
                    }
                });
            }
            return found;
        }
    }
}
