package io.keepwatch.ingestion.auditd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.SessionOpen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Logs of real machines with what another parser made of them (elastic/go-libaudit, Apache-2.0). They are not part of
 * this repository: {@code KEEPWATCH_SAMPLES} names the folder that holds {@code linux-audit}.
 */
@DisplayName("Audit logs of real machines agree with the golden files")
class AuditdGoldenTest {
    private static final String SAMPLES = "KEEPWATCH_SAMPLES";
    private static Path root = Path.of(".");

    @BeforeAll
    static void shouldFindTheSamples() {
        String samples = System.getenv(SAMPLES);
        Assumptions.assumeTrue(
                samples != null, SAMPLES + " is not set: the golden audit logs are not here to compare with");
        root = Path.of(String.valueOf(samples), "linux-audit");
    }

    @Test
    @DisplayName(
            "coalesced events: time, sequence, ids, address and result agree; every other line is rejected with a reason")
    void shouldAgreeOnEvents() throws IOException {
        int read = 0;
        for (String file : List.of("random-internet", "rhel-7-linux-3.10.0")) {
            Map<String, List<String>> logs = events(root.resolve("aucoalesce/testdata/" + file + ".yaml"));
            JsonNode golden = golden(root.resolve("aucoalesce/testdata/" + file + ".json.golden"));
            assertThat(logs).hasSize(golden.size());
            for (JsonNode expected : golden) {
                List<String> lines =
                        logs.getOrDefault(expected.path("test_name").asText(), List.of());
                Decoded decoded = Decoded.of(lines);
                JsonNode event = expected.path("event");
                switch (event.path("record_type").asText()) {
                    case "user_login" -> {
                        AuthLogin login = decoded.only(AuthLogin.class);
                        agree(event, login);
                        assertThat(login.header().user())
                                .isEqualTo(event.path("data").path("acct").asText());
                        assertThat(login.outcome())
                                .startsWith(event.path("result").asText());
                        assertThat(login.ip())
                                .isEqualTo(event.path("source").path("ip").asText());
                        assertThat(login.application())
                                .isEqualTo(fileName(
                                        event.path("process").path("exe").asText()));
                        assertThat(login.privileged()).isTrue();
                        read++;
                    }
                    case "login" -> {
                        SessionOpen session = decoded.only(SessionOpen.class);
                        agree(event, session);
                        assertThat(session.header().user())
                                .isEqualTo("uid:"
                                        + event.path("user")
                                                .path("ids")
                                                .path("auid")
                                                .asText());
                        assertThat(session.session())
                                .isEqualTo(event.path("session").asText());
                        read++;
                    }
                    default -> {
                        assertThat(decoded.activities()).isEmpty();
                        assertThat(decoded.rejected()).hasSize(lines.size());
                    }
                }
            }
        }
        assertThat(read).isEqualTo(2);
    }

    @Test
    @DisplayName("single records: logins, sessions and arguments agree; every other line is rejected with a reason")
    void shouldAgreeOnRecords() throws IOException {
        List<String> lines = lines(root.resolve("auparse/testdata/audit-rhel7.log"));
        Map<Long, JsonNode> login = bySequence("user_login");
        Map<Long, JsonNode> started = bySequence("user_start");
        Map<Long, JsonNode> programs = bySequence("execve");

        Decoded decoded = Decoded.of(lines);

        assertThat(decoded.activities()).hasSize(login.size() + started.size() + programs.size());
        for (Activity activity : decoded.activities()) {
            switch (activity) {
                case AuthLogin it -> {
                    JsonNode expected = agreeOnRecord(login, it);
                    assertThat(it.header().user())
                            .isEqualTo("uid:" + expected.path("id").asText());
                    assertThat(it.outcome()).isEqualTo(expected.path("result").asText());
                    assertThat(it.ip()).isEqualTo(expected.path("addr").asText());
                }
                case SessionOpen it -> {
                    JsonNode expected = agreeOnRecord(started, it);
                    assertThat(it.header().user())
                            .isEqualTo(expected.path("acct").asText());
                    assertThat(it.session()).isEqualTo(expected.path("ses").asText());
                }
                case ProcessStart it -> assertThat(it.arguments()).isEqualTo(arguments(agreeOnRecord(programs, it)));
                default -> throw new AssertionError("not expected: " + activity);
            }
        }
        // Of the lines that are not the activities' own, one CWD and one PATH belong to a program, one LOGIN to a
        // session.
        assertThat(decoded.rejected())
                .hasSize(lines.size() - decoded.activities().size() - 3);
        assertThat(decoded.rejected().values()).noneMatch(String::isBlank);
    }

