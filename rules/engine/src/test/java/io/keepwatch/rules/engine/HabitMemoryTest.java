package io.keepwatch.rules.engine;

import static io.keepwatch.rules.engine.Worker.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.engine.Outcome.Counting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The habit record: read and written for what asks it, once for each activity, and bounded")
class HabitMemoryTest {
    private static final String RECORD = Histories.SUBJECT + "\0h";
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime SUNDAY = TODAY.plusDays(6).atTime(6, 0, 5);
    private static final int HABIT_LIMIT = 4_096;

    @Test
    @DisplayName("Types of which nothing is asked leave no habit record and read none")
    void shouldNotTouchTheHabitOfWhatAsksNothing() {
        Person person = new Worker().person();
        person.does(ActivityType.FILE_DOWNLOAD, "2026-03-02T09:00:00Z", Attribute.BYTES, 5L);
        person.does(ActivityType.PROCESS_START, "2026-03-02T09:01:00Z", Attribute.EXECUTABLE, "bash");
        person.does(ActivityType.EMAIL_SENT, "2026-03-02T09:02:00Z");
        person.restarts();
        assertThat(person.records()).doesNotContainKey(RECORD);

        Worker kara = Worker.afterWeeks(1);
        kara.person().restarts();
        // Whoever read it would fail.
        kara.person().records().put(RECORD, new byte[] {99});
        Outcome outcome = kara.person().does(ActivityType.FILE_DOWNLOAD, "2026-03-08T09:00:00Z", Attribute.BYTES, 5L);
        assertThat(outcome.counting()).isEqualTo(Counting.COUNTED);
        assertThat(outcome.habit()).isEqualTo(Outcome.Habit.NOT_ASKED);
    }

    @Test
    @DisplayName("A login in an hour that is counted already teaches nothing and writes no habit")
    void shouldNotWriteWhatIsKnown() {
        Worker kara = new Worker();
        kara.logsIn(MONDAY.atTime(9, 0, 5));
        kara.person().restarts();
        byte[] habit = kara.person().records().get(RECORD);

        kara.logsIn(MONDAY.atTime(9, 40, 5));
        kara.person().restarts();
        assertThat(kara.person().records().get(RECORD)).isSameAs(habit);

        kara.logsIn(MONDAY.atTime(10, 0, 5));
        kara.person().restarts();
        assertThat(kara.person().records().get(RECORD)).isNotEqualTo(habit);
    }

    @Test
    @DisplayName("A swipe delivered twice is counted and learned once")
    void shouldLearnOnce() {
        Worker once = Worker.afterWeeks(2);
        Worker twice = Worker.afterWeeks(2);
        LocalDateTime next = MONDAY.plusWeeks(2).atTime(9, 0, 5);
        once.enters(next, "Lobby", "HQ");
        Input swipe = new Input.Happened(Person.activity(
                ActivityType.BADGE_SWIPE,
                "a20",
                Instant.parse("2026-03-16T08:00:05Z"),
                Attribute.BADGE_OUTCOME,
                "granted",
                Attribute.DOOR,
                "Lobby",
                Attribute.BUILDING,
                "HQ"));

        assertThat(twice.person().takes(swipe).counting()).isEqualTo(Counting.COUNTED);
        assertThat(twice.person().takes(swipe).counting()).isEqualTo(Counting.REPEATED);

        once.person().restarts();
        twice.person().restarts();
        assertThat(twice.person().records().get(RECORD))
                .isEqualTo(once.person().records().get(RECORD));
    }

    @Test
    @DisplayName("R15b: what is older than the allowance is asked about, and teaches nothing")
    void shouldJudgeWhatIsTooLateAlone() {
        Worker kara = Worker.afterWeeks(8);
        kara.enters(TODAY.atTime(9, 0, 5), "Lobby", "HQ");
        kara.person().restarts();
        byte[] before = kara.person().records().get(RECORD);

        Outcome outcome = kara.enters(SUNDAY.minusWeeks(1), "Lobby", "HQ");
        Outcome again = kara.enters(SUNDAY.minusWeeks(1).plusSeconds(40), "Lobby", "HQ");

        assertThat(outcome.counting()).isEqualTo(Counting.LATE);
        assertThat(outcome.risks()).hasSize(1);
        assertThat(again.counting()).isEqualTo(Counting.LATE);
        assertThat(kara.found("UnusualAccessAuthorizedTime"))
                .singleElement()
                .satisfies(item -> assertThat(item.activities()).hasSize(2));
        kara.person().restarts();
        assertThat(kara.person().records().get(RECORD)).isEqualTo(before);
    }

