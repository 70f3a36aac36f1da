package io.keepwatch.notification.hr;

import static io.restassured.RestAssured.given;

import com.standardwebhooks.Webhook;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** An HR system that signs and posts; what a test wants wrong, it changes. */
final class Hris {
    private String id = "msg_" + UUID.randomUUID();
    private String secret = TestPlatform.HR_SECRET;
    private String contentType = "application/json";
    private Instant signedAt = Instant.now();

    Hris withId(String id) {
        this.id = id;
        return this;
    }

    Hris withSecret(String secret) {
        this.secret = secret;
        return this;
    }

    Hris withContentType(String contentType) {
        this.contentType = contentType;
        return this;
    }

    Hris signedAt(Instant signedAt) {
        this.signedAt = signedAt;
        return this;
    }

    String id() {
        return id;
    }

    String timestamp() {
        return Long.toString(signedAt.getEpochSecond());
    }

    String signature(String body) {
        return signature(secret, id, signedAt, body);
    }

    static String signature(String secret, String id, Instant at, String body) {
        try {
            return new Webhook(secret).sign(id, at.getEpochSecond(), body);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Response post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8), timestamp(), signature(body));
    }

    Response post(byte[] body, String timestamp, String signature) {
        return given().auth()
                .oauth2(Tokens.of("hr-notifier"))
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/jose", io.restassured.http.ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType)
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", signature)
                .body(body)
                .post("/v1/hr/events");
    }

    static String resignation(String subject, Instant occurred) {
        return """
                {"event":"resignation","subject":"%s","effective":"2026-02-20","occurred":"%s","detail":{"lastDay":"2026-02-20"}}""".formatted(subject, occurred);
    }

    /** @param detail JSON */
    static String event(String event, String subject, Instant occurred, String detail) {
        return """
                {"event":"%s","subject":"%s","occurred":"%s","detail":%s}""".formatted(event, subject, occurred, detail);
    }

    /** A person nobody else in the tests is. */
    static String somebody() {
        return "person-" + UUID.randomUUID();
    }
}
