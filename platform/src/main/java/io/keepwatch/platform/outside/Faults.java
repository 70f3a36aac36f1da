package io.keepwatch.platform.outside;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Doors that fail on demand, each for a while; machine time. */
final class Faults {
    private final Clock clock;
    private final Map<Kind, Fault> faults = new EnumMap<>(Kind.class);

    Faults(Clock clock) {
        this.clock = clock;
    }

    /**
     * How a door fails.
     *
     * @param answer the HTTP or SMTP status it answers with; a status of success lets the message in
     * @param delay how long it lets the sender wait first
     * @param until the end, exclusive
     */
    record Fault(int answer, Duration delay, Instant until) {
        private static final int LOWEST_FAILURE = 300;

        /** True if the message is not taken. */
        boolean refuses() {
            return answer >= LOWEST_FAILURE;
        }
    }

    /** From now on, instead of what was asked before; for no time at all, the door is whole again. */
    synchronized void set(Kind kind, int answer, Duration delay, Duration duration) {
        faults.put(kind, new Fault(answer, delay, clock.instant().plus(duration)));
    }

    synchronized Optional<Fault> now(Kind kind) {
        return Optional.ofNullable(faults.get(kind))
                .filter(fault -> clock.instant().isBefore(fault.until()));
    }
}
