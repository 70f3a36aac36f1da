package io.keepwatch.cases.score;

import io.keepwatch.cases.risk.StandingStore;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of people by their scores, as the API shows it. */
@Schema(name = "SubjectPage", description = "One page, the highest score first; nextCursor is null on the last one.")
record SubjectPage(List<Item> items, @Nullable String nextCursor) {

    /** A person and the score. */
    @Schema(name = "ScoredSubject")
    record Item(
            @Schema(description = "The person's key.") String subject,

            @Schema(description = "0 to 100, as of scoredAt.", minimum = "0", maximum = "100")
            double score,

            @Schema(
                    description = "The band of this score: below 50, from 50 to 80, above 80.",
                    enumeration = {"monitor", "investigate", "immediate"})
            String band,

            @Schema(description = "At most an hour ago.") Instant scoredAt,

            @Schema(description = "Whether no identity of the person has arrived yet.")
            boolean unresolved) {
        static Item of(StandingStore.Listed listed, Instant now) {
            return new Item(
                    listed.subject(),
                    listed.score(),
                    listed.band(),
                    listed.scoredAt() == null ? now : listed.scoredAt(),
                    !listed.known());
        }
    }
}
