package io.keepwatch.rules.habit;

import static io.keepwatch.rules.habit.Weeks.BY;
import static io.keepwatch.rules.habit.Weeks.CLOCK;
import static io.keepwatch.rules.habit.Weeks.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.habit.Unusualness.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A person's habit")
class HabitTest {
    private static final LocalDate AFTER_EIGHT_WEEKS = MONDAY.plusWeeks(8);

    @Test
    @DisplayName("S3-11, B01: 9:00–17:30 for eight weeks, then Sunday 06:00 is unusual and Monday 09:00 is not")
    void shouldFindAnOddHour() {
        Habit habit = Weeks.office(8, "Gate 1", "HQ");

        assertThat(hour(habit, AFTER_EIGHT_WEEKS.plusDays(6).atTime(6, 0)).isEvidence())
                .isTrue();
        assertThat(hour(habit, AFTER_EIGHT_WEEKS.atTime(9, 5)).isEvidence()).isFalse();
    }

    @Test
    @DisplayName("Between coming and going a person is there: a swipe at noon is usual")
    void shouldTakeADayAsPresence() {
        Habit habit = Weeks.office(8, "Gate 1", "HQ");

        assertThat(hour(habit, AFTER_EIGHT_WEEKS.atTime(12, 30)).isEvidence()).isFalse();
        assertThat(hour(habit, AFTER_EIGHT_WEEKS.atTime(22, 30)).isEvidence()).isTrue();
    }

    @Test
    @DisplayName("B14: on the thirteenth day nothing is claimed, on the fourteenth it is; the number is configurable")
    void shouldClaimNothingWhileLearning() {
        Habit habit = Weeks.office(2, "Gate 1", "HQ");
        LocalDateTime thirteenth = MONDAY.plusDays(13).atTime(6, 0);
        LocalDateTime fourteenth = MONDAY.plusDays(14).atTime(3, 0);

        assertThat(hour(habit, thirteenth))
                .returns(State.LEARNING, Unusualness::state)
                .returns(0.0, Unusualness::probability);
        assertThat(hour(habit, fourteenth).isEvidence()).isTrue();
        HabitSettings patient = new HabitSettings(28, 5, 0.98, 20, 5);
        assertThat(habit.unusualness(Rhythm.BADGE, fourteenth, CLOCK, Peers.NONE, patient)
                        .state())
                .isEqualTo(State.LEARNING);
    }

    @Test
    @DisplayName("B14: days of the calendar alone are not enough; whoever was away for a year is learned anew")
    void shouldLearnAnewAfterALongAbsence() {
        Habit habit = Weeks.office(8, "Gate 1", "HQ");
        LocalDate back = MONDAY.plusYears(1);
        Habit again = Weeks.swipe(habit, back.atTime(9, 0), "Gate 1", "HQ");

        assertThat(again.state(Rhythm.BADGE, back.plusDays(1), BY)).isEqualTo(State.LEARNING);
    }

    @Test
    @DisplayName("B16: the hour is that of the person's own clock, also over the change to summer time")
    void shouldUseThePersonsClock() {
        PersonClock tokyo = new PersonClock(ZoneId.of("Asia/Tokyo"), null, Set.of());
        assertThat(tokyo.local(Instant.parse("2026-03-01T23:30:00Z"))).isEqualTo(LocalDateTime.of(2026, 3, 2, 8, 30));
        assertThat(CLOCK.local(Instant.parse("2026-03-29T01:30:00Z"))).isEqualTo(LocalDateTime.of(2026, 3, 29, 3, 30));
    }

    @Test
    @DisplayName("A holiday of the site is like the free day: coming at nine is unusual then")
    void shouldKnowHolidays() {
        LocalDate holiday = AFTER_EIGHT_WEEKS.plusDays(1);
        Habit habit = Weeks.office(8, "Gate 1", "HQ");
        PersonClock there = new PersonClock(
                Weeks.BERLIN,
                WorkHours.read("Mon-Fri 09:00-17:30"),
                Holidays.of(List.of("BER " + holiday)).at("BER"));
        PersonClock elsewhere = new PersonClock(
                Weeks.BERLIN,
                WorkHours.read("Mon-Fri 09:00-17:30"),
                Holidays.of(List.of("BER " + holiday)).at("MUC"));

        assertThat(habit.unusualness(Rhythm.BADGE, holiday.atTime(9, 0), there, Peers.NONE, BY)
                        .isEvidence())
                .isTrue();
        assertThat(habit.unusualness(Rhythm.BADGE, holiday.atTime(9, 0), elsewhere, Peers.NONE, BY)
                        .isEvidence())
                .isFalse();
    }

