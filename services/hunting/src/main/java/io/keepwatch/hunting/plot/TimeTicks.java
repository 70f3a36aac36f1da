package io.keepwatch.hunting.plot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a time axis is marked, and with what: a line for each, and a second where the day or the year is another. */
final class TimeTicks {
    private static final int MOST = 9;
    private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = format("HH:mm");
    private static final DateTimeFormatter DAYS = format("d MMM");
    private static final DateTimeFormatter FULL_DAYS = format("EEE d MMM yyyy");
    private static final DateTimeFormatter MONTHS = format("MMM");
    private static final DateTimeFormatter YEARS = format("yyyy");

    record Tick(Instant at, String label, String below) {}

    private TimeTicks() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    static List<Tick> between(Instant from, Instant to, ZoneId zone) {
        for (TimeStep step : TimeStep.values()) {
            if (from.plus(step.about().multipliedBy(2L * MOST)).isAfter(to)) {
                List<Instant> places = step.bounds(from, to, zone).stream()
                        .filter(at -> !at.isBefore(from) && !at.isAfter(to))
                        .toList();
                return labelled(step, places, places.size() > MOST ? 2 : 1, zone);
            }
        }
        return labelled(TimeStep.DECADE, List.of(from, to), 1, zone);
    }

    private static List<Tick> labelled(TimeStep step, List<Instant> places, int every, ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        String before = "";
        for (int i = 0; i < places.size(); i += every) {
            ZonedDateTime at = places.get(i).atZone(zone);
            String below = below(step, at);
            ticks.add(new Tick(places.get(i), label(step, at), below.equals(before) ? "" : below));
            before = below;
        }
        return ticks;
    }

    private static String label(TimeStep step, ZonedDateTime at) {
        return switch (step) {
            case SECOND, FIVE_SECONDS, FIFTEEN_SECONDS -> SECONDS.format(at);
            case MINUTE, FIVE_MINUTES, FIFTEEN_MINUTES, HOUR, THREE_HOURS, SIX_HOURS, TWELVE_HOURS ->
                MINUTES.format(at);
            case DAY, WEEK -> DAYS.format(at);
            case MONTH, QUARTER -> MONTHS.format(at);
            case YEAR, DECADE -> YEARS.format(at);
        };
    }

    private static String below(TimeStep step, ZonedDateTime at) {
        if (step.compareTo(TimeStep.DAY) < 0) {
            return DAYS.format(at) + " " + YEARS.format(at);
        }
        return step.compareTo(TimeStep.YEAR) < 0 ? YEARS.format(at) : "";
    }

    static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** When something lay, as it is said in a tip. */
    static String span(Instant from, Instant to, ZoneId zone) {
        ZonedDateTime begin = from.atZone(zone);
        ZonedDateTime end = to.atZone(zone);
        boolean days = isMidnight(begin) && isMidnight(end);
        if (days) {
            LocalDate last = end.toLocalDate().minusDays(1);
            return FULL_DAYS.format(begin) + (last.equals(begin.toLocalDate()) ? "" : " to " + FULL_DAYS.format(last));
        }
        DateTimeFormatter clock = begin.getSecond() == 0 && end.getSecond() == 0 ? MINUTES : SECONDS;
        String until = begin.toLocalDate().equals(end.toLocalDate()) ? "" : FULL_DAYS.format(end) + " ";
        return FULL_DAYS.format(begin) + " " + clock.format(begin) + " to " + until + clock.format(end);
    }

    private static boolean isMidnight(ZonedDateTime at) {
        return at.equals(at.toLocalDate().atStartOfDay(at.getZone()));
    }
}
