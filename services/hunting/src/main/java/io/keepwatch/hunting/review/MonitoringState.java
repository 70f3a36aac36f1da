package io.keepwatch.hunting.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the person is monitored, as the one who asks for the review knows it (S1-28).
 *
 * @param watch whether any activity of theirs raises an alert
 * @param periods the monitoring periods, in any order
 */
public record MonitoringState(boolean watch, List<Period> periods) {
    public MonitoringState {
        periods = List.copyOf(periods);
    }

    /**
     * A period during which they are looked at more closely.
     *
     * @param kind what it was begun for, for example {@code resignation}
     * @param state for example {@code active} or {@code expired}
     * @param until when it ends, null if it has no end yet
     */
    public record Period(
            String kind,
            String state,
            Instant from,
            @Nullable Instant until) {}
}
