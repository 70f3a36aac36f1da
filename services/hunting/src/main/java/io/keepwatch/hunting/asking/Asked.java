package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.question.Question;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question and the time it is about, beside what the question itself says of times.
 *
 * @param from nothing before it is looked at; null for no limit
 * @param to nothing at it or after it is looked at; null for no limit
 */
public record Asked(
        Question question, @Nullable Instant from, @Nullable Instant to) {
    /** The stretch of time in which every activity lies that may be found. */
    Span span() {
        return Span.of(from, to).and(Span.of(question.scope()));
    }
}
