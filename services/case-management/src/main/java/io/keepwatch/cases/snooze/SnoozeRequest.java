package io.keepwatch.cases.snooze;

import io.keepwatch.cases.http.Problems;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/alerts/{id}/snooze}. */
@Schema(name = "SnoozeRequest")
record SnoozeRequest(
        @Schema(
                description = "When to report again: RFC 3339 with an offset, in the future, at most 90 days ahead.",
                format = "date-time",
                required = true)
        @Nullable
        String until,

        @Schema(description = "Why, in at most 500 characters.", maxLength = 500, required = true) @Nullable
        String reason) {

    /** Longest a snooze lasts; what should never be reported is an exception of the rule, reviewed in Git. */
    private static final Duration LONGEST = Duration.ofDays(90);

    private static final int LONGEST_REASON = 500;

    /** What was asked for, checked. */
    record Checked(Instant until, String reason) {}

    /** Fails with 400 and everything that is wrong. */
    static Checked check(@Nullable SnoozeRequest request, Instant now) {
        List<Problems.Violation> violations = new ArrayList<>();
        Instant until = until(request == null ? null : request.until, now, violations);
        String reason = request == null || request.reason == null ? "" : request.reason.strip();
        if (reason.isEmpty()) {
            violations.add(violation("reason", "is missing"));
        } else if (reason.length() > LONGEST_REASON || reason.indexOf(0) >= 0) {
            violations.add(violation("reason", "expected at most " + LONGEST_REASON + " characters"));
        }
        if (until == null || !violations.isEmpty()) {
            throw Problems.invalidBody(violations);
        }
        return new Checked(until, reason);
    }

    private static @Nullable Instant until(@Nullable String text, Instant now, List<Problems.Violation> violations) {
        if (text == null) {
            violations.add(violation("until", "is missing"));
            return null;
        }
        try {
            // As exactly as the store keeps it, so that the same request stays the same.
            Instant until = Rfc3339.parse(text, "until").truncatedTo(ChronoUnit.MICROS);
            if (until.isAfter(now) && !until.isAfter(now.plus(LONGEST))) {
                return until;
            }
            violations.add(violation("until", "expected a time in the next " + LONGEST.toDays() + " days"));
        } catch (MalformedMessageException _) {
            violations.add(violation("until", "expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z"));
        }
        return null;
    }

    private static Problems.Violation violation(String field, String message) {
        return new Problems.Violation(field, "body", message);
    }
}
