package io.keepwatch.ingestion.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(Broker.class)
class AccessDoorTest {
    private static final List<String> ROLES = List.of(
            "event-writer",
            "identity-writer",
            "hr-notifier",
            "analyst",
            "soc-lead",
            "hr",
            "legal",
            "ciso",
            "auditor",
            "welfare",
            "administrator",
            "rule-admin",
            "identity-viewer");
    private static final Map<String, Operation> OPERATIONS = Map.of(
            "POST /v1/activity",
            new Operation(
                    Set.of("event-writer"),
                    request -> request.header("Content-Type", Door.NDJSON)
                            .body(new byte[0])
                            .post("/v1/activity")),
            "PUT /v1/identities",
            new Operation(
                    Set.of("identity-writer"),
                    request -> request.header("Content-Type", Door.NDJSON)
                            .body(new byte[0])
                            .put("/v1/identities")),
            "DELETE /v1/identities/{subject}",
            new Operation(Set.of("identity-writer"), request -> request.delete("/v1/identities/nobody")),
            "GET /v1/feeds",
            new Operation(Set.of("analyst", "soc-lead", "rule-admin", "auditor"), request -> request.get("/v1/feeds")));

    private record Operation(Set<String> roles, Function<RequestSpecification, Response> call) {}

    static Stream<Arguments> operationsAndRoles() {
        List<Arguments> all = new ArrayList<>();
        OPERATIONS.keySet().forEach(name -> ROLES.forEach(role -> all.add(Arguments.of(name, role))));
        return all.stream();
    }

    static Stream<Arguments> operationsAndBadTokens() {
        String good = Tokens.of(ROLES.toArray(String[]::new));
        String[] parts = good.split("\\.");
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        Map<String, String> tokens = Map.of(
                "garbage",
                "garbage",
                "not signed",
                none + "." + parts[1] + ".",
                "signed by nobody we know",
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20) + "AAAA" + parts[2].substring(24),
                "for another audience",
                Tokens.forAudience("payroll", ROLES.toArray(String[]::new)),
                "expired",
                expired());
        List<Arguments> all = new ArrayList<>();
        OPERATIONS.keySet().forEach(name -> tokens.forEach((what, token) -> all.add(Arguments.of(name, what, token))));
        return all.stream();
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("operationsAndRoles")
    @DisplayName("Every operation is open to its roles and to no other")
    void shouldOpenOperationsToTheirRolesOnly(String operation, String role) {
        Operation tried = OPERATIONS.get(operation);
        int status = tried.call().apply(given().auth().oauth2(Tokens.of(role))).statusCode();
        boolean let = status != 403 && status != 401;
        assertThat(let)
                .as("%s as %s: %d", operation, role, status)
                .isEqualTo(tried.roles().contains(role));
        assertThat(status).isLessThan(500);
    }

    @ParameterizedTest(name = "{0} with a token that is {1}")
    @MethodSource("operationsAndBadTokens")
    @DisplayName("A token that is not valid is answered 401, whatever is wrong with it")
    void shouldRefuseEveryBadTokenAlike(String operation, String what, String token) {
        OPERATIONS
                .get(operation)
                .call()
                .apply(given().auth().oauth2(token))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("status", equalTo(401));
    }

    @BeforeEach
    void awaitReady() {
        Door.awaitReady();
    }

    @Test
    void shouldWantATokenEverywhereButHealthAndMetrics() {
        OPERATIONS.forEach(
                (name, operation) -> operation.call().apply(given()).then().statusCode(401));
        given().get("/v1/no-such-thing").then().statusCode(401);
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
    }

    @Test
    @DisplayName("S4 ingestion: nobody speaks for another's source")
    void shouldBindATokenToItsSources() {
        String token = Tokens.of(List.of("okta", "jamf"), "event-writer");
        post(token, "?source=okta").then().statusCode(202);
        post(token, "?source=test-client").then().statusCode(202);
        post(token, "").then().statusCode(202);
        post(token, "?source=badge").then().statusCode(403).body("type", equalTo("urn:keepwatch:problem:source"));
        post(token, "?source=*").then().statusCode(403);
        post(token, "?source=%20").then().statusCode(400);
        post(token, "?format=nonsense").then().statusCode(400);
    }

    @Test
    void shouldBindCloudEventsToTheSourcesOfTheToken() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"usb.write\",\"time\":\"2026-01-05T09:00:00Z\",\"data\":{}}";
        String body = "[" + event.formatted("1", "okta") + "," + event.formatted("2", "badge") + ","
                + event.formatted("3", "okta") + "]";
        given().auth()
                .oauth2(Tokens.of(List.of("okta"), "event-writer"))
                .header("Content-Type", "application/cloudevents-batch+json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/activity")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:keepwatch:problem:source"))
                .body("accepted", equalTo(1))
                .body("settledLines", equalTo(1));
    }

    private static Response post(String token, String query) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(token)
                .header("Content-Type", Door.NDJSON)
                .body(Door.usb("1", "jdoe", 1).getBytes(StandardCharsets.UTF_8))
                .post("/v1/activity" + query);
    }

    private static String expired() {
        long now = System.currentTimeMillis() / 1_000;
        return Jwt.claims()
                .subject("x")
                .audience("keepwatch")
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", ROLES))
                .issuedAt(now - 3_600)
                .expiresAt(now - 1_800)
                .sign();
    }
}