    @Test
    @DisplayName(
            "events of several records: two programs and a connection; the unix socket and the lost address are rejected")
    void shouldReadAnOrdinaryLog() throws IOException {
        Decoded decoded = Decoded.of(lines(root.resolve("testdata/normal.log")));

        assertThat(decoded.activities()).hasSize(3);
        NetworkConnect connect = (NetworkConnect) decoded.activities().get(0);
        assertThat(connect.header().id()).isEqualTo("1492037289.295:58");
        assertThat(connect.remoteIp()).isEqualTo("169.254.169.254");
        assertThat(connect.remotePort()).isEqualTo(80);
        assertThat(connect.executable()).isEqualTo("/usr/bin/python2.7;58d1ccfb (deleted)");
        ProcessStart grep = (ProcessStart) decoded.activities().get(1);
        assertThat(grep.header().time()).isEqualTo(Instant.parse("2017-04-12T22:48:11.036Z"));
        assertThat(grep.header().user()).isEqualTo("uid:1000");
        assertThat(grep.executable()).isEqualTo("/usr/bin/grep");
        assertThat(grep.arguments()).isEqualTo("grep --color=auto mapping");
        assertThat(grep.session()).isEqualTo("802");
        assertThat(grep.parent()).isEqualTo("12041");
        assertThat(((ProcessStart) decoded.activities().get(2)).arguments()).isEqualTo("cat securitybeat");
        assertThat(decoded.rejected()).hasSize(5);
    }

    @Test
    @DisplayName("addresses of SOCKADDR records agree")
    void shouldAgreeOnAddresses() throws IOException {
        for (JsonNode expected : golden(root.resolve("auparse/testdata/audit-rhel7.log.golden"))) {
            JsonNode data = expected.path("data");
            if (expected.path("record_type").asText().equals("sockaddr")) {
                String raw = expected.path("raw_msg").asText();
                SocketAddress address = SocketAddress.read(raw.substring(raw.indexOf("saddr=") + "saddr=".length()));
                switch (data.path("family").asText()) {
                    case "ipv4", "ipv6" ->
                        assertThat(address)
                                .isEqualTo(new SocketAddress.Inet(
                                        data.path("addr").asText(),
                                        data.path("port").asInt()));
                    case "unix", "netlink" ->
                        assertThat(address)
                                .isEqualTo(new SocketAddress.Other(
                                        data.path("family").asText()));
                    default -> assertThat(address).isEqualTo(new SocketAddress.Other("other"));
                }
            }
        }
    }

    private static void agree(JsonNode event, Activity activity) {
        assertThat(activity.header().time())
                .isEqualTo(Instant.parse(event.path("@timestamp").asText()));
        assertThat(sequence(activity)).isEqualTo(event.path("sequence").asLong());
    }

    private static JsonNode agreeOnRecord(Map<Long, JsonNode> golden, Activity activity) {
        JsonNode expected = golden.getOrDefault(sequence(activity), MissingNode.getInstance());
        agree(expected, activity);
        return expected.path("data");
    }

    private static long sequence(Activity activity) {
        String id = activity.header().id();
        return Long.parseLong(id.substring(id.lastIndexOf(':') + 1));
    }

    private static String arguments(JsonNode data) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < data.path("argc").asInt(); i++) {
            arguments.add(data.path("a" + i).asText());
        }
        return String.join(" ", arguments);
    }

    private static Map<Long, JsonNode> bySequence(String type) throws IOException {
        return StreamSupport.stream(
                        golden(root.resolve("auparse/testdata/audit-rhel7.log.golden"))
                                .spliterator(),
                        false)
                .filter(expected -> expected.path("record_type").asText().equals(type))
                .collect(Collectors.toMap(expected -> expected.path("sequence").asLong(), Function.identity()));
    }

    private static JsonNode golden(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    }

    /** The block texts below {@code tests:}, by name; no more of YAML is needed to read them. */
    private static Map<String, List<String>> events(Path file) throws IOException {
        Map<String, List<String>> events = new java.util.LinkedHashMap<>();
        String name = "";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("    ")) {
                events.computeIfAbsent(name, event -> new ArrayList<>()).add(line.strip());
            } else if (line.startsWith("  ") && line.endsWith(": |")) {
                name = line.substring(2, line.length() - ": |".length());
            }
        }
        return events;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
