package io.keepwatch.story;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts real times where a story line says <code>{-9 14:02:10 Europe/Berlin}</code> (story day, local time, zone) and real
 * dates where it says <code>{22 date}</code>.
 */
final class Moments {
    private static final Pattern MOMENT =
            Pattern.compile("\\{(-?\\d+) (?:(date)|(\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{3})?) ([A-Za-z]+(?:/[A-Za-z_]+)?))}");
    private static final long MILLIS = 1_000;

    private final StoryCalendar calendar;

    Moments(StoryCalendar calendar) {
        this.calendar = calendar;
    }

    /** How a real time is written. */
    enum Form {
        /** With the offset that held at that place and time. */
        RFC_3339 {
            @Override
            String write(Instant at, ZoneId zone) {
                return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
            }
        },
        /** Seconds since 1970 with three decimals, as the Linux audit system writes it. */
        AUDIT {
            @Override
            String write(Instant at, ZoneId zone) {
                return "%d.%03d".formatted(at.getEpochSecond(), at.toEpochMilli() % MILLIS);
            }
        };

        abstract String write(Instant at, ZoneId zone);
    }

    /**
     * A line with real times.
     *
     * @param at the first of them, null if there is none
     * @param date the local date of that first one
     */
    record Dated(
            String text, @Nullable Instant at, @Nullable LocalDate date) {}

    /** @throws IllegalArgumentException if something in braces and digits is not a moment */
    Dated date(String template, Form form) {
        Matcher matcher = MOMENT.matcher(template);
        StringBuilder text = new StringBuilder(template.length());
        Instant first = null;
        LocalDate firstDate = null;
        while (matcher.find()) {
            int day = Integer.parseInt(matcher.group(1));
            String written;
            if (matcher.group(2) != null) {
                written = calendar.date(day).toString();
            } else {
                ZoneId zone = ZoneId.of(matcher.group(4));
                Instant at = calendar.at(day, LocalTime.parse(matcher.group(3)), zone);
                written = form.write(at, zone);
                if (first == null) {
                    first = at;
                    firstDate = calendar.date(day);
                }
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(written));
        }
        matcher.appendTail(text);
        if (text.indexOf("{-") >= 0) {
            throw new IllegalArgumentException("not a moment of the story: " + template);
        }
        return new Dated(text.toString(), first, firstDate);
    }
}
