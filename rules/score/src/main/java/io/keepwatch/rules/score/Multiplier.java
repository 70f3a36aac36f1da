package io.keepwatch.rules.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circumstance of the person and what it does to the score (S2-025).
 *
 * @param factor as the model names it
 * @param says what it is, as a sentence's beginning
 * @param value what it multiplies by, by itself
 * @param applied what its step multiplied by: less than {@code value} where the cap or its group stands before it
 * @param source who told us
 * @param from since when it holds
 * @param until when it ends; null while nothing is known to end it
 * @param effect whether taking it away would change the score
 * @param other the factor that counts in its place, where its group leaves it out
 * @param points what its step added to the score
 */
public record Multiplier(
        String factor,
        String says,
        double value,
        double applied,
        String source,
        Instant from,
        @Nullable Instant until,
        Effect effect,
        @Nullable String other,
        double points) {

    /** Whether it makes a difference (R12, R13). */
    public enum Effect {
        /** Taken away, the score falls. */
        COUNTS,
        /** A larger factor tells of the same thing; taken away, nothing changes. */
        SHADOWED_BY_GROUP,
        /** The others reach the limit without it; taken away, nothing changes. */
        SHADOWED_BY_LIMIT
    }
}