    @Test
    @DisplayName("A restart after every step changes nothing of what is found, learned or stored")
    void shouldComeBackTheSame() {
        Worker steady = new Worker();
        Worker restarting = new Worker();
        for (Worker worker : new Worker[] {steady, restarting}) {
            for (LocalDate day : Worker.days(5)) {
                worker.enters(day.atTime(9, 0, 5), "Lobby", "HQ");
                restartIf(worker == restarting, worker);
                worker.logsIn(day.atTime(9, 10, 5));
                restartIf(worker == restarting, worker);
                worker.prints(day.atTime(10, 0, 5), "floor-1", 7);
                restartIf(worker == restarting, worker);
                worker.isTurnedDown(day.atTime(11, 0, 5), "clearance", "Restricted Lab");
                restartIf(worker == restarting, worker);
            }
            worker.enters(MONDAY.plusWeeks(5).atTime(3, 0, 5), "Annexe", "North");
            worker.person().restarts();
        }
        assertThat(restarting.person().risks())
                .isEqualTo(steady.person().risks())
                .isNotEmpty();
        assertThat(restarting.person().records().get(RECORD))
                .isEqualTo(steady.person().records().get(RECORD));
        assertThat(restarting.person().records().get(Histories.SUBJECT + "\0e"))
                .isEqualTo(steady.person().records().get(Histories.SUBJECT + "\0e"));
    }

    private static void restartIf(boolean so, Worker worker) {
        if (so) {
            worker.person().restarts();
        }
    }

    @Test
    @DisplayName("Thousands of swipes a day at ever new doors: bounded, and none of it unusual to a roamer")
    void shouldStayBounded() {
        Worker roamer = new Worker();
        long started = System.nanoTime();
        int swipes = 0;
        for (LocalDate day : Worker.days(4)) {
            for (int i = 0; i < 500; i++) {
                roamer.enters(day.atTime(8, 0, 5).plusSeconds(60L * i), "Door " + swipes++, "B" + i % 40);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        roamer.person().restarts();
        assertThat(roamer.person().records().get(RECORD)).hasSizeLessThanOrEqualTo(HABIT_LIMIT);
        assertThat(roamer.kinds()).doesNotContain("UnusualAccessAuthorizedLocation");
        System.out.printf("%d swipes of one person took %d ms%n", swipes, took.toMillis());
        assertThat(took).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("A clock that jumps ahead by a year makes nobody unusual, and forgets no more than a year does")
    void shouldSurviveAClockThatJumpsAhead() {
        Worker kara = Worker.afterWeeks(8);
        kara.enters(TODAY.plusYears(1).atTime(9, 0, 5), "Lobby", "HQ");
        assertThat(kara.kinds()).isEmpty();
        assertThat(kara.enters(TODAY.atTime(9, 0, 5), "Lobby", "HQ").counting()).isEqualTo(Counting.LATE);
        assertThat(kara.kinds()).isEmpty();
    }

    @Test
    @DisplayName("A habit that is missing or damaged is an error that changes nothing, never somebody new")
    void shouldNotTakeALostHabitForNobody() {
        Worker kara = Worker.afterWeeks(2);
        kara.person().restarts();
        byte[] habit = kara.person().records().remove(RECORD);
        byte[] hot = kara.person().records().get(Histories.SUBJECT);
        kara.person().reloads();

        assertThatIllegalStateException().isThrownBy(() -> kara.enters(SUNDAY, "Lobby", "HQ"));
        kara.person().restarts();
        assertThat(kara.person().records().get(Histories.SUBJECT)).isEqualTo(hot);

        kara.person().records().put(RECORD, habit);
        kara.person().reloads();
        assertThat(kara.enters(SUNDAY, "Lobby", "HQ").counting()).isEqualTo(Counting.COUNTED);
    }

    @Test
    @DisplayName("A model without the kinds asks nothing, and a kind that is added is learned from then on")
    void shouldLearnOnlyWhatIsAsked() {
        Person person = new Person(SampleRules.book());
        person.does(ActivityType.PRINT_JOB, "2026-03-02T09:00:00Z", Attribute.PAGES, 5L);
        person.restarts();
        assertThat(person.records()).doesNotContainKey(RECORD);

        person.movesTo(SampleRules.book().askingHabits());
        person.does(ActivityType.PRINT_JOB, "2026-03-03T09:00:00Z", Attribute.PAGES, 5L);
        // No rule of the sample looks at badges; that a habit asks is enough to remember them.
        assertThat(person.does(ActivityType.BADGE_SWIPE, "2026-03-03T09:05:00Z").counting())
                .isEqualTo(Counting.COUNTED);
        person.restarts();
        assertThat(person.records()).containsKey(RECORD);
    }

    @Test
    @DisplayName("B16: the day of a finding is the person's own")
    void shouldGroupByThePersonsOwnDay() {
        Worker kara = new Worker("America/New_York", false).works(8);
        kara.enters(TODAY.plusDays(5).atTime(22, 30, 5), "Office 1", "HQ");
        kara.enters(TODAY.plusDays(5).atTime(23, 30, 5), "Office 1", "HQ");
        kara.enters(TODAY.plusDays(6).atTime(0, 30, 5), "Office 1", "HQ");
        assertThat(kara.found("UnusualAccessAuthorizedTime"))
                .extracting(item -> item.activities().size())
                .containsExactlyInAnyOrder(2, 1);
    }
}
