package io.keepwatch.hunting.asking;

import java.time.Duration;
import java.time.Instant;

/**
 * A way back through time, in slices that grow as long as they do not hold too many files: what happened last is found at
 * once, and what happened long ago without asking hour by hour. Not thread-safe.
 */
final class Walk {
    static final Duration SHORTEST = Duration.ofHours(1);
    /** What is not longer is looked at as a whole, unless it holds too much: that is one question instead of five. */
    static final Duration AT_ONCE = Duration.ofDays(8);

    private static final int GROWTH = 4;

    private final Span whole;
    private Duration length;
    private Span slice;

    /** @param now the first slice reaches back to an hour before it, if the whole ends later */
    Walk(Span whole, Instant now) {
        this.whole = whole;
        length = whole.length().compareTo(AT_ONCE) > 0 ? SHORTEST : whole.length();
        slice = before(now.isBefore(whole.to()) ? now : whole.to(), whole.to());
    }

    /** Everything from so long before an instant on. */
    private Span before(Instant end, Instant to) {
        return whole.and(new Span(end.minus(length), to));
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
        length = slice.length().dividedBy(2);
        slice = before(slice.to(), slice.to());
    }

    /** The slice has been looked at: the one before it. */
    void advance() {
        Duration longer = length.multipliedBy(GROWTH);
        length = longer.compareTo(whole.length()) < 0 ? longer : whole.length();
        slice = before(slice.from(), slice.from());
    }
}
