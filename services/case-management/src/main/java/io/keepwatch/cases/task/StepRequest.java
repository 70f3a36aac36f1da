package io.keepwatch.cases.task;

import io.keepwatch.cases.http.Problems;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/offboarding/{subject}/{step}}. */
@Schema(name = "StepRequest")
record StepRequest(
        @Schema(description = "true: it is done; false: it has to be done after all.", required = true) @Nullable
        Boolean done,

        @Schema(description = "What shows it, for example a ticket; at most 2,000 characters.", maxLength = 2000)
        @Nullable
        String evidence) {

    /** What was asked for, checked. */
    record Checked(boolean done, @Nullable String evidence) {}

    /** Fails with 400 and everything that is wrong. */
    static Checked check(@Nullable StepRequest request) {
        List<Problems.Violation> violations = new ArrayList<>();
        Boolean done = request == null ? null : request.done;
        String evidence = Evidence.check(request == null ? null : request.evidence, violations);
        if (done == null) {
            violations.add(new Problems.Violation("done", "body", "expected true or false"));
        }
        if (done == null || !violations.isEmpty()) {
            throw Problems.invalidBody(violations);
        }
        return new Checked(done, evidence);
    }
}
