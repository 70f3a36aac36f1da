package io.keepwatch.rules.memory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A moment that HR named: to the instant, or as a day, which begins when it begins on the person's own clock. In which
 * zone that is follows from the profile that holds at the day's midnight in UTC, also one that comes later. Once nothing
 * that comes can change it any more it is settled, and stays where it is although older profiles are forgotten.
 *
 * @param day the day, or null where HR named the instant
 * @param at the instant, as far as it is known
 * @param settled whether profiles no longer move it
 */
record Moment(@Nullable LocalDate day, Instant at, boolean settled) {

    static Moment of(Instant at) {
        return new Moment(null, at, true);
    }

    static Moment startOf(LocalDate day, Profiles profiles) {
        return new Moment(day, midnight(day), false).by(profiles);
    }

    /** The moment as these profiles have it. */
    Moment by(Profiles profiles) {
        if (settled || day == null) {
            return this;
        }
        Instant start = day.atStartOfDay(profiles.zoneAt(midnight(day))).toInstant();
        return start.equals(at) ? this : new Moment(day, start, false);
    }

    /** The moment as it stays, if profiles older than {@code reach} neither come nor are kept any more. */
    Moment after(Instant reach, Profiles profiles) {
        return settled || day == null || !profiles.areKnownAt(midnight(day), reach) ? this : new Moment(day, at, true);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
