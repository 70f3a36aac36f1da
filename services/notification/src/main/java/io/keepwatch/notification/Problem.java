package io.keepwatch.notification;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/** The problem types of this service (RFC 9457); the word after {@value #PREFIX} is stable, title and detail are prose. */
public enum Problem {
    UNREADABLE("unreadable", 400, "The request cannot be read"),
    SIGNATURE("webhook-signature", 401, "The webhook signature was not accepted"),
    ENVELOPE("hr-envelope", 401, "The encrypted event was not accepted"),
    NOT_FOUND("not-found", 404, "There is no such thing"),
    WEBHOOK_ID_REUSED("webhook-id-reused", 409, "This webhook-id was used with another body"),
    NOT_DEAD("notice-not-dead", 409, "Only a dead notice can be retried"),
    TOO_LARGE("too-large", 413, "The request is too large"),
    MEDIA_TYPE("media-type", 415, "This content type is not accepted"),
    UNAVAILABLE("unavailable", 503, "Not available at the moment");

    private static final String PREFIX = "urn:keepwatch:problem:";
    private static final int RETRY_AFTER_SECONDS = 5;

    private final String slug;
    private final int status;
    private final String title;

    Problem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** The last word of the type, also the label of metrics. */
    public String slug() {
        return slug;
    }

    public HttpProblem because(String detail) {
        return because(detail, List.of());
    }

    /** With everything that is wrong, not only the first finding. */
    public HttpProblem because(String detail, List<Violation> violations) {
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(URI.create(PREFIX + slug))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
        if (!violations.isEmpty()) {
            problem.with("violations", violations);
        }
        if (this == UNAVAILABLE) {
            problem.withHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        return problem.build();
    }

    /**
     * One thing that is wrong with a request.
     *
     * @param field the JSON field or parameter
     * @param message what was expected; never the value, which may be personal data
     */
    public record Violation(String field, String message) {}
}