    @Test
    @DisplayName("Working time of the profile is never unusual, its end not included")
    void shouldKnowWorkingTime() {
        Habit habit = Weeks.office(8, "Gate 1", "HQ");
        PersonClock late = new PersonClock(Weeks.BERLIN, WorkHours.read("Mon-Fri 14:00-23:00"), Set.of());

        assertThat(habit.unusualness(Rhythm.BADGE, AFTER_EIGHT_WEEKS.atTime(22, 59), late, Peers.NONE, BY)
                        .isEvidence())
                .isFalse();
        assertThat(habit.unusualness(Rhythm.BADGE, AFTER_EIGHT_WEEKS.atTime(23, 0), late, Peers.NONE, BY)
                        .isEvidence())
                .isTrue();
    }

    @Test
    @DisplayName("It follows a change of life: after some weeks of night shifts a night is usual")
    void shouldFollowAChangeOfLife() {
        Habit habit = Weeks.office(8, "Gate 1", "HQ");
        assertThat(hour(habit, AFTER_EIGHT_WEEKS.atTime(23, 0)).isEvidence()).isTrue();
        for (int i = 0; i < 28; i++) {
            LocalDate day = AFTER_EIGHT_WEEKS.plusDays(i);
            if (Weeks.isWorkingDay(day)) {
                habit = Weeks.swipe(habit, day.atTime(22, 0), "Gate 1", "HQ");
                habit = Weeks.swipe(habit, day.plusDays(1).atTime(6, 0), "Gate 1", "HQ");
            }
        }
        assertThat(hour(habit, MONDAY.plusWeeks(12).atTime(23, 0)).isEvidence()).isFalse();
    }

    @Test
    @DisplayName("Something done a hundred times in an hour is no habit: an hour and a value count once a day")
    void shouldNotBePersuadedByRepetition() {
        Habit once = Weeks.swipe(Weeks.office(8, "Gate 1", "HQ"), AFTER_EIGHT_WEEKS.atTime(2, 0), "Vault", "Annexe");
        Habit often = once;
        for (int i = 0; i < 100; i++) {
            often = Weeks.swipe(often, AFTER_EIGHT_WEEKS.atTime(2, i % 60), "Vault", "Annexe");
        }
        assertThat(HabitCodec.encode(often)).isEqualTo(HabitCodec.encode(once));
    }

    @Test
    @DisplayName("S3-21: a door and a building never used are unusual; those of every day are not")
    void shouldFindANewPlace() {
        Habit habit = Weeks.office(8, "Gate 1", "HQ");

        assertThat(value(habit, Trait.DOOR, "Gate 9").isEvidence()).isTrue();
        assertThat(value(habit, Trait.BUILDING, "Annexe").isEvidence()).isTrue();
        assertThat(value(habit, Trait.DOOR, "gate 1").isEvidence()).isFalse();
    }

    @Test
    @DisplayName("Whoever goes to new doors all the time does nothing unusual at another")
    void shouldExpectTheNewOfWhoRoams() {
        Habit habit = Habit.NEW;
        for (int i = 0; i < 56; i++) {
            habit = Weeks.swipe(habit, MONDAY.plusDays(i).atTime(9, 0), "Door " + i, "HQ");
        }
        assertThat(value(habit, Trait.DOOR, "Door 1000").isEvidence()).isFalse();
    }

