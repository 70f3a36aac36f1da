package io.keepwatch.notification.hr;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * How far from now a date of HR's may lie: events are told late and announced early, but nobody is monitored for a day
 * in 1970 or 2999.
 *
 * @param earliest first day that is believed
 * @param latest last day that is believed
 */
record Horizon(LocalDate earliest, LocalDate latest) {
    /** @param mostAhead how far ahead of {@code now} a date may lie */
    static Horizon at(Instant now, LocalDate earliest, Period mostAhead) {
        return new Horizon(earliest, now.atZone(ZoneOffset.UTC).toLocalDate().plus(mostAhead));
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(earliest) && !day.isAfter(latest);
    }

    boolean holds(Instant time) {
        return holds(LocalDate.ofInstant(time, ZoneOffset.UTC));
    }

    /** What is expected, for an answer. */
    String inWords() {
        return "between " + earliest + " and " + latest;
    }
}
