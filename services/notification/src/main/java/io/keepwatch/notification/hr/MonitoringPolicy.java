package io.keepwatch.notification.hr;

import io.keepwatch.contracts.HrEvent.Monitoring;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which monitoring period an HR event begins: kind and dates are decided here and nowhere else (S2-094). Periods are
 * half-open; a period may be lengthened by a later notice and is never shortened (H06).
 */
final class MonitoringPolicy {
    /** More is watched, and a leaver's reading is looked at. */
    static final String ENHANCED = "enhanced";

    private final Duration enhanced;

    /** @param enhanced length of enhanced monitoring, counted from when the event occurred; positive */
    MonitoringPolicy(Duration enhanced) {
        if (!enhanced.isPositive()) {
            throw new IllegalArgumentException("keepwatch.hr.enhanced-monitoring must be longer than nothing");
        }
        this.enhanced = enhanced;
    }

    /** The period of a resignation by itself. */
    Monitoring afterResignation(Instant occurred) {
        return new Monitoring(ENHANCED, occurred, occurred.plus(enhanced));
    }

    /**
     * The period that stands when another one of its kind is known already: both together where they touch, else the
     * one that ends later.
     */
    static Monitoring together(Monitoring own, @Nullable Monitoring known) {
        if (known == null) {
            return own;
        }
        boolean touching = !endsBefore(known, own.from()) && !endsBefore(own, known.from());
        Instant until = later(own.until(), known.until());
        if (!touching) {
            return Objects.equals(own.until(), until) ? own : known;
        }
        return new Monitoring(own.kind(), earlier(own.from(), known.from()), until);
    }

    /** True if nothing is left of the period at {@code now}. */
    static boolean isOver(Monitoring period, Instant now) {
        return period.until() != null && !period.until().isAfter(now);
    }

    private static boolean endsBefore(Monitoring period, Instant time) {
        return period.until() != null && period.until().isBefore(time);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A period without an end is the later one. */
    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null ? null : one.isAfter(other) ? one : other;
    }
}
