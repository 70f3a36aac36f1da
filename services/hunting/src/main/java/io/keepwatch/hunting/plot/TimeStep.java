package io.keepwatch.hunting.plot;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps in which time is cut, along the clock and the calendar of a zone. Where the clock is changed a day has 23 or 25
 * hours, and the hour that comes twice is two steps.
 */
public enum TimeStep {
    SECOND("1s", "second", Duration.ofSeconds(1), 0),
    FIVE_SECONDS("5s", "five seconds", Duration.ofSeconds(5), 0),
    FIFTEEN_SECONDS("15s", "fifteen seconds", Duration.ofSeconds(15), 0),
    MINUTE("1m", "minute", Duration.ofMinutes(1), 0),
    FIVE_MINUTES("5m", "five minutes", Duration.ofMinutes(5), 0),
    FIFTEEN_MINUTES("15m", "quarter of an hour", Duration.ofMinutes(15), 0),
    HOUR("1h", "hour", Duration.ofHours(1), 0),
    THREE_HOURS("3h", "three hours", Duration.ofHours(3), 0),
    SIX_HOURS("6h", "six hours", Duration.ofHours(6), 0),
    TWELVE_HOURS("12h", "half a day", Duration.ofHours(12), 0),
    DAY("1d", "day", Duration.ofDays(1), 0),
    WEEK("1w", "week", Duration.ofDays(7), 0),
    MONTH("1mo", "month", Duration.ofDays(30), 1),
    QUARTER("3mo", "quarter", Duration.ofDays(91), 3),
    YEAR("1y", "year", Duration.ofDays(365), 12),
    DECADE("10y", "decade", Duration.ofDays(3652), 120);

    private final String wireName;
    private final String description;
    private final Duration about;
    private final int months;

    TimeStep(String wireName, String description, Duration about, int months) {
        this.wireName = wireName;
        this.description = description;
        this.about = about;
        this.months = months;
    }

    /** The name in requests and answers, for example {@code 15m}. */
    public String wireName() {
        return wireName;
    }

    /** What people call it: so much per {@code hour}. */
    public String description() {
        return description;
    }

    /** The step of this {@link #wireName}, or null if there is none. */
    public static @Nullable TimeStep ofWireName(String wireName) {
        for (TimeStep step : values()) {
            if (step.wireName.equals(wireName)) {
                return step;
            }
        }
        return null;
    }

    /** How long it is; of days and longer ones, usually. */
    public Duration about() {
        return about;
    }

    /** The finest step of which {@code most} are at least as long as this; the longest if none are. */
    public static TimeStep within(Duration length, int most) {
        for (TimeStep step : values()) {
            if (step.about.multipliedBy(most).compareTo(length) >= 0) {
                return step;
            }
        }
        return DECADE;
    }

    /** Where the steps begin that hold everything from {@code from} on and before {@code to}, and where the last ends. */
    public List<Instant> bounds(Instant from, Instant to, ZoneId zone) {
        List<Instant> bounds = new ArrayList<>();
        Instant bound = floor(from, zone);
        bounds.add(bound);
        do {
            bound = next(bound, zone);
            bounds.add(bound);
        } while (bound.isBefore(to));
        return bounds;
    }

    /** The beginning of the step in which an instant lies. */
    Instant floor(Instant time, ZoneId zone) {
        ZonedDateTime at = time.atZone(zone);
        if (compareTo(HOUR) <= 0) {
            long over = at.toLocalTime().toSecondOfDay() % about.toSeconds();
            return time.minusSeconds(over).minusNanos(time.getNano());
        }
        if (compareTo(DAY) < 0) {
            return hours(at.toLocalDateTime()).atZone(zone).toInstant();
        }
        return date(at.toLocalDate()).atStartOfDay(zone).toInstant();
    }

    /** The beginning of the step after the one that begins there. */
    Instant next(Instant begin, ZoneId zone) {
        if (compareTo(HOUR) <= 0) {
            Instant next = begin.plus(about);
            Instant aligned = floor(next, zone);
            return aligned.isAfter(begin) ? aligned : next;
        }
        LocalDateTime local = begin.atZone(zone).toLocalDateTime();
        if (compareTo(DAY) < 0) {
            return hours(local).plus(about).atZone(zone).toInstant();
        }
        LocalDate date = date(local.toLocalDate());
        LocalDate next = months == 0 ? date.plusDays(about.toDays()) : date.plusMonths(months);
        return next.atStartOfDay(zone).toInstant();
    }

    private LocalDateTime hours(LocalDateTime local) {
        return local.truncatedTo(ChronoUnit.HOURS).minusHours(local.getHour() % about.toHours());
    }

    private LocalDate date(LocalDate date) {
        if (months > 0) {
            int month = date.getYear() * 12 + date.getMonthValue() - 1;
            return LocalDate.of(0, 1, 1).plusMonths(month - month % months);
        }
        return this == WEEK ? date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : date;
    }
}
