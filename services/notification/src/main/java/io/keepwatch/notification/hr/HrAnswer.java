package io.keepwatch.notification.hr;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What HR gets for an accepted event; a repeat gets the same again.
 *
 * @param receipt our name for the event
 * @param monitoring the period that now stands for the person, or null
 * @param reason why there is none
 */
@Schema(name = "HrAnswer")
public record HrAnswer(
        String receipt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Period monitoring,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

    /**
     * A monitoring period as HR sees it.
     *
     * @param until its end, exclusive; null while only a withdrawal or a review ends it
     */
    @Schema(name = "HrMonitoring")
    public record Period(String kind, @Nullable Instant until) {}
}
