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
 * @param monitoring the period it begins by itself, or null where it begins none; periods of one kind that touch are one
 *     to whoever monitors, the later end wins
 * @param context the factor it puts into effect, or null; what a factor multiplies by is the score model's (S2-018 …
 *     S2-023)
 * @param withdraws the receipt of the event that no longer counts, only for {@link #WITHDRAWN}
 */
public record HrEvent(
        String receipt,
        String event,
        String subject,
        @Nullable LocalDate effective,
        Instant occurred,
        Instant receivedAt,
        Map<String, String> detail,
        @Nullable Monitoring monitoring,
        @Nullable Context context,
        @Nullable String withdraws) {

    /** The resignation event's name. */
    public static final String RESIGNATION = "resignation";

    /** The person leaves: the ex-employee watch begins with {@code effective} in the person's zone (S1-01, H07). */
    public static final String TERMINATION = "termination";

    /** A contract is over: the {@link Context#CONTRACTOR} that began before ends with {@code effective}, or when it occurred. */
    public static final String CONTRACT_ENDED = "contract_ended";

    /** There is a reason for what is unusual about the person, {@code reason}, {@code until} a time (S3-12). */
    public static final String MITIGATION = "mitigation";

    /** What an earlier receipt began ends (H11). */
    public static final String WITHDRAWN = "withdrawn";

    /** The person is back: watch and off-boarding end (H13). */
    public static final String REHIRED = "rehired";

    public HrEvent {
        detail = Map.copyOf(detail);
    }

    /**
     * A monitoring period; policy and dates are notification's.
     *
     * @param kind {@link #ENHANCED}, {@link #WATCHLIST} or {@link #ASSESSMENT}
     * @param from begin, inclusive
     * @param until end, exclusive; null while only a withdrawal or a review ends it
     */
    public record Monitoring(
            String kind, Instant from, @Nullable Instant until) {
        /** More is watched, and a leaver's reading is looked at. */
        public static final String ENHANCED = "enhanced";

        /** Passive: seen in lists, no rule is another than before. */
        public static final String WATCHLIST = "watchlist";

        /** A policy violation: somebody assesses, then a watchlist. */
        public static final String ASSESSMENT = "assessment";
    }

    /**
     * A factor of the person's context that HR is the source of.
     *
     * @param factor {@code notice}, {@code pip}, {@code negative-review} or {@link #CONTRACTOR}
     * @param from begin, inclusive
     * @param until end, exclusive; null while nothing is known to end it
     */
    public record Context(
            String factor, Instant from, @Nullable Instant until) {
        /** Somebody of another company works here, until {@link HrEvent#CONTRACT_ENDED}. */
        public static final String CONTRACTOR = "contractor";
    }
}
