package io.keepwatch.cases;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The domain clock of the tests: the machine's, until a test moves it. */
@Alternative
@Priority(1)
@Singleton
public class MovingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    /** Goes on from this instant. */
    public void moveTo(Instant instant) {
        ahead = Duration.between(Clock.systemUTC().instant(), instant);
    }

    public void reset() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead);
    }
}
