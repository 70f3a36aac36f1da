package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.question.Scope;
import io.keepwatch.hunting.store.Batch;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From an instant on and before another, within what can be stored; empty if they are the same. */
record Span(Instant from, Instant to) {
    private static final Span ALWAYS = new Span(Batch.EARLIEST, Batch.END);
    private static final Span NEVER = new Span(Batch.EARLIEST, Batch.EARLIEST);

    static Span of(@Nullable Instant from, @Nullable Instant to) {
        return ALWAYS.and(new Span(from == null ? Batch.EARLIEST : from, to == null ? Batch.END : to));
    }

    static Span of(Scope scope) {
        Instant latest = scope.latest();
        return of(scope.earliest(), latest == null || latest.isAfter(Batch.END) ? null : latest.plusNanos(1));
    }

    Span and(Span other) {
        Instant later = from.isAfter(other.from) ? from : other.from;
        Instant earlier = to.isBefore(other.to) ? to : other.to;
        return later.isBefore(earlier) ? new Span(later, earlier) : NEVER;
    }

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
