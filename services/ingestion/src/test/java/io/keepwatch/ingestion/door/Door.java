package io.keepwatch.ingestion.door;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** Requests as clients make them. */
final class Door {
    static final String NDJSON = "application/x-ndjson";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(100);

    private Door() {}

    /** Returns once the service knows who is who. */
    static void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (given().get("/q/health/ready").statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the service does not become ready");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    static ValidatableResponse post(String source, String body) {
        return post(source, body.getBytes(StandardCharsets.UTF_8));
    }

    static ValidatableResponse post(String source, byte[] body) {
        return given().auth()
                .oauth2(Tokens.of("event-writer"))
                .header("Content-Type", NDJSON)
                .queryParam("source", source)
                .body(body)
                .post("/v1/activity")
                .then();
    }

    static ValidatableResponse putIdentities(String body) {
        return given().auth()
                .oauth2(Tokens.of("identity-writer"))
                .header("Content-Type", NDJSON)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .put("/v1/identities")
                .then();
    }

    static ValidatableResponse retire(String subject) {
        return given().auth()
                .oauth2(Tokens.of("identity-writer"))
                .delete("/v1/identities/{subject}", subject)
                .then();
    }

    static String usb(String id, String user, long bytes) {
        return "{\"id\":\"%s\",\"time\":\"2026-01-05T09:00:00Z\",\"type\":\"usb.write\",\"user\":\"%s\",\"bytes\":%d,\"device\":\"stick\"}"
                .formatted(id, user, bytes);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
