package io.keepwatch.cases.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keepwatch.cases.risk.RiskStore;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of what was said of a person's score, as the API shows it. */
@Schema(
        name = "RiskHistoryPage",
        description = "One page, the newest record first; nextCursor is null on the last one.")
record HistoryView(List<Item> items, @Nullable String nextCursor) {

    /** Something that was said of a score. */
    @Schema(name = "RiskRecord")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Schema(description = "Follows from what it says.")
            String id,

            @Schema(
                    description = "The instant that the score is of; of a band that time alone changed, when the curve "
                            + "crossed its edge. With recordedAt it asks for all of the working: risk?at=…&known=…")
            Instant at,

            @Schema(description = "When it was noticed, in domain time.")
            Instant recordedAt,

            @Schema(minimum = "0", maximum = "100") double score,

            @Schema(
                    description = "The band that was published with it; downwards it follows the score with delay.",
                    enumeration = {"monitor", "investigate", "immediate"})
            String band,

            @Schema(enumeration = {"evidence", "circumstances", "time"})
            String reason,

            @Schema(description = "What is new against the record before, in sentences.")
            String because,

            @Schema(description = "Digest of the model.") String model,

            @Schema(description = "Whether a later record stands in its place.")
            boolean superseded,

            @Schema(description = "When that one was recorded; absent of the record that stands.") @Nullable
            Instant supersededAt) {
        static Item of(RiskStore.Line line) {
            return new Item(
                    line.id(),
                    line.at(),
                    line.recordedAt(),
                    line.score(),
                    line.band(),
                    line.reason(),
                    line.because(),
                    line.model(),
                    line.supersededAt() != null,
                    line.supersededAt());
        }
    }
}
