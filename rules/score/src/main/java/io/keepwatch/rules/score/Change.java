package io.keepwatch.rules.score;

import java.time.Instant;

/**
 * What will change a score although nothing new happens.
 *
 * @param at when
 * @param cause what happens
 * @param name the evidence's id, or the factor
 * @param score the score then
 */
public record Change(Instant at, Cause cause, String name, double score) {

    /** What happens. */
    public enum Cause {
        /** A finding has faded by another half of itself. */
        EVIDENCE_HALVED,
        /** A finding counts nothing any more. */
        EVIDENCE_ENDS,
        /** A circumstance begins to hold. */
        FACTOR_BEGINS,
        /** A circumstance ends. */
        FACTOR_ENDS
    }

    public Band band() {
        return Band.of(score);
    }
}
