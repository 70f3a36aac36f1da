package io.keepwatch.rules.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circumstance of a person, from somebody who knows (S2-025).
 *
 * @param factor as the model names it
 * @param source who told us: "HR, receipt 7f3a"
 * @param from begin, inclusive
 * @param until end, exclusive; null while nothing is known to end it
 */
public record ContextFact(
        String factor,
        String source,
        Instant from,
        @Nullable Instant until) {
    boolean holds(Instant at) {
        return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
}
