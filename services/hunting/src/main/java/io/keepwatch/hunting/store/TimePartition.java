package io.keepwatch.hunting.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of event time, UTC, whose files lie in one directory: an hour, or a whole day once it is long over. Of a
 * person a day has as many column chunks as an hour has, and every one of them costs a question.
 *
 * @param first the hour, or the first of the day
 * @param isDay whether it is the whole day
 */
record TimePartition(Hour first, boolean isDay) implements Comparable<TimePartition> {
    private static final String WHOLE_DAY = "00-23";
    private static final Pattern DIRECTORY =
            Pattern.compile("day=(\\d{4}-\\d{2}-\\d{2})/hour=(" + WHOLE_DAY + "|[01]\\d|2[0-3])");

    private static final Comparator<TimePartition> ORDER =
            Comparator.comparing(TimePartition::first).thenComparing(TimePartition::isDay);

    static TimePartition of(Hour hour) {
        return new TimePartition(hour, false);
    }

    static TimePartition of(LocalDate day) {
        return new TimePartition(Hour.firstOf(day), true);
    }

    /** The one whose {@link #directory()} this is, or null. */
    static @Nullable TimePartition ofDirectory(String directory) {
        Matcher matcher = DIRECTORY.matcher(directory);
        if (!matcher.matches()) {
            return null;
        }
        LocalDate day = LocalDate.parse(matcher.group(1));
        return matcher.group(2).equals(WHOLE_DAY)
                ? of(day)
                : of(Hour.firstOf(day).plus(Integer.parseInt(matcher.group(2))));
    }

    /** The day it is, or belongs to. */
    LocalDate day() {
        return first.day();
    }

    Hour last() {
        return isDay ? first.plus(Hour.PER_DAY - 1) : first;
    }

    /** Whether an hour from {@code earliest} to {@code latest}, both included, belongs to it. */
    boolean overlaps(Hour earliest, Hour latest) {
        return first.compareTo(latest) <= 0 && last().compareTo(earliest) >= 0;
    }

    /** Whether it ended so long before an instant, or longer. */
    boolean isOverFor(Duration age, Instant now) {
        return !last().plus(1).start().plus(age).isAfter(now);
    }

    /** Where its files lie, for example {@code day=2026-02-15/hour=13} or {@code …/hour=00-23}: as Hive-style readers have it. */
    String directory() {
        String hour =
                isDay ? WHOLE_DAY : String.format(Locale.ROOT, "%02d", Math.floorMod(first.number(), Hour.PER_DAY));
        return "day=" + day() + "/hour=" + hour;
    }

    @Override
    public int compareTo(TimePartition other) {
        return ORDER.compare(this, other);
    }
}
