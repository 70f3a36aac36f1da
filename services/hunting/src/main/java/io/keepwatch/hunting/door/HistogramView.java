package io.keepwatch.hunting.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keepwatch.hunting.asking.Histogram;
import io.keepwatch.hunting.plot.TimePlot;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many activities in each stretch of time. */
@Schema(name = "Histogram", description = "How many of the activities that answer the question are in each stretch.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistogramView(
        @Schema(description = "How long a stretch is.", examples = "1h")
        String step,

        @Schema(description = "Whose clock the stretches follow.")
        String zone,

        @Schema(description = "Where each stretch begins, and where the last one ends; empty if there is nothing.")
        List<Instant> bounds,

        @Schema(description = "The field whose values are told apart.") @Nullable
        String by,

        List<Series> series) {

    @Schema(name = "HistogramSeries")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Series(
            @Schema(description = "The value; absent for everything that has no series of its own.") @Nullable
            String name,

            @Schema(description = "One for each stretch.") List<Long> numbers) {
        private static Series of(TimePlot.Series series) {
            return new Series(series.name(), series.numbers());
        }
    }

    static HistogramView of(Histogram.Answer answer) {
        return new HistogramView(
                answer.step().wireName(),
                answer.zone(),
                answer.bounds(),
                answer.by(),
                answer.series().stream().map(Series::of).toList());
    }
}
