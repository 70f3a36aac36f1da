package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.platform.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Bad input: the documented answer, the good lines of the same request kept, the service up, never a 500")
class BadInputEndToEndTest {
    private static final int MEGA = 1_000_000;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final RunningPlatform running = RunningPlatform.shared();

    static Stream<Arguments> badLines() {
        return Stream.of(
                Arguments.of("malformed JSON", "{\"time\":"),
                Arguments.of("not JSON at all", "hello"),
                Arguments.of("an array in a line", "[1,2]"),
                Arguments.of("a wrong type", line("\"bytes\":true")),
                Arguments.of("a number as a string", line("\"bytes\":\"12\"")),
                Arguments.of("a negative size", line("\"bytes\":-1")),
                Arguments.of("a number no size can be", line("\"bytes\":1e400")),
                Arguments.of("an unknown activity", typed("file.eat")),
                Arguments.of("no type", "{\"id\":\"x\",\"time\":\"" + Instant.now() + "\",\"user\":\"tester\"}"),
                Arguments.of("no time", "{\"id\":\"x\",\"type\":\"web.visit\",\"user\":\"tester\"}"),
                Arguments.of("a time without an offset", timed("2026-02-15T09:00:00")),
                Arguments.of("a time that is none", timed("yesterday")),
                Arguments.of(
                        "a time far in the future",
                        timed(Instant.now().plus(Duration.ofHours(1)).toString())),
                Arguments.of("a time far in the past", timed("1999-12-31T23:59:59Z")),
                Arguments.of("the year 9999", timed("9999-12-31T23:59:59Z")),
                Arguments.of("a line of 10 MB", line("\"url\":\"" + "x".repeat(10 * MEGA) + "\"")),
                Arguments.of("deeply nested JSON", line("\"x\":" + "[".repeat(100_000) + "]".repeat(100_000))),
                Arguments.of("a NUL in a text", line("\"url\":\"a\\u0000b\"")),
                Arguments.of("half a surrogate pair", line("\"url\":\"\\ud800\"")),
                Arguments.of("one field twice", line("\"url\":\"a\",\"url\":\"b\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLines")
    void shouldRejectTheLineAndKeepTheOthers(String what, String line) {
        Requests.Answer answer = post(bytes(good() + "\n" + line + "\n" + good() + "\n"), Map.of());

        assertThat(answer.status()).as(what).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejectedCount").asInt()).isEqualTo(1);
        assertThat(answer.json().path("rejected").path(0).path("line").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejected").path(0).path("reason").asText())
                .isNotBlank();
    }

    @Test
    @DisplayName("invalid UTF-8")
    void shouldRejectInvalidUtf8() {
        byte[] before = bytes(good() + "\n{\"id\":\"");
        byte[] after = bytes("\"}\n" + good() + "\n");
        byte[] body = new byte[before.length + 2 + after.length];
        System.arraycopy(before, 0, body, 0, before.length);
        body[before.length] = (byte) 0xC3;
        body[before.length + 1] = (byte) 0x28;
        System.arraycopy(after, 0, body, before.length + 2, after.length);

        Requests.Answer answer = post(body, Map.of());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejected").path(0).path("line").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("the same id twice is accepted twice and counts once")
    void shouldAcceptARepeat() {
        String line = good();

        Requests.Answer answer = post(bytes(line + "\n" + line + "\n"), Map.of());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("an empty body, and a body of nothing readable: 400")
    void shouldRefuseWhatHoldsNothing() {
        assertThat(post(new byte[0], Map.of()).status()).isEqualTo(400);
        assertThat(post(new byte[0], Map.of()).problem()).isEqualTo("unreadable");
        Requests.Answer nothing = post(bytes("hello\nworld\n"), Map.of());
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.json().path("rejectedCount").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("a wrong content type and an unknown encoding: 415; an unknown format: 400")
    void shouldRefuseWhatItDoesNotRead() {
        assertThat(post(bytes(good()), Map.of("Content-Type", "application/xml"))
                        .status())
                .isEqualTo(415);
        assertThat(post(bytes(good()), Map.of("Content-Encoding", "br")).status())
                .isEqualTo(415);
        Requests.Answer unknown = Requests.send(
                "POST",
                activity() + "&format=tea-leaves",
                bytes(good()),
                headers(Map.of("Content-Type", "text/plain")));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.problem()).isEqualTo("parameter");
    }

    @Test
    @DisplayName("gzip is unpacked; what is not gzip is refused; a bomb is refused, and memory stays")
    void shouldWithstandGzipBombs() throws IOException {
        assertThat(post(gzipped(bytes(good() + "\n"), 1), Map.of("Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(202);
        assertThat(post(bytes("not gzip"), Map.of("Content-Encoding", "gzip")).status())
                .isEqualTo(400);
        byte[] blank = new byte[10 * MEGA];
        Arrays.fill(blank, (byte) '\n');

        Requests.Answer bomb = post(gzipped(blank, 210), Map.of("Content-Encoding", "gzip"));

        assertThat(bomb.status()).isEqualTo(413);
        assertThat(bomb.problem()).isEqualTo("too-large");
    }

    @Test
    @DisplayName("audit records: what is none is rejected with a reason, the others of the request are read")
    void shouldRejectWhatIsNoAuditRecord() {
        String stamp = "msg=audit(" + Instant.now().getEpochSecond() + ".000:";
        String body = "type=USER_LOGIN " + stamp
                + "1): auid=1 ses=1 msg='acct=\"tester\" exe=\"/usr/sbin/sshd\" res=success'\n"
                + "no record\n"
                + "type=CONFIG_CHANGE " + stamp + "2): res=1\n";

        Requests.Answer answer = Requests.send(
                "POST", activity() + "&format=auditd", bytes(body), headers(Map.of("Content-Type", "text/plain")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("rejectedCount").asInt()).isEqualTo(2);
    }

    @AfterEach
    void shouldStillBeUp() {
        for (Service service : new Service[] {Service.INGESTION, Service.CASE_MANAGEMENT, Service.NOTIFICATION}) {
            assertThat(Requests.send("GET", running.platform().url(service) + "/q/health/live", new byte[0], Map.of())
                            .status())
                    .as(service.programName())
                    .isEqualTo(200);
        }
    }

    private Requests.Answer post(byte[] body, Map<String, String> more) {
        return Requests.send("POST", activity(), body, headers(more));
    }

    private String activity() {
        return running.platform().url(Service.INGESTION) + "/v1/activity?source=bad-input";
    }

    private Map<String, String> headers(Map<String, String> more) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Authorization", "Bearer " + running.token("event-writer"));
        headers.put("Content-Type", "application/x-ndjson");
        headers.putAll(more);
        return headers;
    }

    private static String good() {
        return line("\"url\":\"https://docs.example/\"");
    }

    private static String line(String attribute) {
        return "{\"id\":\"bad-input-%d\",\"time\":\"%s\",\"type\":\"%s\",\"user\":\"tester\",%s}"
                .formatted(
                        COUNTER.incrementAndGet(),
                        Instant.now(),
                        attribute.startsWith("\"bytes") ? "file.access" : "web.visit",
                        attribute);
    }

    private static String typed(String type) {
        return "{\"id\":\"x\",\"time\":\"%s\",\"type\":\"%s\",\"user\":\"tester\"}".formatted(Instant.now(), type);
    }

    private static String timed(String time) {
        return "{\"id\":\"x\",\"time\":\"%s\",\"type\":\"web.visit\",\"user\":\"tester\"}".formatted(time);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One member, again and again: a reader of gzip must read them all. */
    private static byte[] gzipped(byte[] content, int times) throws IOException {
        ByteArrayOutputStream once = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(once)) {
            gzip.write(content);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            once.writeTo(all);
        }
        return all.toByteArray();
    }
}
