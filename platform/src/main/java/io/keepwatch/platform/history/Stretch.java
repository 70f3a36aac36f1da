package io.keepwatch.platform.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** From an instant on and before another. */
record Stretch(Instant from, Instant to) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    boolean canBeHalved() {
        return Duration.between(from, to).compareTo(SHORTEST) > 0;
    }

    /** The earlier half first. */
    List<Stretch> halves() {
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        return List.of(new Stretch(from, middle), new Stretch(middle, to));
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
