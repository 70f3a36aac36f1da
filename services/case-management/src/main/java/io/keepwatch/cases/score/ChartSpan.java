package io.keepwatch.cases.score;

import io.keepwatch.cases.http.QueryReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a person's time a chart shows.
 *
 * @param from begin; null for {@link #USUAL} before the end
 * @param to end; null for now
 */
record ChartSpan(@Nullable Instant from, @Nullable Instant to) {
    static final Set<String> PARAMETERS = Set.of("from", "to");

    static final Duration USUAL = Duration.ofDays(90);
    /** Months to years are looked back at (S3-37). */
    static final Duration LONGEST = Duration.ofDays(10 * 366);

    /** @param now what an end that is not given is */
    static ChartSpan read(QueryReader query, Instant now) {
        Instant from = query.time("from");
        Instant to = query.time("to");
        if (from != null) {
            Instant end = to == null ? now : to;
            if (!from.isBefore(end)) {
                query.violate("from", "does not lie before the end");
            } else if (Duration.between(from, end).compareTo(LONGEST) > 0) {
                query.violate("from", "lies more than " + LONGEST.toDays() + " days before the end");
            }
        }
        query.verify();
        return new ChartSpan(from, to);
    }

    Instant from(Instant end) {
        return from == null ? end.minus(USUAL) : from;
    }

    /** The earliest instant that can be asked about. */
    Instant earliest(Instant now) {
        return from(to == null ? now : to);
    }
}
