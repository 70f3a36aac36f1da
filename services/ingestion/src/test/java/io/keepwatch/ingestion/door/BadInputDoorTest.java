package io.keepwatch.ingestion.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(Broker.class)
class BadInputDoorTest {
    private static final String HEAD = "{\"id\":\"bad\",\"time\":\"2026-01-05T09:00:00Z\",\"type\":\"usb.write\"";
    private final String source = "feed-" + UUID.randomUUID();

    @BeforeEach
    void awaitReady() {
        Door.awaitReady();
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                bad("not JSON", "{\"id\":", "not readable as JSON"),
                bad("a list where an activity belongs", "[]", "expected a JSON object"),
                bad("two values", HEAD + "} {}", "more than one JSON value"),
                bad("unknown type", HEAD.replace("usb.write", "usb.wipe") + "}", "type: unknown"),
                bad("type is a number", HEAD.replace("\"usb.write\"", "7") + "}", "type: expected text"),
                bad("missing time", "{\"id\":\"bad\",\"type\":\"usb.write\"}", "time: missing"),
                bad("missing type", "{\"id\":\"bad\",\"time\":\"2026-01-05T09:00:00Z\"}", "type: missing"),
                bad("time without offset", HEAD.replace("00Z", "00") + "}", "time: expected"),
                bad("far future", HEAD.replace("2026-01-05", "9999-12-31") + "}", "time: more than 10 minutes"),
                bad("far past", HEAD.replace("2026-01-05", "0001-01-01") + "}", "time: before 2000"),
                bad(
                        "just before 2000",
                        HEAD.replace("2026-01-05T09:00:00Z", "1999-12-31T23:59:59.999Z") + "}",
                        "time:"),
                bad("number as text", HEAD + ",\"bytes\":\"12\"}", "bytes: expected a whole number"),
                bad("negative number", HEAD + ",\"bytes\":-1}", "bytes: expected a number that is not negative"),
                bad("1e400", HEAD + ",\"bytes\":1e400}", "bytes: expected a whole number"),
                bad("half a byte", HEAD + ",\"bytes\":0.5}", "bytes: expected a whole number"),
                bad("more than a long", HEAD + ",\"bytes\":99999999999999999999}", "bytes: expected a whole number"),
                bad("NaN", HEAD + ",\"bytes\":NaN}", "not readable as JSON"),
                bad("text is a number", HEAD + ",\"device\":5}", "device: expected text"),
                bad("duplicate key", HEAD + ",\"bytes\":1,\"bytes\":2}", "bytes: given twice"),
                bad("duplicate user", HEAD + ",\"user\":\"a\",\"user\":\"b\"}", "user: given twice"),
                bad("NUL in a text", HEAD + ",\"device\":\"a\\u0000b\"}", "device: contains a NUL"),
                bad("lone surrogate", HEAD + ",\"device\":\"\\ud800x\"}", "device: contains half"),
                bad("blank user", HEAD + ",\"user\":\" \"}", "user: is blank"),
                bad("endless user", HEAD + ",\"user\":\"" + "u".repeat(257) + "\"}", "user: longer than 256"),
                bad(
                        "depth 10,000",
                        HEAD + ",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        "beyond the limits"),
                bad("a number of 10,000 digits", HEAD + ",\"bytes\":" + "9".repeat(10_000) + "}", "beyond the limits"),
                bad("a line over 1 MB", HEAD + ",\"device\":\"" + "d".repeat(1_000_000) + "\"}", "longer than 1000000"),
                bad("a line of 10 MB", "\"" + "z".repeat(10_000_000) + "\"", "longer than 1000000 bytes"),
                Arguments.of("invalid UTF-8", broken(HEAD + ",\"device\":\"", "ff", "\"}"), "not UTF-8 text"),
                Arguments.of(
                        "invalid UTF-8 where nobody looks", broken(HEAD + ",\"x\":\"", "c080", "\"}"), "not UTF-8"),
                Arguments.of("an encoded surrogate", broken(HEAD + ",\"x\":\"", "eda080", "\"}"), "not UTF-8 text"),
                Arguments.of("UTF-16", (HEAD + "}").getBytes(StandardCharsets.UTF_16BE), "not UTF-8 text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLines")
    @DisplayName("Each bad line is rejected with its reason, the good lines around it are kept")
    void shouldRejectABadLineAndKeepTheOthers(String what, byte[] line, String reason) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((Door.usb("g-1", "jdoe", 1) + "\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(line);
        body.writeBytes(("\n" + Door.usb("g-2", "jdoe", 1)).getBytes(StandardCharsets.UTF_8));
        Door.post(source, body.toByteArray())
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("rejectedCount", equalTo(1))
                .body("rejected.line", equalTo(List.of(2)))
                .body("rejected[0].reason", startsWith(reason));
    }

    @Test
    @DisplayName("What is read but wrong throughout is answered line by line, not as a whole")
    void shouldAnswerLineByLineWhereNothingIsValid() {
        Door.post(source, HEAD.replace("usb.write", "no.such") + "}")
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("rejectedCount", equalTo(1));
    }

    @Test
    void shouldListTheFirstThousandRejectionsAndCountAll() {
        Door.post(source, (Door.usb("g", "jdoe", 1) + "\n") + "{}\n".repeat(1_500))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("rejected", hasSize(1_000))
                .body("rejectedCount", equalTo(1_500));
    }

    @Test
    @DisplayName("Duplicate ids are accepted: they count once in every consumer")
    void shouldAcceptDuplicateIds() {
        String line = Door.usb("same", "jdoe", 1) + "\n";
        Door.post(source, line + line).statusCode(202).body("accepted", equalTo(2));
    }

    @Test
    @DisplayName("A gzip bomb is stopped with 413, the lines before it are durable")
    void shouldStopAGzipBomb() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((Door.usb("g-1", "jdoe", 1) + "\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(new byte[150_000_000]);
        byte[] bomb = Door.gzip(body.toByteArray());
        assertThat(bomb.length).isLessThan(200_000);
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("event-writer"))
                .header("Content-Type", Door.NDJSON)
                .header("Content-Encoding", "gzip")
                .body(bomb)
                .post("/v1/activity")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:keepwatch:problem:too-large"))
                .body("accepted", equalTo(1))
                .body("settledLines", lessThan(3));
    }

    @Test
    void shouldKeepTheLinesBeforeABodyThatBreaksOff() {
        byte[] whole = Door.gzip((Door.usb("g-1", "jdoe", 1) + "\n" + randomText()).getBytes(StandardCharsets.UTF_8));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("event-writer"))
                .header("Content-Type", Door.NDJSON)
                .header("Content-Encoding", "gzip")
                .body(half)
                .post("/v1/activity")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("rejected[-1].reason", startsWith("the body breaks off"));
    }

    private static String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append(UUID.randomUUID()).append('\n');
        }
        return text.toString();
    }

    private static Arguments bad(String what, String line, String reason) {
        return Arguments.of(what, line.getBytes(StandardCharsets.UTF_8), reason);
    }

    private static byte[] broken(String before, String hex, String after) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        line.writeBytes(HexFormat.of().parseHex(hex));
        line.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return line.toByteArray();
    }
}
