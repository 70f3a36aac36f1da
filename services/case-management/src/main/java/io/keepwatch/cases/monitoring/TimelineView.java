package io.keepwatch.cases.monitoring;

import io.keepwatch.cases.timeline.TimelineStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a person's timeline, as the API shows it. */
@Schema(name = "TimelinePage", description = "One page, the oldest first; nextCursor is null on the last one.")
record TimelineView(List<Item> items, @Nullable String nextCursor) {

    /** Something that happened. */
    @Schema(name = "TimelineEntry")
    record Item(
            @Schema(description = "When it happened, in domain time.")
            Instant at,

            @Schema(enumeration = {"hr-event", "monitoring", "case", "task", "notice", "risk"})
            String kind,

            @Schema(
                    description = "HR's own word; active, suspicion, expired or ended; opened, overdue, escalated, "
                            + "closed or reopened; delivered or failed; offboarding-begun, departure-moved or "
                            + "offboarding-ended; band-raised or band-lowered.")
            String event,

            @Schema(description = "What else is to be said, by name.")
            Map<String, String> details) {
        static Item of(TimelineStore.Line line) {
            return new Item(line.at(), line.kind(), line.event(), line.details());
        }
    }
}
