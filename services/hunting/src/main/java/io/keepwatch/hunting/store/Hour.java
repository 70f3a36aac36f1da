package io.keepwatch.hunting.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An hour of event time, UTC: the unit in which files lie, repeats are found and files are replaced.
 *
 * @param number hours since 1970-01-01T00:00Z
 */
public record Hour(long number) implements Comparable<Hour> {
    private static final long SECONDS = 3600;
    private static final int PER_DAY = 24;
    private static final Pattern DIRECTORY = Pattern.compile("day=(\\d{4}-\\d{2}-\\d{2})/hour=([01]\\d|2[0-3])");

    /** The hour in which this instant lies. */
    public static Hour of(Instant time) {
        return new Hour(Math.floorDiv(time.getEpochSecond(), SECONDS));
    }

    /** The hour whose {@link #directory()} this is, or null. */
    static @Nullable Hour ofDirectory(String directory) {
        Matcher matcher = DIRECTORY.matcher(directory);
        return matcher.matches()
                ? new Hour(
                        LocalDate.parse(matcher.group(1)).toEpochDay() * PER_DAY + Integer.parseInt(matcher.group(2)))
                : null;
    }

    /** When it begins. */
    public Instant start() {
        return Instant.ofEpochSecond(number * SECONDS);
    }

    /** The day it belongs to, UTC. */
    public LocalDate day() {
        return start().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Where its files lie, for example {@code day=2026-02-15/hour=13}: what Hive-style readers understand. */
    String directory() {
        return "day=" + day() + "/hour=" + "%02d".formatted(Math.floorMod(number, PER_DAY));
    }

    @Override
    public int compareTo(Hour other) {
        return Long.compare(number, other.number);
    }
}
