package io.keepwatch.rules.habit;

import io.keepwatch.contracts.Identity;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person's own clock and work calendar. A holiday of their site is like their free day, usually Sunday.
 *
 * @param zone where they are
 * @param hours when they work, null where nobody told
 * @param holidays days on which their site does not work
 */
public record PersonClock(ZoneId zone, @Nullable WorkHours hours, Set<LocalDate> holidays) {
    /** Of somebody of whom nothing is known. */
    public static final PersonClock UTC = new PersonClock(ZoneOffset.UTC, null, Set.of());

    private static final int HOURS_OF_A_DAY = 24;

    public PersonClock {
        holidays = Set.copyOf(holidays);
    }

    /** The clock of a profile; UTC where the profile is absent or its zone unknown. */
    public static PersonClock of(@Nullable Identity profile, Holidays holidays) {
        return profile == null
                ? UTC
                : new PersonClock(
                        zone(profile.timeZone()), WorkHours.read(profile.workHours()), holidays.at(profile.site()));
    }

    private static ZoneId zone(@Nullable String name) {
        if (name == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** What the person's clock shows. */
    public LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, zone);
    }

    /** Whether the profile declares this as working time. */
    public boolean isWorkingTime(LocalDateTime local) {
        return hours != null && !holidays.contains(local.toLocalDate()) && hours.cover(local);
    }

    /** Monday's first hour is 0, Sunday's last is 167. */
    int hourOfWeek(LocalDateTime local) {
        DayOfWeek day = holidays.contains(local.toLocalDate()) ? freeDay() : local.getDayOfWeek();
        return (day.getValue() - 1) * HOURS_OF_A_DAY + local.getHour();
    }

    private DayOfWeek freeDay() {
        return hours == null ? DayOfWeek.SUNDAY : hours.freeDay();
    }
}
