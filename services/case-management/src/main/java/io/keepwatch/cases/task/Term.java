package io.keepwatch.cases.task;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long somebody has for a task. In configuration: {@code PT1H}, exact time; {@code P1D} or {@code P1W}, days of the
 * person's calendar, so that a change of clocks moves no deadline; {@code end-of-day}, of the day it begins, at the
 * person's site; {@code 5-working-days}, Monday to Friday.
 */
public sealed interface Term {
    /** The word for the end of the day on which it begins. */
    String END_OF_DAY = "end-of-day";

    Pattern WORKING_DAYS = Pattern.compile("(\\d{1,3})-working-days");

    /** The first instant at which it is too late, never before the begin. */
    Instant after(Start start);

    /**
     * When and where a term begins.
     *
     * @param at the instant
     * @param day the day it belongs to, as HR named it
     * @param person the person's zone
     * @param site the zone of the person's site
     */
    record Start(Instant at, LocalDate day, ZoneId person, ZoneId site) {}

    /** @throws IllegalArgumentException if the text is no term */
    static Term of(String text) {
        if (text.equals(END_OF_DAY)) {
            return new EndOfDay();
        }
        Matcher working = WORKING_DAYS.matcher(text);
        if (working.matches()) {
            return new WorkingDays(Integer.parseInt(working.group(1)));
        }
        try {
            Term term = text.startsWith("PT") ? new Time(Duration.parse(text)) : new Days(Period.parse(text));
            Instant begin = Instant.EPOCH;
            if (term.after(new Start(begin, LocalDate.EPOCH, ZoneOffset.UTC, ZoneOffset.UTC))
                    .isBefore(begin)) {
                throw new IllegalArgumentException("a term ends before it begins: " + text);
            }
            return term;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expected a term as in PT1H, P1D, P1W, " + END_OF_DAY + " or 5-working-days: " + text, e);
        }
    }

    /** Exact time. */
    record Time(Duration time) implements Term {
        @Override
        public Instant after(Start start) {
            return start.at().plus(time);
        }
    }

    /** Days, weeks or months of the person's calendar. */
    record Days(Period days) implements Term {
        @Override
        public Instant after(Start start) {
            return start.at().atZone(start.person()).plus(days).toInstant();
        }
    }

    /** The day it begins, to its end at the site. */
    record EndOfDay() implements Term {
        @Override
        public Instant after(Start start) {
            Instant end = start.day().plusDays(1).atStartOfDay(start.site()).toInstant();
            return end.isBefore(start.at()) ? start.at() : end;
        }
    }

    /** Working days of the person's calendar, at the same time of the day. */
    record WorkingDays(int days) implements Term {
        @Override
        public Instant after(Start start) {
            ZonedDateTime end = start.at().atZone(start.person());
            for (int left = days; left > 0; ) {
                end = end.plusDays(1);
                if (end.getDayOfWeek() != DayOfWeek.SATURDAY && end.getDayOfWeek() != DayOfWeek.SUNDAY) {
                    left--;
                }
            }
            return end.toInstant();
        }
    }
}
