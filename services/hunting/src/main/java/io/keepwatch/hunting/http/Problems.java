package io.keepwatch.hunting.http;

import io.keepwatch.hunting.question.QuestionException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;

/** The problems this service answers with (RFC 9457); their types are described in the OpenAPI document. */
public final class Problems {
    private static final String TYPES = "urn:keepwatch:problem:";
    private static final int UNPROCESSABLE = 422;
    /** Seconds after which asking again makes sense. */
    private static final int RETRY_AFTER = 5;

    private Problems() {}

    /**
     * One thing wrong with a request.
     *
     * @param field the parameter's name
     * @param in where it stands: {@code query} or {@code path}
     * @param message what was expected
     */
    public record Violation(String field, String in, String message) {}

    /** 400 with everything that is wrong with the parameters beside the question. */
    public static HttpProblem invalidQuery(List<Violation> violations) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "invalid-query"))
                .withTitle("The query cannot be answered")
                .withStatus(Status.BAD_REQUEST)
                .with("violations", violations)
                .build();
    }

    /**
     * 400 with what is wrong with the question, where, and what may have been meant.
     *
     * @param parameter where it was read: {@code q}, or {@code by} for a field
     */
    public static HttpProblem invalidQuestion(String parameter, QuestionException mistake) {
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(URI.create(TYPES + "invalid-question"))
                .withTitle("The question cannot be understood")
                .withStatus(Status.BAD_REQUEST)
                .withDetail(mistake.getMessage())
                .with("parameter", parameter)
                .with("column", mistake.column())
                .with("reason", mistake.reason());
        if (mistake.suggestion() != null) {
            problem.with("suggestion", mistake.suggestion());
        }
        return problem.build();
    }

    /** 422: the time limit was over before there was an answer. */
    static HttpProblem timeLimit() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "time-limit"))
                .withTitle("The answer takes too long")
                .withStatus(UNPROCESSABLE)
                .withDetail("The time limit was over before there was an answer; ask for less, or for a shorter time")
                .build();
    }

    /** 422: there are more values than questions may hold in memory. */
    static HttpProblem tooLarge() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "answer-too-large"))
                .withTitle("The answer needs more memory than there is for questions")
                .withStatus(UNPROCESSABLE)
                .withDetail("There are too many different values; ask for less, or for a shorter time")
                .build();
    }

    /** 429: as many questions are being answered as may be. */
    static HttpProblem busy() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "busy"))
                .withTitle("Too many questions at once")
                .withStatus(Status.TOO_MANY_REQUESTS)
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                .build();
    }

    /** 503: the store does not answer, or is not open yet. */
    static HttpProblem unavailable() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "unavailable"))
                .withTitle("The hunting store is away")
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                .build();
    }

    /** 503: there is no look at people without an entry in the trail. */
    static HttpProblem auditUnavailable() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "audit-unavailable"))
                .withTitle("The audit trail cannot be written")
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withDetail("Nothing is shown of people unless it is on record who looked")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                .build();
    }
}
