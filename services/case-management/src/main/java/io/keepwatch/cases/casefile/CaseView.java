package io.keepwatch.cases.casefile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A case as the API shows it. */
@Schema(name = "Case", description = "A case about a person; at most one of a kind is open.")
record CaseView(
        UUID id,

        @Schema(description = "investigation or welfare.", examples = "investigation")
        String kind,

        @Schema(description = "The person's key.") String subject,

        @Schema(
                enumeration = {
                    "initial-assessment",
                    "watchlist",
                    "formal-investigation",
                    "containment",
                    "evidence-collection",
                    "timeline",
                    "interviews",
                    "follow-up",
                    "lessons-learned",
                    "closed"
                })
        String state,

        @Schema(description = "malicious, negligent, compromised, colluding or not-confirmed, once that is known.")
        @Nullable
        String outcome,

        @Schema(description = "monitor, investigate or immediate, as last published; null until the person is scored.")
        @Nullable
        String band,

        @Schema(
                description = "0 to 100, as of when the case opened or its band last changed; null until the person is "
                        + "scored. GET /v1/subjects/{subject}/risk has it as of now.")
        @Nullable
        Double score,

        @Schema(description = "The account that works on it; null while nobody does.") @Nullable
        String assignee,

        @Schema(description = "Ids of its alerts, oldest first; GET /v1/alerts?case= shows them in full.")
        List<String> alerts,

        List<ChecklistItem> checklist,

        Instant openedAt,

        @Nullable Instant closedAt,

        @Schema(description = "One more with every change of the case; also its ETag.")
        long version) {

    /** One page of cases. */
    @Schema(name = "CasePage", description = "One page; nextCursor is null on the last one.")
    record Page(List<CaseView> items, @Nullable String nextCursor) {}

    static CaseView of(Case file, List<String> alerts, List<ChecklistItem> checklist) {
        return new CaseView(
                file.id(),
                file.kind().wireName(),
                file.subject(),
                file.state().wireName(),
                file.outcome(),
                file.band(),
                file.score(),
                file.assignee(),
                alerts,
                checklist,
                file.openedAt(),
                file.closedAt(),
                file.version());
    }
}
