package io.keepwatch.ingestion.http;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a request's lines.
 *
 * @param accepted lines that are durable
 * @param rejected the first {@value Rejections#LISTED} lines that were not accepted, with the reason
 * @param rejectedCount all of them
 */
@Schema(description = "What became of the lines of a request.")
public record Answer(
        @Schema(description = "Lines that are durable.", examples = "2")
        long accepted,

        @Schema(description = "The first 1,000 rejected lines.")
        List<Rejection> rejected,

        @Schema(description = "All rejected lines.", examples = "1")
        long rejectedCount) {

    /**
     * A line that was not accepted.
     *
     * @param line counted from 1; the number of the element where the body was a list
     * @param reason names the field, never its value
     */
    @Schema(description = "A line that was not accepted.")
    public record Rejection(
            @Schema(description = "Counted from 1.", examples = "3")
            long line,

            @Schema(
                    description = "Why, naming the field and never its value.",
                    examples = "time: expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z")
            String reason) {}
}
