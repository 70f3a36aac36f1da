package io.keepwatch.notification.hr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.keepwatch.notification.TopicReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class HrRefusalTest {
    private static final String FOREIGN = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private final Instant now = Instant.now();

    static Stream<Named<BiFunction<Hris, String, Response>>> forgeries() {
        Instant now = Instant.now();
        return Stream.of(
                Named.of("wrong key", (hris, body) -> hris.withSecret(FOREIGN).post(body)),
                Named.of(
                        "stale",
                        (hris, body) -> hris.signedAt(now.minusSeconds(310)).post(body)),
                Named.of(
                        "from the future",
                        (hris, body) -> hris.signedAt(now.plusSeconds(330)).post(body)),
                Named.of(
                        "another time than signed",
                        (hris, body) ->
                                hris.post(bytes(body), Long.toString(now.getEpochSecond() + 60), hris.signature(body))),
                Named.of(
                        "another id than signed",
                        (hris, body) -> hris.post(
                                bytes(body),
                                hris.timestamp(),
                                Hris.signature(TestPlatform.HR_SECRET, "msg_other", now, body))),
                Named.of(
                        "one byte changed",
                        (hris, body) -> hris.post(
                                bytes(body.replace("2026-02-20", "2026-02-21")),
                                hris.timestamp(),
                                hris.signature(body))),
                Named.of(
                        "a blank added",
                        (hris, body) -> hris.post(bytes(body + " "), hris.timestamp(), hris.signature(body))),
                Named.of("not UTF-8", (hris, body) -> {
                    byte[] raw = bytes(body);
                    raw[body.indexOf("person-")] = (byte) 0xff;
                    String replaced = new String(raw, StandardCharsets.UTF_8);
                    return hris.post(raw, hris.timestamp(), hris.signature(replaced));
                }),
                Named.of("no signature", (hris, body) -> hris.post(bytes(body), hris.timestamp(), "")),
                Named.of(
                        "another scheme",
                        (hris, body) -> hris.post(
                                bytes(body),
                                hris.timestamp(),
                                hris.signature(body).replace("v1,", "v1a,"))),
                Named.of(
                        "half a signature",
                        (hris, body) -> hris.post(
                                bytes(body),
                                hris.timestamp(),
                                hris.signature(body).substring(0, 20))),
                Named.of(
                        "ten thousand signatures",
                        (hris, body) -> hris.post(
                                bytes(body),
                                hris.timestamp(),
                                ("v1," + "A".repeat(44) + " ").repeat(100) + hris.signature(body))),
                Named.of("time of words", (hris, body) -> hris.post(bytes(body), "now", hris.signature(body))),
                Named.of(
                        "time beyond numbers",
                        (hris, body) -> hris.post(bytes(body), "9".repeat(40), hris.signature(body))));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    @DisplayName("H02: what is not provably of the HR system is refused, counted, and changes nothing")
    void shouldRefuseForgeries(BiFunction<Hris, String, Response> forgery) {
        String subject = Hris.somebody();
        Hris hris = new Hris();
        double before = refused("webhook-signature");

        Response answer = forgery.apply(hris, Hris.resignation(subject, now));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.path("type").toString()).isEqualTo("urn:keepwatch:problem:webhook-signature");
        assertThat(refused("webhook-signature")).isEqualTo(before + 1);
        // Nothing stands in the way of the genuine one under the same id.
        new Hris()
                .withId(hris.id())
                .post(Hris.resignation(subject, now.minusSeconds(5)))
                .then()
                .statusCode(202);
        Await.until(() -> assertThat(published(subject)).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    @DisplayName("H02: all three headers are needed")
    void shouldRefuseMissingHeaders(String missing) {
        String body = Hris.resignation(Hris.somebody(), now);
        Hris hris = new Hris();
        var request = given().auth()
                .oauth2(Tokens.of("hr-notifier"))
                .contentType("application/json")
                .body(body);
        for (var header : List.of(
                List.of("webhook-id", hris.id()),
                List.of("webhook-timestamp", hris.timestamp()),
                List.of("webhook-signature", hris.signature(body)))) {
            if (!header.getFirst().equals(missing)) {
                request.header(header.getFirst(), header.getLast());
            }
        }

        request.post("/v1/hr/events").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    @DisplayName("H02: one good signature among bad ones is enough, made with the new secret or the one it replaces")
    void shouldAcceptRotatedSecrets() {
        String body = Hris.resignation(Hris.somebody(), now);
        Hris hris = new Hris();
        String bad = Hris.signature(FOREIGN, hris.id(), now, body);

        hris.post(bytes(body), hris.timestamp(), bad + " " + hris.signature(body))
                .then()
                .statusCode(202);
        hris.post(bytes(body), hris.timestamp(), hris.signature(body) + " " + bad)
                .then()
                .statusCode(202);
        hris.withSecret(TestPlatform.OLD_HR_SECRET).post(body).then().statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json-patch+json", "x/y;z"})
    @DisplayName("H02: other content types are refused")
    void shouldRefuseOtherContentTypes(String contentType) {
        double before = refused("media-type");

        new Hris()
                .withContentType(contentType)
                .post(Hris.resignation(Hris.somebody(), now))
                .then()
                .statusCode(415)
                .contentType("application/problem+json");

        assertThat(refused("media-type")).isEqualTo(before + 1);
    }

    static Stream<String> unreadable() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "\"resignation\"",
                "{",
                "{}",
                "{} {}",
                "{\"event\":\"resignation\"}",
                "{\"subject\":\"kara\"}",
                "{\"event\":7,\"subject\":\"kara\"}",
                "{\"event\":\"resignation\",\"subject\":[\"kara\"]}",
                "{\"event\":\"resignation\",\"subject\":\"\"}",
                "{\"event\":\"resignation\",\"subject\":\" kara\"}",
                "{\"event\":\"resignation\",\"subject\":\"ka\\u0000ra\"}",
                "{\"event\":\"resignation\",\"subject\":\"ka\\ud800ra\"}",
                "{\"event\":\"resignation\",\"subject\":\"ka\\r\\nra\"}",
                "{\"event\":\"resignation\",\"subject\":\"" + "x".repeat(257) + "\"}",
                "{\"event\":\"resignation\",\"subject\":\"a\",\"subject\":\"b\"}",
                "{\"event\":\"RESIGNATION\",\"subject\":\"kara\"}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"effective\":\"20.02.2026\"}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"effective\":\"2026-02-30\"}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"effective\":\"+999999999-01-01\"}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"occurred\":\"2026-02-15T09:00:00\"}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"occurred\":\"2999-02-15T09:00:00Z\"}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"occurred\":\"0001-01-01T00:00:00Z\"}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"occurred\":1771146000}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"detail\":[]}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"detail\":{\"a\":{\"b\":1}}}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"detail\":{\"a\":NaN}}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"detail\":{\"lastDay\":\"soon\"}}",
                "{\"event\":\"resignation\",\"subject\":\"kara\",\"detail\":{\"a\":\"" + "x".repeat(2000) + "\"}}",
                "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"x\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    @DisplayName("H02: a signed body that is no HR event is refused with what is wrong")
    void shouldRefuseUnreadableBodies(String body) {
        Response answer = new Hris().post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getList("violations")).isNotEmpty();
        assertThat(answer.asString()).doesNotContain("kara");
    }

    @Test
    @DisplayName("H02: everything that is wrong is said at once")
    void shouldNameEveryViolation() {
        Response answer = new Hris()
                .post(
                        "{\"event\":\"retirement\",\"subject\":\" \",\"effective\":\"x\",\"occurred\":\"y\",\"detail\":7}");

        assertThat(answer.jsonPath().getList("violations.field"))
                .containsExactlyInAnyOrder("event", "subject", "effective", "occurred", "detail");
        assertThat(answer.path("violations.find{it.field=='event'}.message").toString())
                .contains("accepted: resignation, termination, pip");
    }

    static Stream<Arguments> wrongDetails() {
        Instant now = Instant.now();
        return Stream.of(
                arguments("pip", now, "{\"until\":\"soon\"}", "detail.until"),
                arguments("pip", now, "{\"until\":\"2026-02-30\"}", "detail.until"),
                arguments("pip", now, "{\"until\":\"" + now + "\"}", "detail.until"),
                arguments("disciplinary", now, "{\"until\":\"2999-01-01\"}", "detail.until"),
                arguments("termination", now, "{\"lastDay\":\"1999-12-31\"}", "detail.lastDay"),
                arguments("mitigation", now, "{\"until\":\"" + now.plusSeconds(60) + "\"}", "detail.reason"),
                arguments("mitigation", now, "{\"reason\":\"sick leave\"}", "detail.until"),
                arguments("withdrawn", now, "{}", "detail.receipt"),
                arguments("withdrawn", now, "{\"receipt\":\"hr-000000000000000000000000\"}", "detail.receipt"),
                arguments("rehired", now, "{\"from\":\"tomorrow\"}", "detail.from"),
                arguments("resignation", Instant.parse("1999-12-31T23:59:59.999Z"), "{}", "occurred"),
                arguments("resignation", now.plus(3655, ChronoUnit.DAYS), "{}", "occurred"));
    }

    @ParameterizedTest
    @MethodSource("wrongDetails")
    @DisplayName("H02 H11: what an event's details cannot mean is refused naming the field, and changes nothing")
    void shouldNameTheFieldThatIsWrong(String event, Instant occurred, String detail, String field) {
        String subject = Hris.somebody();
        Hris hris = new Hris();

        Response answer = hris.post(Hris.event(event, subject, occurred, detail));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations.field")).containsExactly(field);
        // The webhook-id is free for what was meant.
        hris.post(Hris.resignation(subject, now.minusSeconds(5))).then().statusCode(202);
    }

    @Test
    @DisplayName("bad input: a body of 65 kB is too large and told so")
    void shouldRefuseLargeBodies() {
        Response answer = new Hris().post("{\"x\":\"" + "y".repeat(65 * 1024) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.path("type").toString()).isEqualTo("urn:keepwatch:problem:too-large");
    }

    @Test
    @DisplayName("bad input: a body of 10 MB is refused before it is sent")
    void shouldRefuseHugeBodies() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/hr/events"))
                .header("Authorization", "Bearer " + Tokens.of("hr-notifier"))
                .header("Content-Type", "application/json")
                .version(HttpClient.Version.HTTP_1_1)
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10_000_000]))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    @DisplayName("bad input: 300 damaged bodies never end in an error of ours")
    void shouldNeverAnswer500() {
        String good = Hris.resignation(Hris.somebody(), now);
        Random random = new Random(20260215);
        for (int i = 0; i < 300; i++) {
            byte[] body = bytes(good);
            for (int hit = 0; hit <= random.nextInt(4); hit++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(128);
            }
            String text = new String(body, StandardCharsets.UTF_8);
            assertThat(new Hris().post(text).statusCode()).as(text).isIn(202, 400);
        }
    }

    @Test
    @DisplayName("S2-100: the door opens to hr-notifier only, and only to tokens for us")
    void shouldNeedTheRole() {
        String body = Hris.resignation(Hris.somebody(), now);

        given().body(body).post("/v1/hr/events").then().statusCode(401);
        given().auth()
                .oauth2("garbage")
                .body(body)
                .post("/v1/hr/events")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer");
        given().auth()
                .oauth2(Tokens.forAnotherAudience("hr-notifier"))
                .body(body)
                .post("/v1/hr/events")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(Tokens.of("analyst", "soc-lead", "hr", "administrator"))
                .body(body)
                .post("/v1/hr/events")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.of("analyst", "hr-notifier"))
                .get("/v1/notices")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/notices",
                "/v1/notices;x=1",
                "/V1/notices",
                "/v1/notices/",
                "/v1/%6eotices",
                "/v1/./notices",
                "/q/../v1/notices",
                "/q/health/../../v1/notices",
                "/v1",
                "/q/dev",
                "/"
            })
    @DisplayName("reliability §4: no spelling of a path opens it without a token")
    void shouldNotOpenByOtherSpellings(String path) {
        int status = given().urlEncodingEnabled(false).get(path).statusCode();

        assertThat(status).isIn(400, 401, 403, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics", "/q/openapi"})
    @DisplayName("health, metrics and the API's description need no token")
    void shouldShowHealthToEveryone(String path) {
        assertThat(given().get(path).statusCode()).isIn(200, 503);
        // Ready is true only once the topics are really read, which takes a moment after the start.
        Await.until(() -> given().get(path).then().statusCode(200));
    }

    private static double refused(String reason) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("keepwatch_hr_events_total{outcome=\"" + reason + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static long published(String subject) {
        return TopicReader.all(Topic.HR).stream()
                .filter(message -> new String(message.key(), StandardCharsets.UTF_8).equals(subject))
                .count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
