package io.keepwatch.rules.memory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A calendar day somewhere.
 *
 * @param zone where
 * @param date the day
 * @param from its first second since 1970
 * @param until the first second of the next day
 */
public record LocalDay(ZoneId zone, LocalDate date, long from, long until) {
    /** Where a day that was never asked for begins. */
    static final LocalDay EPOCH = of(0, ZoneOffset.UTC);

    /** The day that the moment belongs to. */
    public static LocalDay of(long second, ZoneId zone) {
        LocalDate date = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
        return new LocalDay(
                zone,
                date,
                date.atStartOfDay(zone).toEpochSecond(),
                date.plusDays(1).atStartOfDay(zone).toEpochSecond());
    }

    /** This day, if the moment belongs to it, else that moment's. */
    LocalDay at(long second, ZoneId otherZone) {
        return second >= from && second < until && zone.equals(otherZone) ? this : of(second, otherZone);
    }
}
