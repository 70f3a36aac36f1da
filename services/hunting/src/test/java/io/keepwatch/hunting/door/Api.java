package io.keepwatch.hunting.door;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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

    /** What a health check says beside its state; the service answers that it is ready meanwhile. */
    static Map<String, Object> health(String check) {
        return RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("checks.find { it.name == '" + check + "' }.data");
    }

    /** The value of a metric, by its name and labels as Prometheus has them. */
    static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no metric " + name));
    }

    /** Waits until something holds that the service brings about. */
    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
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
