package io.keepwatch.cases.task;

import io.keepwatch.cases.http.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/tasks/{id}}. */
@Schema(name = "TaskRequest")
record TaskRequest(
        @Schema(
                description = "What the verification came to.",
                enumeration = {"verified", "adjusted", "revoked"},
                required = true)
        @Nullable
        String outcome,

        @Schema(description = "What shows it, for example a ticket; at most 2,000 characters.", maxLength = 2000)
        @Nullable
        String evidence) {

    /** What was asked for, checked. */
    record Checked(Outcome outcome, @Nullable String evidence) {}

    /** Fails with 400 and everything that is wrong. */
    static Checked check(@Nullable TaskRequest request) {
        List<Problems.Violation> violations = new ArrayList<>();
        String word = request == null ? null : request.outcome;
        Outcome outcome = Arrays.stream(Outcome.values())
                .filter(one -> one.wireName().equals(word))
                .findFirst()
                .orElse(null);
        String evidence = Evidence.check(request == null ? null : request.evidence, violations);
        if (outcome == null) {
            violations.add(new Problems.Violation(
                    "outcome",
                    "body",
                    "expected "
                            + Arrays.stream(Outcome.values())
                                    .map(Outcome::wireName)
                                    .collect(Collectors.joining(", "))));
        }
        if (outcome == null || !violations.isEmpty()) {
            throw Problems.invalidBody(violations);
        }
        return new Checked(outcome, evidence);
    }
}
