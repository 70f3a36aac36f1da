package io.keepwatch.hunting.asking;

import java.time.Duration;
import java.time.Instant;

/**
 * A way back through time, in slices that grow as long as they do not hold too many files: what happened last is found at
 * once, and what happened long ago without asking hour by hour. Not thread-safe.
 */
final class Walk {
    static final Duration SHORTEST = Duration.ofHours(1);
    private static final int GROWTH = 4;

    private final Span whole;
    private Span slice;

    /** @param now the first slice reaches back to an hour before it, if the whole ends later */
    Walk(Span whole, Instant now) {
        this.whole = whole;
        Instant end = now.isBefore(whole.to()) ? now : whole.to();
        slice = new Span(later(end.minus(SHORTEST)), whole.to());
    }

    private Instant later(Instant from) {
        return from.isBefore(whole.from()) ? whole.from() : from;
    }

    boolean isOver() {
        return slice.isEmpty();
    }

    /** What to look at now. */
    Span slice() {
        return slice;
    }

    boolean canBeShorter() {
        return slice.length().compareTo(SHORTEST) > 0;
    }

    /** There is too much in the slice: half of it. */
    void shorten() {
        Duration half = slice.length().dividedBy(2);
        slice = new Span(slice.to().minus(half), slice.to());
    }

    /** The slice has been looked at: the one before it. */
    void advance() {
        Duration next = slice.length().compareTo(SHORTEST) < 0 ? SHORTEST : slice.length();
        Instant from = next.compareTo(whole.length()) >= 0
                ? whole.from()
                : later(slice.from().minus(next.multipliedBy(GROWTH)));
        slice = new Span(from, slice.from());
    }
}
