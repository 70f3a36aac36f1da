package io.keepwatch.cases.programme;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A metric of the programme with everything needed to check it by hand. */
@Schema(name = "Metric")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Metric(
        String id,

        @Schema(description = "The requirement it measures.")
        String requirement,

        String title,

        @Schema(description = "What is divided by what.") String formula,

        @Schema(description = "What the programme wants, as a share.")
        double target,

        long numerator,
        long denominator,

        @Schema(description = "Not counted yet, because there is still time.")
        long pending,

        @Schema(description = "numerator by denominator; absent where there is nothing to measure.") @Nullable
        Double value) {

    /** All metrics as of one time. */
    @Schema(name = "Programme")
    record Programme(Instant at, List<Metric> metrics) {}

    /** What is counted of a metric. */
    record Counts(long numerator, long denominator, long pending) {}

    static Metric of(String id, String requirement, String title, String formula, double target, Counts counts) {
        return new Metric(
                id,
                requirement,
                title,
                formula,
                target,
                counts.numerator(),
                counts.denominator(),
                counts.pending(),
                counts.denominator() == 0 ? null : (double) counts.numerator() / counts.denominator());
    }
}
