package io.keepwatch.rules.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one event of HR asks for: that the person be monitored, in one way, for a time. Claims of one kind that touch are
 * one period.
 *
 * @param receipt of the event
 * @param kind enhanced, watchlist, assessment or ex-employee
 * @param from begin, inclusive
 * @param until end, exclusive; null while nothing but HR ends it
 * @param occurred when HR says the event happened
 * @param receivedAt when HR told us
 * @param period the period it was told to be part of, by that period's name; null until it has come into effect
 */
record Claim(
        String receipt,
        String kind,
        Moment from,
        @Nullable Instant until,
        Instant occurred,
        Instant receivedAt,
        @Nullable String period) {

    Instant begin() {
        return from.at();
    }

    boolean isTold() {
        return period != null;
    }

    Claim with(Moment begin) {
        return begin == from ? this : new Claim(receipt, kind, begin, until, occurred, receivedAt, period);
    }

    Claim toldAs(String name) {
        return new Claim(receipt, kind, from, until, occurred, receivedAt, name);
    }
}
