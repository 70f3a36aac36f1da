package io.keepwatch.contracts;

import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * The domain clock: ticks, periods, deadlines and far-future checks look here, never at the machine's clock. The local
 * platform shifts it with {@value #SHIFT} so that a story told over weeks can end now.
 */
public final class DomainClock {
    /** An ISO 8601 duration, for example {@code P15D}; absent means no shift. */
    public static final String SHIFT = "KEEPWATCH_TIME_SHIFT";

    private DomainClock() {}

    /** @throws IllegalArgumentException if the shift is not an ISO 8601 duration */
    public static Clock from(Map<String, String> environment) {
        String shift = environment.getOrDefault(SHIFT, "");
        if (shift.isBlank()) {
            return Clock.systemUTC();
        }
        try {
            return Clock.offset(Clock.systemUTC(), Duration.parse(shift));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(SHIFT + " is not an ISO 8601 duration such as P15D: " + shift, e);
        }
    }
}
