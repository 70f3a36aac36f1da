package io.keepwatch.platform.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a program has died lately, and how long to wait before it is started again: at once after a first death, a
 * little longer each time it dies again, and with growing patience once it died {@value #MANY} times in a minute.
 */
final class Deaths {
    static final int MANY = 5;

    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Deque<Instant> recent = new ArrayDeque<>();
    private Duration patience = LONG;
    private boolean inSeries;

    /** Counts a death and tells the pause before the next start. */
    Duration pauseAfter(Instant death) {
        recent.addLast(death);
        while (recent.getFirst().isBefore(death.minus(inSeries ? LONGEST.plus(LATELY) : LATELY))) {
            recent.removeFirst();
        }
        inSeries = recent.size() >= MANY;
        if (!inSeries) {
            patience = LONG;
            return recent.size() == 1 ? Duration.ZERO : SHORT;
        }
        Duration pause = patience;
        patience = patience.multipliedBy(2).compareTo(LONGEST) < 0 ? patience.multipliedBy(2) : LONGEST;
        return pause;
    }

    /** True while it has died {@value #MANY} times within a minute and not recovered since. */
    boolean inSeries() {
        return inSeries;
    }
}
