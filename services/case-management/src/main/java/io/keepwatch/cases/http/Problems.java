package io.keepwatch.cases.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;

/** The problems this service answers with (RFC 9457); their types are described in the OpenAPI document. */
public final class Problems {
    private static final String TYPES = "urn:keepwatch:problem:";
    /** Seconds after which asking again makes sense: a database restart takes about as long. */
    private static final int RETRY_AFTER = 5;

    private static final int UNPROCESSABLE = 422;

    private Problems() {}

    /**
     * One thing wrong with a request.
     *
     * @param field the parameter's name
     * @param in where it stands: {@code query}, {@code header} or {@code body}
     * @param message what was expected
     */
    public record Violation(String field, String in, String message) {}

    /** 400 with everything that is wrong, not only the first thing. */
    public static HttpProblem invalidQuery(List<Violation> violations) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "invalid-query"))
                .withTitle("The query cannot be answered")
                .withStatus(Status.BAD_REQUEST)
                .with("violations", violations)
                .build();
    }

    /** 400 with everything that is wrong with what was sent. */
    public static HttpProblem invalidBody(List<Violation> violations) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "invalid-body"))
                .withTitle("What was sent cannot be used")
                .withStatus(Status.BAD_REQUEST)
                .with("violations", violations)
                .build();
    }

    /** 422: the idempotency key came with another request before. */
    public static HttpProblem keyUsed() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "idempotency-key-used"))
                .withTitle("This Idempotency-Key was used for another request")
                .withStatus(UNPROCESSABLE)
                .build();
    }

    /** 412: what was to be changed is not what it was when the caller last saw it. */
    public static HttpProblem changed() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "changed"))
                .withTitle("It has changed since the version in If-Match")
                .withStatus(Status.PRECONDITION_FAILED)
                .build();
    }

    /** 404, the same whether the thing is absent or merely not to be seen by this reader. */
    public static HttpProblem notFound() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "not-found"))
                .withTitle("There is nothing here for you")
                .withStatus(Status.NOT_FOUND)
                .build();
    }

    /** 503: the model that a score comes from has not arrived yet, so that it cannot be explained. */
    public static HttpProblem modelNotKnown() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "model-not-known"))
                .withTitle("The model of this score has not arrived yet")
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withHeader("Retry-After", RETRY_AFTER)
                .build();
    }

    /** 503: the store, and with it the audit trail, is away. */
    public static HttpProblem unavailable() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "unavailable"))
                .withTitle("The store is away")
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withHeader("Retry-After", RETRY_AFTER)
                .build();
    }
}
