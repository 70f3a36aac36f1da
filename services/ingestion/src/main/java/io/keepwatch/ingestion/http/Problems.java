package io.keepwatch.ingestion.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;

/** The problem details (RFC 9457) of this service. Their types are documented in its OpenAPI document. */
public final class Problems {
    private static final String TYPES = "urn:keepwatch:problem:";

    private Problems() {}

    /** 400: nothing of the body could be read. */
    public static HttpProblem.Builder unreadable(String detail) {
        return problem(400, "unreadable", "Nothing in this request could be read", detail);
    }

    /** 400: a parameter is not what it must be. */
    public static HttpProblem.Builder parameter(String detail) {
        return problem(400, "parameter", "A parameter is wrong", detail);
    }

    /** 403: the token does not let its bearer speak for this source. */
    public static HttpProblem.Builder source() {
        return problem(
                403,
                "source",
                "This source is not yours",
                "The token's claim `sources` does not hold the source that the request names");
    }

    /** 404: there is no such person. */
    public static HttpProblem.Builder noSuchPerson() {
        return problem(404, "no-such-person", "There is no such person", "No identity has this subject");
    }

    /** 413: the body is over the limit. */
    public static HttpProblem.Builder tooLarge(String detail) {
        return problem(413, "too-large", "The request is too large", detail);
    }

    /** 415: neither a content type nor an encoding that is read here. */
    public static HttpProblem.Builder mediaType(String detail) {
        return problem(415, "media-type", "This is not a content type that is read here", detail);
    }

    /** 415: packed in a way that is not unpacked here. */
    public static HttpProblem.Builder encoding() {
        return mediaType("Content-Encoding: expected gzip, or none").withHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
    }

    /** 429: more is on its way than may be. */
    public static HttpProblem.Builder overloaded(String detail, Duration retryAfter) {
        return retry(problem(429, "overloaded", "Too much is on its way; send the rest later", detail), retryAfter);
    }

    /** 503: what this service needs is away. */
    public static HttpProblem.Builder unavailable(String detail, Duration retryAfter) {
        return retry(problem(503, "unavailable", "Not everything could be stored", detail), retryAfter);
    }

    private static HttpProblem.Builder retry(HttpProblem.Builder problem, Duration after) {
        return problem.withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, after.toSeconds()));
    }

    private static HttpProblem.Builder problem(int status, String type, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + type))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }
}