    @Test
    @DisplayName("S3-03, S3-33: far more pages than usual, and a printer never used, are unusual")
    void shouldFindUnusualPrinting() {
        Habit habit = Habit.NEW;
        for (int i = 0; i < 56; i++) {
            if (Weeks.isWorkingDay(MONDAY.plusDays(i))) {
                habit = Weeks.print(habit, MONDAY.plusDays(i).atTime(10, 0), "P-1", 5 + i % 7);
            }
        }
        assertThat(habit.unusualness(Volume.PAGES, 400, AFTER_EIGHT_WEEKS, Peers.NONE, BY)
                        .isEvidence())
                .isTrue();
        assertThat(habit.unusualness(Volume.PAGES, 11, AFTER_EIGHT_WEEKS, Peers.NONE, BY)
                        .isEvidence())
                .isFalse();
        assertThat(value(habit, Trait.PRINTER, "P-9").isEvidence()).isTrue();
    }

    @Test
    @DisplayName("A day is compared with other days, not with itself")
    void shouldNotCompareADayWithItself() {
        Habit habit = Habit.NEW;
        for (int i = 0; i < 56; i++) {
            habit = Weeks.print(habit, MONDAY.plusDays(i).atTime(10, 0), "P-1", 5);
        }
        LocalDate today = AFTER_EIGHT_WEEKS;
        Unusualness before = habit.unusualness(Volume.PAGES, 900, today, Peers.NONE, BY);
        Habit told = Weeks.print(habit, today.atTime(10, 0), "P-1", 900);
        assertThat(told.sum(Volume.PAGES, today)).isEqualTo(900);
        assertThat(told.unusualness(Volume.PAGES, 900, today, Peers.NONE, BY)).isEqualTo(before);
    }

    @Test
    @DisplayName("R15: hours, values and amounts come out the same in any order within their days, told twice or once")
    void shouldNotMindTheOrder() {
        List<LocalDateTime> swipes = new ArrayList<>();
        Random random = new Random(15);
        for (int i = 0; i < 60; i++) {
            swipes.add(MONDAY.plusDays(random.nextInt(3)).atTime(random.nextInt(24), random.nextInt(60)));
        }
        byte[] expected = HabitCodec.encode(learned(swipes));
        for (int run = 0; run < 50; run++) {
            Collections.shuffle(swipes, random);
            List<LocalDateTime> twice = new ArrayList<>(swipes);
            twice.addAll(swipes.subList(0, 20));
            assertThat(HabitCodec.encode(learned(twice))).isEqualTo(expected);
        }
    }

    private static Habit learned(List<LocalDateTime> swipes) {
        Habit habit = Weeks.office(0, "", "");
        for (LocalDateTime at : swipes) {
            habit = Weeks.swipe(habit, at, "Door " + at.getHour() % 5, "HQ");
        }
        return habit;
    }

    @Test
    @DisplayName("R15: what comes a week late weighs what it would have weighed in time")
    void shouldWeighLatenessByItsOwnDay() {
        LocalDate newEpoch = LocalDate.ofEpochDay(56L * 370 - 3);
        LocalDate dayBefore = newEpoch.minusDays(1);
        Habit inTime = amount(amount(Habit.NEW, dayBefore, 7), newEpoch, 9);
        Habit late = amount(amount(Habit.NEW, newEpoch, 9), dayBefore, 7);
        assertThat(HabitCodec.encode(late)).isEqualTo(HabitCodec.encode(inTime));
    }

    private static Habit amount(Habit habit, LocalDate day, long pages) {
        return habit.learn(new Observation(day.atTime(9, 0), null, Map.of(), Map.of(Volume.PAGES, pages)), CLOCK, BY);
    }

    @Test
    @DisplayName("S3-10: what was seen counts half after eight weeks")
    void shouldFade() {
        Habit habit = Weeks.office(1, "Gate 1", "HQ");
        LocalDate end = MONDAY.plusDays(5);
        double then = hour(habit, end.atTime(9, 0)).ownDays();
        double later = hour(habit, end.plusWeeks(8).atTime(9, 0)).ownDays();
        assertThat(later).isEqualTo(then / 2);
        assertThat(then).isEqualTo(5);
    }

    private static Unusualness hour(Habit habit, LocalDateTime at) {
        return habit.unusualness(Rhythm.BADGE, at, CLOCK, Peers.NONE, BY);
    }

    private static Unusualness value(Habit habit, Trait trait, String value) {
        return habit.unusualness(trait, value, AFTER_EIGHT_WEEKS, Peers.NONE, BY);
    }
}
