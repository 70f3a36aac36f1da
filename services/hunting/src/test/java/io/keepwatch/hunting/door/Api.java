package io.keepwatch.hunting.door;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The HTTP interface as an analyst sees it. */
final class Api {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Api() {}

    static String token(String account, String... roles) {
        return Jwt.issuer(RealBroker.ISSUER)
                .preferredUserName(account)
                .subject("id-of-" + account)
                .audience("keepwatch")
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .sign();
    }

    static RequestSpecification analyst() {
        return analyst("ana");
    }

    static RequestSpecification analyst(String account) {
        return RestAssured.given().auth().oauth2(token(account, "analyst"));
    }

    static Response get(String path, Map<String, ?> query) {
        return analyst().queryParams(query).get(path);
    }

    static Response hunt(String question) {
        return get("/v1/hunt", Map.of("q", question, "limit", 1000));
    }

    /** The ids of what a question finds, newest first. */
    static List<String> ids(String question) {
        return hunt(question).then().statusCode(200).extract().jsonPath().getList("items.id");
    }

    /** Waits until the writer has stored everything the service was told. */
    static void awaitStored() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int wanted = Told.activities().size();
        String last = "";
        while (System.nanoTime() < deadline) {
            Response answer = hunt("");
            last = answer.asString();
            if (answer.statusCode() == 200 && answer.jsonPath().getList("items").size() == wanted) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("not stored within " + PATIENCE + ": " + last);
    }
}
