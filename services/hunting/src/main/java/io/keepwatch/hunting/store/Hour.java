package io.keepwatch.hunting.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * An hour of event time, UTC: the unit in which activities are written and repeats are found.
 *
 * @param number hours since 1970-01-01T00:00Z
 */
public record Hour(long number) implements Comparable<Hour> {
    static final int PER_DAY = 24;
    private static final long SECONDS = 3600;

    /** The hour in which this instant lies. */
    public static Hour of(Instant time) {
        return new Hour(Math.floorDiv(time.getEpochSecond(), SECONDS));
    }

    static Hour firstOf(LocalDate day) {
        return new Hour(day.toEpochDay() * PER_DAY);
    }

    Hour plus(long hours) {
        return new Hour(number + hours);
    }

    /** When it begins. */
    public Instant start() {
        return Instant.ofEpochSecond(number * SECONDS);
    }

    /** The day it belongs to, UTC. */
    public LocalDate day() {
        return start().atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public int compareTo(Hour other) {
        return Long.compare(number, other.number);
    }
}
