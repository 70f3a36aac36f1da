package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class BadInputDoorTest {
    private static final List<String> ASKED =
            List.of("/v1/hunt", "/v1/hunt/stats", "/v1/hunt/histogram", "/v1/hunt/export");

    /** Every parameter of every operation. */
    private static final Map<String, List<String>> PARAMETERS = Map.of(
            "/v1/hunt", List.of("q", "from", "to", "limit", "cursor"),
            "/v1/hunt/complete", List.of("q", "at", "limit"),
            "/v1/hunt/stats", List.of("q", "from", "to", "by", "order", "limit"),
            "/v1/hunt/histogram", List.of("q", "from", "to", "zone", "step", "by"),
            "/v1/hunt/export", List.of("q", "from", "to", "format", "limit"),
            "/v1/hunt/pull-transfers", List.of("from", "to", "subject", "limit"),
            "/v1/hunt/left-open/p-1", List.of("at", "limit"),
            "/v1/hunt/departures/p-1", List.of("left", "watchBegan", "zone"));

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
    @DisplayName(
            "Nothing that is put into any parameter is ever the service's failure, or brings out a file; what is refused"
                    + " is refused with a column or the parameter's name")
    void shouldSurviveAnythingInAnyParameter(String text) {
        String quoted = "user = '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        PARAMETERS.forEach((path, names) -> names.forEach(name -> {
            isAnsweredOrExplained(Api.get(path, with(path, name, text)), path, name);
            if (name.equals("q")) {
                Response found = Api.get(path, with(path, name, quoted));
                if (text.indexOf(0) < 0) {
                    found.then().statusCode(200);
                }
                isAnsweredOrExplained(found, path, name);
            }
        }));
        PARAMETERS.keySet().forEach(path -> {
            Response answer = Api.get(path, with(path, text, text));
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            isAnsweredOrExplained(answer, path, text);
        });
        String path = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        String token = Api.token("ana", "analyst");
        assertThat(Raw.status(RestAssured.port, "/v1/hunt/left-open/" + path, token))
                .isIn(200, 400, 404);
        assertThat(Raw.status(RestAssured.port, "/v1/hunt/departures/" + path + "?left=0", token))
                .isIn(200, 400, 404);
    }

    /** A query with what the operation needs beside. */
    private static Map<String, String> with(String path, String name, String text) {
        Map<String, String> query = new HashMap<>();
        if (path.endsWith("stats")) {
            query.put("by", "host");
        } else if (path.contains("departures")) {
            query.put("left", "1438104640000");
        }
        query.put(name, text);
        return query;
    }

    private static void isAnsweredOrExplained(Response answer, String path, String name) {
        String body = answer.asString();
        assertThat(answer.statusCode()).as("%s?%s=… %s", path, name, body).isIn(200, 400);
        assertThat(body).doesNotContain("root:");
        if (answer.statusCode() == 400) {
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            JsonPath problem = answer.jsonPath();
            assertThat(problem.getString("column") != null || problem.getString("violations[0].field") != null)
                    .as("%s?%s=… %s", path, name, body)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", ".*", "(a+)+$", "[a-z]*", "?", "\\\\", "%%%%%%%%%%%%%%%%%%%%x"})
    @DisplayName("Patterns are plain text, however hostile: nothing is called like that")
    void shouldTakePatternsAsText(String pattern) {
        for (String operator : List.of("contains", "starts_with", "ends_with", "=")) {
            assertThat(Api.ids("user " + operator + " \"" + pattern + "\"")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00Z, 9999-12-31T23:59:59Z, 10y",
        "1677-01-01T00:00:00Z, 2262-12-31T00:00:00Z,",
        "2015-07-28T00:00:00Z, 2260-12-31T00:00:00Z,",
        "1681-01-01T00:00:00Z, 1681-01-02T00:00:00Z, 10y",
        "2261-12-31T00:00:00Z, 2261-12-31T23:59:59Z, 3mo"
    })
    @DisplayName("A histogram reaches to the edges of what can be stored")
    void shouldCountToTheEdgesOfTime(String from, String to, @Nullable String step) {
        Map<String, String> query = new HashMap<>(Map.of("from", from, "to", to, "zone", "Pacific/Kiritimati"));
        if (step != null) {
            query.put("step", step);
        }
        Api.get("/v1/hunt/histogram", query).then().statusCode(200);
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
