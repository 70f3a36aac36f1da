package io.keepwatch.cases;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;

/** The HTTP interface as a client sees it. */
final class Api {
    private Api() {}

    static Response as(String token, String path) {
        return RestAssured.given().auth().oauth2(token).get(path);
    }

    static Response as(String token, String path, Map<String, ?> query) {
        return RestAssured.given().auth().oauth2(token).queryParams(query).get(path);
    }

    /** What a soc-lead reads. */
    static JsonPath read(String path, Map<String, ?> query) {
        return as(Tokens.of("lea", "soc-lead"), path, query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static JsonPath read(String path) {
        return read(path, Map.of());
    }

    static JsonPath cases(String subject) {
        return read("/v1/cases", Map.of("subject", subject));
    }

    static JsonPath alerts(String subject) {
        return read("/v1/alerts", Map.of("subject", subject));
    }
}
