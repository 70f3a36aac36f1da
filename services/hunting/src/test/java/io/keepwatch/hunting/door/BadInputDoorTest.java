package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class BadInputDoorTest {
    private static final List<String> ASKED =
            List.of("/v1/hunt", "/v1/hunt/stats", "/v1/hunt/histogram", "/v1/hunt/export");

    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    private static ValidatableResponse refused(String question) {
        return Api.hunt(question)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:keepwatch:problem:invalid-question"));
    }

    @Test
    @DisplayName("S1-15: a field that there is not is refused with its column and what was meant, at every door")
    void shouldSuggestAField() {
        for (String path : ASKED) {
            Api.get(
                            path,
                            path.endsWith("stats")
                                    ? Map.of("q", "host = a && usr = b", "by", "host")
                                    : Map.of("q", "host = a && usr = b"))
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:keepwatch:problem:invalid-question"))
                    .body("parameter", equalTo("q"))
                    .body("column", equalTo(13))
                    .body("reason", containsString("usr"))
                    .body("suggestion", equalTo("user"));
        }
        Api.get("/v1/hunt/stats", Map.of("by", "remoteIP"))
                .then()
                .statusCode(400)
                .body("parameter", equalTo("by"))
                .body("suggestion", equalTo("remoteIp"));
    }

    @Test
    void shouldSayWhereAQuestionGoesWrong() {
        refused("bytes > many").body("column", equalTo(9));
        refused("(user = a").body("column", equalTo(1));
        refused("\uD83D\uDE00").body("column", equalTo(1));
        refused("user = \"a").body("column", equalTo(8));
        refused("user = a\0b").body("column", equalTo(9));
    }

    @Test
    @DisplayName("Ten kilobytes and a thousand terms are read; more is refused, and far more is not even read")
    void shouldBoundTheLengthOfQuestions() {
        String thousand = IntStream.range(0, 1_000).mapToObj(i -> "host=" + i).collect(Collectors.joining("||"));
        Api.hunt(thousand).then().statusCode(200).body("items.size()", equalTo(0));
        refused(thousand + "||host=x");
        refused("(".repeat(10_000));
        refused("x".repeat(10_001));
        assertThat(Api.hunt("é".repeat(30_000)).statusCode()).isEqualTo(414);
    }

    @Test
    void shouldListEveryViolation() {
        Api.get("/v1/hunt", Map.of("limit", "0", "from", "yesterday", "colour", "red", "q", "user = a"))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:keepwatch:problem:invalid-query"))
                .body("violations.field", hasItems("limit", "from", "colour"))
                .body("violations.size()", equalTo(3));
        Api.get("/v1/hunt", Map.of("q", List.of("user = a", "user = b"))).then().statusCode(400);
        Api.get("/v1/hunt", Map.of("from", "1438104640001", "to", "1438104640000"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("to"));
        Api.get("/v1/hunt/departures/p-1", Map.of())
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("left"));
        Api.get("/v1/hunt/stats", Map.of()).then().statusCode(400).body("violations[0].field", equalTo("by"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE activity; --",
                "\" || 1=1 || \"",
                "x' UNION SELECT * FROM read_text('/etc/passwd') --",
                "../../../etc/passwd",
                "%00",
                "\\",
                "*",
                "-9223372036854775809",
                "9999999999999999",
                "+292278994-08-17T07:12:55.807Z",
                "1677-09-21T00:12:43Z",
                "${jndi:ldap://x}",
                "\u202E\u0000\uFFFF"
            })
    @DisplayName("Nothing that is put into any parameter is ever the service's failure, or brings out a file")
    void shouldSurviveAnythingInAnyParameter(String text) {
        Stream<Response> answers = Stream.of(
                Api.get("/v1/hunt", Map.of("q", text)),
                Api.get(
                        "/v1/hunt",
                        Map.of("q", "user = '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")),
                Api.get("/v1/hunt", Map.of("from", text)),
                Api.get("/v1/hunt", Map.of("to", text)),
                Api.get("/v1/hunt", Map.of("limit", text)),
                Api.get("/v1/hunt", Map.of("cursor", text)),
                Api.get("/v1/hunt", Map.of(text, text)),
                Api.get("/v1/hunt/complete", Map.of("q", text, "at", text)),
                Api.get("/v1/hunt/complete", Map.of("q", "user = " + text)),
                Api.get("/v1/hunt/stats", Map.of("by", text)),
                Api.get("/v1/hunt/stats", Map.of("by", "host", "order", text)),
                Api.get("/v1/hunt/histogram", Map.of("zone", text, "step", text, "by", text)),
                Api.get("/v1/hunt/export", Map.of("format", text)),
                Api.get("/v1/hunt/pull-transfers", Map.of("subject", text)),
                Api.get("/v1/hunt/pull-transfers", Map.of("from", text, "to", text)),
                Api.get("/v1/hunt/left-open/x", Map.of("at", text)),
                Api.get("/v1/hunt/departures/x", Map.of("left", text, "watchBegan", text)));

        answers.forEach(answer -> {
            assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
            assertThat(answer.asString()).doesNotContain("root:");
        });
        String path = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        String token = Api.token("ana", "analyst");
        assertThat(Raw.status(RestAssured.port, "/v1/hunt/left-open/" + path, token))
                .isLessThan(500);
        assertThat(Raw.status(RestAssured.port, "/v1/hunt/departures/" + path + "?left=0", token))
                .isLessThan(500);
    }

    static Stream<String> brokenPaths() {
        return Stream.of(
                "/v1/hunt?q=%zz",
                "/v1/hunt?q=%",
                "/v1/hunt?q=%C3",
                "/v1/hunt?%zz=1",
                "/v1/hunt/left-open/%zz",
                "/v1/hunt/departures/%00?left=0",
                "/v1/hunt/departures/" + "a".repeat(257) + "?left=0",
                "/v1/hunt/departures/",
                "/v1/hunt/nothing");
    }

    @ParameterizedTest
    @MethodSource("brokenPaths")
    void shouldSurviveBrokenAddresses(String path) {
        assertThat(Raw.status(RestAssured.port, path, Api.token("ana", "analyst")))
                .as(path)
                .isBetween(400, 499);
    }

    @Test
    @DisplayName("Only analysts and leads come in, with a token of the realm")
    void shouldKeepOthersOut() {
        for (String path : List.of(
                "/v1/hunt",
                "/v1/hunt/complete",
                "/v1/hunt/stats?by=host",
                "/v1/hunt/histogram",
                "/v1/hunt/export",
                "/v1/hunt/pull-transfers",
                "/v1/hunt/left-open/p-1",
                "/v1/hunt/departures/p-1?left=0")) {
            RestAssured.given()
                    .get(path)
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("urn:keepwatch:problem:unauthenticated"));
            RestAssured.given()
                    .auth()
                    .oauth2(Api.token("hal", "hr", "auditor", "ciso"))
                    .get(path)
                    .then()
                    .statusCode(403);
            RestAssured.given()
                    .auth()
                    .oauth2(Api.token("lea", "soc-lead"))
                    .get(path)
                    .then()
                    .statusCode(200);
        }
    }
}
