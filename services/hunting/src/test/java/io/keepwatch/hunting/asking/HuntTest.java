package io.keepwatch.hunting.asking;

import static io.keepwatch.hunting.asking.Answers.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.question.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuntTest {
    private static final Instant NOON = Instant.parse("2026-02-15T12:00:00Z");
    private static final Comparator<Activity> NEWEST_FIRST = Comparator.comparing(
                    (Activity activity) -> activity.header().time())
            .thenComparing(activity -> activity.header().source())
            .thenComparing(activity -> activity.header().id())
            .reversed();

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

    private static List<Activity> sorted(List<Activity> activities) {
        return activities.stream().sorted(NEWEST_FIRST).toList();
    }

    /** A few at the same instant, a few far from each other. */
    private static List<Activity> scattered(int count, int firstNumber) {
        List<Activity> activities = new ArrayList<>();
        for (int i = firstNumber; i < firstNumber + count; i++) {
            Duration before = Duration.ofHours((long) (i % 20) * (i % 20) * (i % 20));
            activities.add(SampleActivities.any(i, "person-" + i % 3, NOON.minus(before)));
        }
        return activities;
    }

    @Test
    void shouldAnswerWithWholeActivitiesNewestFirst() throws Exception {
        List<Activity> activities = scattered(150, 0);
        answers.add(activities);

        assertThat(answers.all(asked(""), 1_000)).isEqualTo(sorted(activities));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 149, 150, 151})
    @DisplayName("Pages of any size follow each other without gap or repeat, also among activities of one instant")
    void shouldPageWithoutGapOrRepeat(int limit) throws Exception {
        List<Activity> activities = scattered(150, 0);
        answers.add(activities);

        assertThat(answers.all(asked("subject != \"person-9\""), limit)).isEqualTo(sorted(activities));
    }

    @Test
    @DisplayName("While activities are added and files merged, pages have every one that was there, and none twice")
    void shouldPageWhileFilesChange() throws Exception {
        List<Activity> there = scattered(120, 0);
        answers.add(there);
        List<Activity> paged = new ArrayList<>();
        String cursor = null;
        int added = 1_000;
        do {
            Page page = answers.page(asked(""), 10, cursor);
            paged.addAll(page.activities());
            cursor = page.cursor();
            answers.add(scattered(10, added));
            answers.merge();
            added += 10;
        } while (cursor != null);

        assertThat(new HashSet<>(paged)).hasSameSizeAs(paged).containsAll(there);
        assertThat(paged).isEqualTo(sorted(paged));
    }

    @Test
    void shouldSayHowFarBackItSearched() throws Exception {
        List<Activity> activities = sorted(scattered(30, 0));
        answers.add(activities);

        Page first = answers.page(asked(""), 20, null);
        Page last = answers.page(asked(""), 20, first.cursor());

        assertThat(first.complete()).isTrue();
        assertThat(first.searchedBackTo()).isEqualTo(activities.get(19).header().time());
        assertThat(last.complete()).isTrue();
        assertThat(last.activities()).hasSize(10);
        assertThat(last.searchedBackTo()).isNull();
        assertThat(last.cursor()).isNull();
    }

    @Test
    @DisplayName("When the time is over before a page is full, it says so, how far it came, and how to go on")
    void shouldSayWhenTimeIsOver() throws Exception {
        List<Activity> activities = sorted(scattered(60, 0));
        answers.add(activities);
        AtomicLong ticks = new AtomicLong();
        Hunt hurried = new Hunt(
                answers.reader,
                InstantSource.fixed(NOON.plusSeconds(1)),
                Answers.PATIENT,
                () -> ticks.getAndAdd(Answers.PATIENT.question().toNanos() / 12));
        Asked asked = asked("", NOON.minus(Duration.ofDays(300)), null);
        List<Activity> found = new ArrayList<>();
        List<Boolean> complete = new ArrayList<>();
        String cursor = null;
        do {
            Page page = hurried.page(asked, 1_000, cursor, new Cancellation());
            if (!page.complete()) {
                assertThat(page.searchedBackTo()).isNotNull();
                Instant back = page.searchedBackTo();
                assertThat(page.activities())
                        .allMatch(activity -> !activity.header().time().isBefore(back));
            }
            found.addAll(page.activities());
            complete.add(page.complete());
            cursor = page.cursor();
        } while (cursor != null);

        assertThat(found).isEqualTo(activities);
        assertThat(complete).hasSizeGreaterThan(2).endsWith(true);
        assertThat(complete.subList(0, complete.size() - 1)).containsOnly(false);
    }

    @Test
    void shouldTakeFromAndLeaveTo() throws Exception {
        List<Activity> three = List.of(
                SampleActivities.any(1, "p", NOON.minusNanos(1)),
                SampleActivities.any(2, "p", NOON),
                SampleActivities.any(3, "p", NOON.plusNanos(1)));
        answers.add(three);

        assertThat(answers.all(asked("", NOON, NOON.plusNanos(1)), 10)).containsExactly(three.get(1));
        assertThat(answers.all(asked("", NOON, null), 10)).containsExactly(three.get(2), three.get(1));
        assertThat(answers.all(asked("", null, NOON), 10)).containsExactly(three.get(0));
        assertThat(answers.all(asked("", NOON, NOON), 10)).isEmpty();
        assertThat(answers.all(asked("", NOON.plusSeconds(1), NOON), 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp >= 1771156800000",
                "timestamp >= \"2026-02-15T12:00:00Z\"",
                "timestamp >= \"2026-02-15T07:00:00-05:00\"",
                "time >= \"2026-02-15T17:30:00.000000000+05:30\"",
                "!(time < \"2026-02-15 13:00:00+01:00\")"
            })
    @DisplayName("S1-15: a time is the same instant in whatever zone it is written")
    void shouldTakeTimesOfAnyZone(String question) throws Exception {
        answers.add(List.of(SampleActivities.any(1, "p", NOON.minusNanos(1)), SampleActivities.any(2, "p", NOON)));

        assertThat(answers.ids(question)).containsExactly("id-2");
    }

    @Test
    void shouldFindTheFirstAndTheLastThatCanBeStored() throws Exception {
        answers.add(List.of(
                SampleActivities.any(1, "p", Instant.parse("1678-01-01T00:00:00Z")),
                SampleActivities.any(2, "p", NOON),
                SampleActivities.any(3, "p", Instant.parse("2261-12-31T23:59:59.999999999Z"))));

        assertThat(answers.ids("")).containsExactly("id-3", "id-2", "id-1");
    }

    @Test
    void shouldAnswerOutOfNothing() throws Exception {
        Page page = answers.page(asked("user = nobody"), 100, null);

        assertThat(page).isEqualTo(new Page(List.of(), true, null, null));
    }

    @Test
    @DisplayName("A cursor belongs to its question and its times")
    void shouldRefuseTheCursorOfAnotherQuestion() throws Exception {
        answers.add(scattered(10, 0));
        Asked asked = asked("subject starts_with person", null, NOON.plusSeconds(1));
        String cursor = answers.page(asked, 2, null).cursor();

        assertThat(answers.page(
                                new Asked(Question.parse("subject  starts_with \"person\""), null, asked.to()),
                                2,
                                cursor)
                        .activities())
                .hasSize(2);
        for (Asked other : List.of(
                asked("subject starts_with person-1", null, asked.to()),
                asked("subject starts_with person", null, NOON),
                asked("subject starts_with person", NOON, asked.to()))) {
            assertThatThrownBy(() -> answers.page(other, 2, cursor))
                    .isInstanceOfSatisfying(
                            ParameterException.class,
                            e -> assertThat(e.parameter()).isEqualTo("cursor"))
                    .hasMessageContaining("another question");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQ", "!!!", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1; --", "\uD800"})
    void shouldRefuseWhatIsNoCursor(String cursor) {
        assertThatThrownBy(() -> answers.page(asked(""), 2, cursor)).isInstanceOf(ParameterException.class);
    }

    @Test
    void shouldRefuseAnEndlessCursor() {
        assertThatThrownBy(() -> answers.page(asked(""), 2, "A".repeat(1 << 20)))
                .isInstanceOf(ParameterException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
    void shouldRefuseLimitsBeyondItsOwn(int limit) {
        assertThatThrownBy(() -> answers.page(asked(""), limit, null))
                .isInstanceOfSatisfying(
                        ParameterException.class, e -> assertThat(e.parameter()).isEqualTo("limit"));
    }

    @Test
    void shouldEndWhatIsCancelledBeforeItBegan() throws Exception {
        answers.add(scattered(10, 0));
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThatThrownBy(() -> answers.hunt().page(asked(""), 10, null, cancellation))
                .isInstanceOfSatisfying(
                        QuestionStoppedException.class,
                        e -> assertThat(e.reason()).isEqualTo(QuestionStoppedException.Reason.CANCELLED));
    }
}
