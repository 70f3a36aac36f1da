package io.keepwatch.cases.alert;

import io.keepwatch.cases.http.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/alerts/{id}/status}. */
@Schema(name = "StatusRequest")
record StatusRequest(
        @Schema(
                description = "What became of the alert.",
                enumeration = {"open", "acknowledged", "remediated", "dismissed"},
                required = true)
        @Nullable
        String status) {

    /** Fails with 400 if there is no such status. */
    static AlertStatus check(@Nullable StatusRequest request) {
        String word = request == null ? null : request.status;
        return Arrays.stream(AlertStatus.values())
                .filter(status -> status.wireName().equals(word))
                .findFirst()
                .orElseThrow(() -> Problems.invalidBody(List.of(new Problems.Violation(
                        "status",
                        "body",
                        "expected "
                                + Arrays.stream(AlertStatus.values())
                                        .map(AlertStatus::wireName)
                                        .collect(Collectors.joining(", "))))));
    }
}
