package io.keepwatch.rules.habit;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The working hours that a profile declares, for example {@code Mon-Fri 09:00-17:30} or {@code Mon,Wed 08:00-12:00; Sat
 * 22:00-06:00}. The end is not included; a shift over midnight belongs to the day on which it begins.
 */
public final class WorkHours {
    private static final Pattern SHIFT =
            Pattern.compile("([a-z,\\- ]+?)\\s+(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})");
    private static final int ABBREVIATED = 3;

    private final List<Shift> shifts;

    private record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
        boolean covers(DayOfWeek day, LocalTime time) {
            if (from.isBefore(until)) {
                return days.contains(day) && !time.isBefore(from) && time.isBefore(until);
            }
            return days.contains(day) && !time.isBefore(from) || days.contains(day.minus(1)) && time.isBefore(until);
        }
    }

    private WorkHours(List<Shift> shifts) {
        this.shifts = List.copyOf(shifts);
    }

    /** The hours of a profile; null where there are none or nobody can read them. */
    public static @Nullable WorkHours read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        List<Shift> shifts = new ArrayList<>();
        for (String part : text.toLowerCase(Locale.ROOT).strip().split(";", -1)) {
            Shift shift = shift(part.strip());
            if (shift == null) {
                return null;
            }
            shifts.add(shift);
        }
        return new WorkHours(shifts);
    }

    private static @Nullable Shift shift(String text) {
        Matcher shift = SHIFT.matcher(text);
        if (!shift.matches()) {
            return null;
        }
        Set<DayOfWeek> days = days(shift.group(1));
        LocalTime from = time(shift.group(2));
        LocalTime until = time(shift.group(3));
        return days.isEmpty() || from == null || until == null ? null : new Shift(days, from, until);
    }

    private static @Nullable LocalTime time(String text) {
        String[] parts = text.split(":", -1);
        int hour = Integer.parseInt(parts[0]);
        int minute = Integer.parseInt(parts[1]);
        // 24:00 is how some write the end of a day.
        return hour > 24 || minute > 59 || hour == 24 && minute > 0 ? null : LocalTime.of(hour % 24, minute);
    }

    /** None where nobody can read them. */
    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] range = part.split("-", -1);
            DayOfWeek first = day(range[0].strip());
            DayOfWeek last = day(range[range.length - 1].strip());
            if (range.length > 2 || first == null || last == null) {
                return Set.of();
            }
            DayOfWeek day = first;
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static @Nullable DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (text.length() >= ABBREVIATED && name.startsWith(text)) {
                return day;
            }
        }
        return null;
    }

    /** Whether this is working time, were it no holiday. */
    public boolean cover(LocalDateTime local) {
        return shifts.stream().anyMatch(shift -> shift.covers(local.getDayOfWeek(), local.toLocalTime()));
    }

    /** The last day of the week without a shift; Sunday if there is none. */
    DayOfWeek freeDay() {
        DayOfWeek day = DayOfWeek.SUNDAY;
        for (int i = 0; i < DayOfWeek.values().length; i++) {
            DayOfWeek candidate = day.minus(i);
            if (shifts.stream().noneMatch(shift -> shift.days().contains(candidate))) {
                return candidate;
            }
        }
        return day;
    }
}
