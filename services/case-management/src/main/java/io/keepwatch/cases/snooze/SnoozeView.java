package io.keepwatch.cases.snooze;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A snooze as the API shows it. */
@Schema(name = "Snooze", description = "One rule is not reported of one person for a while.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SnoozeView(
        UUID id,

        @Schema(description = "The alert it was decided at.")
        String alert,

        @Schema(description = "The rule that is not reported.")
        String rule,

        @Schema(description = "The person's key.") String subject,

        @Schema(description = "Why.") String reason,

        @Schema(description = "Who decided.") String by,

        @Schema(description = "Activities before are reported.")
        Instant at,

        @Schema(description = "Activities at or after are reported again.")
        Instant until,

        @Schema(description = "When somebody ended it before its time.") @Nullable
        Instant endedAt,

        @Schema(description = "Who ended it.") @Nullable String endedBy,

        @Schema(description = "Whether it holds now.") boolean active) {

    /** One page of snoozes. */
    @Schema(name = "SnoozePage", description = "One page; nextCursor is null on the last one.")
    record Page(List<SnoozeView> items, @Nullable String nextCursor) {}

    static SnoozeView of(SnoozeEntity row, Instant now) {
        return new SnoozeView(
                row.id,
                row.alertId,
                row.rule,
                row.subject,
                row.reason,
                row.byName,
                row.at,
                row.until,
                row.endedAt,
                row.endedBy,
                now.isBefore(row.holdsUntil()));
    }
}
