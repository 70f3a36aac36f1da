package io.keepwatch.story;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Lays the story's numbered days onto real ones. Day 0 is today where the story's day ends last, so that day −1 is over
 * for everybody in it; nothing is told of day 0.
 *
 * @param today the date of day 0
 */
record StoryCalendar(LocalDate today) {
    /** The first day anything is told of. */
    static final int FIRST_DAY = -21;
    /** The last day anything is told of. */
    static final int LAST_DAY = -1;

    /** Of all the company's sites, the one where a day ends last. */
    private static final ZoneId WESTERNMOST = ZoneId.of("America/Bogota");

    /** The calendar of a story that ends with the newest day that is over everywhere at {@code now}. */
    static StoryCalendar endingBefore(Instant now) {
        return new StoryCalendar(LocalDate.ofInstant(now, WESTERNMOST));
    }

    LocalDate date(int day) {
        return today.plusDays(day);
    }

    Instant at(int day, LocalTime time, ZoneId zone) {
        return date(day).atTime(time).atZone(zone).toInstant();
    }
}
