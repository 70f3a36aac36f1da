package io.keepwatch.ingestion.feed;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A feed as {@code GET /v1/feeds} shows it.
 *
 * @param source the feed's name
 * @param lastEventAt the newest time any of its activities tells
 * @param lastSeenAt when something of it was accepted last, by the domain clock
 * @param perMinute activities accepted in the last minute
 * @param accepted activities accepted since this instance started
 * @param rejected lines rejected since this instance started
 * @param usualGap the longest gap of the last day between two arrivals, ISO 8601; absent before the second arrival
 * @param silent true if nothing came for twice the usual gap
 */
@Schema(name = "Feed", description = "What is known of one feed.")
public record FeedView(
        @Schema(description = "The feed's name.", examples = "okta")
        String source,

        @Schema(description = "The newest time any of its activities tells.") @Nullable
        Instant lastEventAt,

        @Schema(description = "When something of it was accepted last, by the domain clock.") @Nullable
        Instant lastSeenAt,

        @Schema(description = "Activities accepted in the last minute.")
        long perMinute,

        @Schema(description = "Activities accepted since this instance started.")
        long accepted,

        @Schema(description = "Lines rejected since this instance started.")
        long rejected,

        @Schema(
                description = "The longest gap of the last day between two arrivals, an ISO 8601 duration.",
                examples = "PT15S")
        @Nullable
        String usualGap,

        @Schema(description = "True if nothing came for twice the usual gap, and for a minute at least.")
        boolean silent) {}
