package io.keepwatch.rules.habit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** People whose weeks are alike. */
public final class Weeks {
    /** A Monday. */
    public static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    public static final PersonClock CLOCK = new PersonClock(BERLIN, null, Set.of());
    static final HabitSettings BY = HabitSettings.DEFAULT;

    private Weeks() {}

    static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** Comes at nine and leaves at half past five, Monday to Friday. */
    static Habit office(int weeks, String door, String building) {
        Habit habit = Habit.NEW;
        for (int i = 0; i < 7 * weeks; i++) {
            LocalDate day = MONDAY.plusDays(i);
            if (isWorkingDay(day)) {
                habit = swipe(habit, day.atTime(9, 0), door, building);
                habit = swipe(habit, day.atTime(17, 30), door, building);
            }
        }
        return habit;
    }

    static Habit swipe(Habit habit, LocalDateTime at, String door, String building) {
        return habit.learn(
                new Observation(
                        at,
                        Rhythm.BADGE,
                        Map.of(Trait.DOOR, door, Trait.BUILDING, building),
                        Map.of(Volume.REJECTIONS, 0L)),
                CLOCK,
                BY);
    }

    /** Prints so many pages. */
    static Habit print(Habit habit, LocalDateTime at, String printer, long pages) {
        return habit.learn(
                new Observation(at, null, Map.of(Trait.PRINTER, printer), Map.of(Volume.PAGES, pages)), CLOCK, BY);
    }
}
