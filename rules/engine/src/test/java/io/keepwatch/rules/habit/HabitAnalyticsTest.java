package io.keepwatch.rules.habit;

import static io.keepwatch.rules.habit.Weeks.CLOCK;
import static io.keepwatch.rules.habit.Weeks.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.rules.habit.Unusualness.State;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is asked of a person's habit is what the model weighs, and nothing else is learned")
class HabitAnalyticsTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final long MB = 1_000_000;

    private static HabitAnalytics asking(String... kinds) {
        return new HabitAnalytics(Set.of(kinds)::contains, HabitSettings.DEFAULT);
    }

    private static ActivityHeader header(LocalDateTime at) {
        return new ActivityHeader(
                at.toString(), "feed", at.atZone(CLOCK.zone()).toInstant(), "kara", "lap-1", "kara", false);
    }

    private static Habit after(
            int weeks, HabitAnalytics analytics, BiFunction<ActivityHeader, Integer, Activity> does) {
        Habit habit = Habit.NEW;
        for (int i = 0; i < 7 * weeks; i++) {
            if (Weeks.isWorkingDay(MONDAY.plusDays(i))) {
                Activity activity = does.apply(header(MONDAY.plusDays(i).atTime(10, 0)), i);
                habit = analytics.judge(habit, activity, CLOCK, Peers.NONE).habit();
            }
        }
        return habit;
    }

    private static List<String> found(HabitAnalytics.Answer answer) {
        return answer.findings().stream().map(HabitFinding::kind).toList();
    }

    @Test
    @DisplayName("no kind, no question, nothing learned")
    void shouldLearnNothingThatNobodyAsks() {
        HabitAnalytics none = asking();
        for (ActivityType type : ActivityType.values()) {
            assertThat(none.asks(type)).isFalse();
        }
        HabitAnalytics.Answer answer =
                none.judge(Habit.NEW, download(header(TODAY.atTime(10, 0)), MB), CLOCK, Peers.NONE);
        assertThat(answer.habit()).isSameAs(Habit.NEW);
        assertThat(answer.state()).isNull();

        HabitAnalytics times = asking("UnusualLoginTime");
        Habit habit =
                after(8, times, (header, i) -> new AuthLogin(header, "success", null, null, "10.0.0." + i, "DE", null));
        assertThat(habit.knows(Trait.COUNTRY, "DE"))
                .as("nobody asks for countries")
                .isFalse();
    }

    private static Activity download(ActivityHeader header, long bytes) {
        return new FileDownload(header, "/a", bytes, null, null, null, null, false);
    }

    @Test
    @DisplayName("S3-09: a kind that a model adds is asked: far more downloaded in a day than ever")
    void shouldAskWhatAModelAdds() {
        HabitAnalytics downloads = asking("UnusualDownloadVolume");
        Habit habit = after(8, downloads, (header, i) -> download(header, 3 * MB));

        HabitAnalytics.Answer usual =
                downloads.judge(habit, download(header(TODAY.atTime(10, 0)), 4 * MB), CLOCK, Peers.NONE);
        HabitAnalytics.Answer much =
                downloads.judge(usual.habit(), download(header(TODAY.atTime(11, 0)), 90 * MB), CLOCK, Peers.NONE);

        assertThat(found(usual)).isEmpty();
        assertThat(usual.state()).isEqualTo(State.LEARNED);
        assertThat(much.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo("UnusualDownloadVolume");
            assertThat(finding.ofTheDay()).isTrue();
            assertThat(finding.words()).startsWith("94 MB that day, 2.9 on average");
        });
    }

    @Test
    @DisplayName("B14: uploads, programs and computers: nothing while learning, then what was never used before")
    void shouldAskForWhatWasNeverUsed() {
        HabitAnalytics programs = asking("UnusualProgram", "UnusualLoginComputer", "UnusualUploadVolume");
        BiFunction<ActivityHeader, Integer, Activity> works =
                (header, i) -> new ProcessStart(header, "/usr/bin/java", null, null, null, null);
        Activity odd = new ProcessStart(header(TODAY.atTime(10, 0)), "C:\\Tools\\Rclone.EXE", null, null, null, null);

        HabitAnalytics.Answer early = programs.judge(after(1, programs, works), odd, CLOCK, Peers.NONE);
        HabitAnalytics.Answer known = programs.judge(after(8, programs, works), odd, CLOCK, Peers.NONE);
        HabitAnalytics.Answer again = programs.judge(known.habit(), odd, CLOCK, Peers.NONE);

        assertThat(found(early)).isEmpty();
        assertThat(early.state()).isEqualTo(State.LEARNING);
        assertThat(found(known)).containsExactly("UnusualProgram");
        assertThat(found(again)).isEmpty();

        Activity upload = new CloudUpload(header(TODAY.atTime(10, 0)), 900 * MB, "a.example", false);
        assertThat(programs.judge(Habit.NEW, upload, CLOCK, Peers.NONE).state()).isEqualTo(State.LEARNING);
    }

    @Test
    @DisplayName("R15b: judged alone, an activity is asked for what it uses, not for what its day comes to")
    void shouldNotSumADayTwice() {
        HabitAnalytics downloads = asking("UnusualDownloadVolume", "UnusualProgram");
        Habit habit = after(8, downloads, (header, i) -> download(header, 3 * MB));
        assertThat(downloads.judgeAlone(habit, download(header(TODAY.atTime(11, 0)), 90 * MB), CLOCK, Peers.NONE))
                .isEmpty();

        Habit programs = after(8, downloads, (header, i) -> new ProcessStart(header, "java", null, null, null, null));
        Activity odd = new ProcessStart(header(TODAY.atTime(10, 0)), "rclone", null, null, null, null);
        assertThat(downloads.judgeAlone(programs, odd, CLOCK, Peers.NONE))
                .extracting(HabitFinding::kind)
                .containsExactly("UnusualProgram");
    }
}
