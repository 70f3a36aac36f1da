package io.keepwatch.hunting.asking;

import static io.keepwatch.hunting.asking.Answers.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.hunting.plot.TimePlot;
import io.keepwatch.hunting.plot.TimeStep;
import io.keepwatch.hunting.question.QuestionException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistogramTest {
    @TempDir
    Path directory;

    private Answers answers;

    @BeforeEach
    void open() throws Exception {
        answers = new Answers(directory);
    }

    @AfterEach
    void close() throws Exception {
        answers.close();
    }

    private static Activity start(int number, Instant time, @Nullable String executable) {
        return new ProcessStart(
                Leaving.header("s-" + number, time, "u", "p", null), executable, null, null, null, null);
    }

    private static List<Activity> hourly(String from, int hours) {
        return LongStream.range(0, hours)
                .mapToObj(i -> start((int) i, Instant.parse(from).plus(Duration.ofHours(i)), "x"))
                .toList();
    }

    @Test
    @DisplayName("An activity an hour makes 23 on the day the clock is put forward and 25 on the day it is put back")
    void shouldFollowTheClock() throws Exception {
        answers.add(hourly("2026-03-27T23:00:00Z", 71));
        answers.add(hourly("2025-10-24T22:00:00Z", 73));

        Histogram.Answer spring = answers.histogram(
                asked("", Instant.parse("2026-03-27T23:00:00Z"), Instant.parse("2026-03-30T22:00:00Z")),
                "Europe/Berlin",
                TimeStep.DAY,
                null);
        Histogram.Answer autumn = answers.histogram(
                asked("", Instant.parse("2025-10-24T22:00:00Z"), Instant.parse("2025-10-27T23:00:00Z")),
                "Europe/Berlin",
                TimeStep.DAY,
                null);

        assertThat(spring.series()).containsExactly(new TimePlot.Series(null, List.of(24L, 23L, 24L)));
        assertThat(autumn.series()).containsExactly(new TimePlot.Series(null, List.of(24L, 25L, 24L)));
        assertThat(autumn.bounds())
                .containsExactly(
                        Instant.parse("2025-10-24T22:00:00Z"),
                        Instant.parse("2025-10-25T22:00:00Z"),
                        Instant.parse("2025-10-26T23:00:00Z"),
                        Instant.parse("2025-10-27T23:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TimeStep.class,
            names = {"FIFTEEN_MINUTES", "HOUR", "THREE_HOURS", "SIX_HOURS", "TWELVE_HOURS", "DAY", "WEEK", "MONTH"})
    @DisplayName("Whatever the step and the zone, every activity is in the stretch that holds it")
    void shouldCountAsAPlainLoopDoes(TimeStep step) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        Instant from = Instant.parse("2026-10-24T00:00:00Z");
        Instant to = from.plus(Duration.ofDays(step.compareTo(TimeStep.HOUR) <= 0 ? 3 : 100));
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Instant time =
                    from.plusNanos(random.nextLong(Duration.between(from, to).toNanos()));
            activities.add(start(i, time, "x"));
        }
        answers.add(activities);
        for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")) {
            Histogram.Answer answer = answers.histogram(asked("", from, to), zone, step, null);

            List<Instant> bounds = step.bounds(from, to, ZoneId.of(zone));
            long[] expected = new long[bounds.size() - 1];
            for (Activity activity : activities) {
                int i = 0;
                while (!activity.header().time().isBefore(bounds.get(i + 1))) {
                    i++;
                }
                expected[i]++;
            }
            assertThat(answer.bounds()).isEqualTo(bounds);
            assertThat(answer.series())
                    .as(zone)
                    .containsExactly(new TimePlot.Series(
                            null, Arrays.stream(expected).boxed().toList()));
        }
    }

    @Test
    void shouldReachFromTheFirstToTheLastWhereNobodySays() throws Exception {
        answers.add(Leaving.activities());

        Histogram.Answer answer = answers.histogram(asked("user = elliotalderson"), "America/New_York", null, null);

        assertThat(answer.step()).isEqualTo(TimeStep.THREE_HOURS);
        assertThat(answer.bounds()).hasSizeBetween(30, 202);
        assertThat(answer.bounds().getFirst()).isBeforeOrEqualTo(Leaving.LEFT.minus(Duration.ofDays(20)));
        assertThat(answer.bounds().getLast()).isAfter(Leaving.LEFT.plusSeconds(90_000));
        assertThat(answer.series().getFirst().numbers().stream()
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(105);
    }

    @Test
    void shouldKeepTheEndThatIsGiven() throws Exception {
        answers.add(List.of(start(1, Instant.parse("2026-02-15T12:30:00Z"), "x")));

        Histogram.Answer answer =
                answers.histogram(asked("", Instant.parse("2026-02-15T10:00:00Z"), null), "UTC", TimeStep.HOUR, null);

        assertThat(answer.series()).containsExactly(new TimePlot.Series(null, List.of(0L, 0L, 1L)));
    }

    @Test
    void shouldTellTheMostFrequentValuesApart() throws Exception {
        List<Activity> activities = new ArrayList<>();
        Instant noon = Instant.parse("2026-02-15T12:00:00Z");
        int number = 0;
        for (int tool = 0; tool < 9; tool++) {
            for (int i = 0; i <= tool; i++) {
                activities.add(start(number++, noon.plusSeconds(3600L * (i % 2)), "tool-" + tool));
            }
        }
        activities.add(start(number, noon, null));
        answers.add(activities);

        Histogram.Answer answer =
                answers.histogram(asked("", noon, noon.plusSeconds(7200)), "UTC", TimeStep.HOUR, "executable");

        assertThat(answer.series())
                .extracting(TimePlot.Series::name)
                .containsExactly("tool-8", "tool-7", "tool-6", "tool-5", "tool-4", "tool-3", null);
        assertThat(answer.series().getFirst().numbers()).containsExactly(5L, 4L);
        assertThat(answer.series().getLast().numbers()).containsExactly(2L + 1 + 1 + 1, 1L + 1);
        assertThat(answer.plot("Tools", "", List.of()).orElseThrow().svg()).contains("tool-8", "everything else");
    }

    @Test
    void shouldAnswerOutOfNothing() throws Exception {
        assertThat(answers.histogram(asked("user = nobody"), "UTC", null, null).bounds())
                .isEmpty();
        assertThat(answers.histogram(asked("user = nobody"), "UTC", null, null).plot("", "", List.of()))
                .isEmpty();
        Histogram.Answer bounded = answers.histogram(
                asked("", Instant.parse("2026-02-15T12:00:00Z"), Instant.parse("2026-02-16T12:00:00Z")),
                "UTC",
                TimeStep.SIX_HOURS,
                "host");
        assertThat(bounded.series()).containsExactly(new TimePlot.Series(null, List.of(0L, 0L, 0L, 0L)));
    }

    @Test
    void shouldRefuseWhatNobodyCanLookAt() {
        Instant noon = Instant.parse("2026-02-15T12:00:00Z");

        assertThatThrownBy(() ->
                        answers.histogram(asked("", noon, noon.plus(Duration.ofDays(2))), "UTC", TimeStep.MINUTE, null))
                .isInstanceOfSatisfying(
                        ParameterException.class, e -> assertThat(e.parameter()).isEqualTo("step"));
        assertThatThrownBy(() -> answers.histogram(asked(""), "UTC", null, "exeutable"))
                .isInstanceOf(QuestionException.class);
    }
}
