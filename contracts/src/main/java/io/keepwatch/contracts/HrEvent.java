package io.keepwatch.contracts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What HR told us about a person, with the monitoring period that policy derives from it; the value of {@link Topic#HR}.
 * It changes context, never a score directly (S2-027). Written and read by {@link HrEventJson}.
 *
 * @param receipt our name for it, as answered to HR; unique
 * @param event the contract's word: resignation, termination, pip, …
 * @param subject the person's key
 * @param effective the day it takes effect, in the person's zone
 * @param occurred when HR says it happened, in event time
 * @param receivedAt when the HR door accepted it, by the domain clock
 * @param detail the event's own details, as sent
 * @param monitoring the period it begins, or null where it begins none
 */
public record HrEvent(
        String receipt,
        String event,
        String subject,
        @Nullable LocalDate effective,
        Instant occurred,
        Instant receivedAt,
        Map<String, String> detail,
        @Nullable Monitoring monitoring) {

    /** The resignation event's name. */
    public static final String RESIGNATION = "resignation";

    public HrEvent {
        detail = Map.copyOf(detail);
    }

    /**
     * A monitoring period; policy and dates are notification's.
     *
     * @param kind enhanced, watchlist, …
     * @param from begin, inclusive
     * @param until end, exclusive
     */
    public record Monitoring(String kind, Instant from, Instant until) {}
}
