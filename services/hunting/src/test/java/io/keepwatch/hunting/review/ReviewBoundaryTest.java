package io.keepwatch.hunting.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.keepwatch.hunting.review.Deeds.Who;
import io.keepwatch.hunting.review.DepartureReview.DataTouched;
import io.keepwatch.hunting.review.DepartureReview.Day;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewBoundaryTest {
    private static final Instant LEFT = Instant.parse("2026-04-10T15:00:00.000000123Z");
    private static final Instant NOW = LEFT.plus(Duration.ofDays(2));
    private static final Who KARA = Who.person("kara");

    @TempDir
    Path directory;

    private static Departure departure(@Nullable Instant watchBegan) {
        return new Departure("p-kara", LEFT, watchBegan, NOW, ZoneOffset.UTC, null);
    }

    private DepartureReview review(Deeds deeds, Departure departure) throws Exception {
        try (Shelf shelf = new Shelf(directory, deeds.all())) {
            return shelf.review(departure);
        }
    }

    private static void start(Deeds deeds, Instant time) {
        deeds.start(KARA, time, "db-1", "/bin/sh");
    }

    @Test
    @DisplayName("S1-13, S1-16: what a feed reports without a host is reviewed like everything else")
    void shouldReviewWhatHasNoHost() throws Exception {
        Deeds deeds = new Deeds();
        deeds.start(KARA, LEFT.minusSeconds(60), null, "/usr/bin/scp");
        deeds.start(KARA, LEFT.minusSeconds(50), "db-1", "/usr/bin/scp");
        deeds.out(KARA, LEFT.minusSeconds(40), null, "/usr/bin/scp", "203.0.113.9", 4_000);
        DepartureReview review = review(deeds, departure(null));

        assertThat(review.before().rarest().items()).singleElement().satisfies(program -> {
            assertThat(program.seen().count()).isEqualTo(3);
            assertThat(program.seen().hosts()).containsExactly("db-1");
            assertThat(program.seen().hostCount()).isOne();
        });
        assertThat(review.before().activities()).isEqualTo(3);
    }

    @Test
    @DisplayName("S1-13, S1-14: the first instant of a window belongs to it, the last does not")
    void shouldKeepToTheInstant() throws Exception {
        Instant watched = LEFT.plusSeconds(600);
        Departure departure = departure(watched);
        Deeds deeds = new Deeds();
        start(deeds, departure.ordinary().from().minusNanos(1));
        start(deeds, departure.ordinary().from());
        start(deeds, departure.before().from().minusNanos(1));
        start(deeds, departure.before().from());
        start(deeds, LEFT.minusNanos(1));
        start(deeds, LEFT);
        start(deeds, watched.minusNanos(1));
        start(deeds, watched);
        DepartureReview review = review(deeds, departure);

        assertThat(review.ordinary().activities()).isEqualTo(2);
        assertThat(review.ordinary().active()).isEqualTo(2);
        assertThat(review.before().activities()).isEqualTo(2);
        assertThat(review.after().activities()).isEqualTo(2);
        assertThat(review.before().rarest().items()).singleElement().satisfies(program -> {
            assertThat(program.seen().count()).isEqualTo(2);
            assertThat(program.seen().earlier()).isEqualTo(2);
            assertThat(program.seen().last()).isEqualTo(LEFT.minusNanos(1));
        });
    }

    @Test
    @DisplayName("S1-13: a watch after exactly an hour is in time, one a moment later is not")
    void shouldFlagMoreThanAnHour() throws Exception {
        Instant hour = LEFT.plus(Departure.LONGEST_GAP);

        assertThat(review(new Deeds(), departure(hour)).gap())
                .isEqualTo(new DepartureReview.Gap(hour, 3_600, false, false));
        assertThat(review(new Deeds(), departure(hour.plusNanos(1))).gap().tooSlow())
                .isTrue();
    }

    @Test
    @DisplayName("S1-13: without a known watch the gap runs to now and is flagged")
    void shouldFlagAnUnknownWatch() throws Exception {
        Deeds deeds = new Deeds();
        start(deeds, NOW.minusNanos(1));
        DepartureReview review = review(deeds, departure(null));

        assertThat(review.gap())
                .isEqualTo(new DepartureReview.Gap(null, Duration.ofDays(2).toSeconds(), true, true));
        assertThat(review.after().activities()).isOne();
        assertThat(review.summary().getFirst())
                .isEqualTo("When the watch over them began is not known; counted until now, nobody watched for 2 days,"
                        + " which is too slow (1 hour is the limit); 1 activity falls into that time.");
    }

    @Test
    @DisplayName("S1-13: a watch that is yet to begin ends nothing")
    void shouldNotCountAFutureWatch() throws Exception {
        assertThat(review(new Deeds(), departure(NOW.plusNanos(1))).gap())
                .isEqualTo(review(new Deeds(), departure(null)).gap());
    }

    @Test
    void shouldHaveNoGapWhereTheWatchCameFirst() throws Exception {
        Deeds deeds = new Deeds();
        start(deeds, LEFT.minusSeconds(60));
        DepartureReview review = review(deeds, departure(LEFT.minusSeconds(1)));

        assertThat(review.gap().seconds()).isZero();
        assertThat(review.gap().flagged()).isFalse();
        assertThat(review.after().activities()).isZero();
        assertThat(review.summary()).contains("The watch over them had begun by the time they left.");
    }

    @Test
    void shouldReviewWhoIsYetToLeave() throws Exception {
        Deeds deeds = new Deeds();
        start(deeds, LEFT.minusSeconds(60));
        DepartureReview review =
                review(deeds, new Departure("p-kara", LEFT, null, LEFT.minusSeconds(30), ZoneOffset.UTC, null));

        assertThat(review.before().activities()).isOne();
        assertThat(review.after().window()).isEqualTo(new Window(LEFT, LEFT));
        assertThat(review.summary()).contains("They have not left yet.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "p-kar", "P-KARA", "%", "\" || user != \"", "’ or ‘1’=‘1", "\\"})
    @DisplayName("A name nobody has is answered with an empty review that says so")
    void shouldSayThatNobodyHasTheName(String name) throws Exception {
        Deeds deeds = new Deeds();
        start(deeds, LEFT.minusSeconds(60));
        DepartureReview review =
                review(deeds, new Departure(name, LEFT, LEFT.plusSeconds(60), NOW, ZoneOffset.UTC, null));

        assertThat(review.found()).isFalse();
        assertThat(review.summary()).hasSize(3);
        assertThat(review.summary().getFirst())
                .isEqualTo("No activity of " + name
                        + " is stored, neither of the time before they left nor of the time since.");
        assertThat(new ReviewPage("/v1/hunt").write(review))
                .contains("In short")
                .doesNotContain("<table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "a\u0000b", "half \uD83D"})
    void shouldRefuseANameNobodyCanHave(String name) {
        assertThatThrownBy(() -> new Departure(name, LEFT, null, NOW, ZoneOffset.UTC, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("subject: ");
    }

    @Test
    void shouldRefuseTimesThatNothingIsStoredOf() {
        assertThatThrownBy(() -> new Departure("p-kara", Instant.MAX, null, NOW, ZoneOffset.UTC, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("left: ");
        assertThatThrownBy(() -> new Departure("p-kara", LEFT, null, Instant.MIN, ZoneOffset.UTC, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("now: ");
    }

    @Test
    @DisplayName("S1-14: with too little history nothing is called new or more than usual, and the review says so")
    void shouldSayWhenThereIsTooLittleHistory() throws Exception {
        Deeds deeds = new Deeds();
        Instant ordinary = departure(null).ordinary().from();
        for (int week = 0; week < Course.ENOUGH_WEEKS - 1; week++) {
            deeds.download(KARA, ordinary.plus(Duration.ofDays(7L * week)), "secret", 1_000);
        }
        deeds.download(KARA, LEFT.minusSeconds(60), "secret", 1_000_000);
        start(deeds, LEFT.minusSeconds(50));
        DepartureReview review = review(deeds, departure(LEFT));

        assertThat(review.ordinary().enough()).isFalse();
        assertThat(review.before().data())
                .singleElement()
                .returns(1_000_000L, DataTouched::amount)
                .returns(null, DataTouched::ordinaryWeek)
                .returns(null, DataTouched::times)
                .returns(false, DataTouched::firstTime);
        assertThat(review.summary())
                .contains("2 activities of p-kara in the 30 days before they left could not be held against what is"
                        + " ordinary for them: there is activity in only 3 of the 8 weeks before.");
        assertThat(new ReviewPage("/v1/hunt").write(review))
                .contains("too little history")
                .doesNotContain(">new<");
    }

    @Test
    @DisplayName("A mean week is one of those with activity: holidays make nobody look busier")
    void shouldNotCountWeeksWithoutActivity() throws Exception {
        Deeds deeds = new Deeds();
        Instant ordinary = departure(null).ordinary().from();
        for (int week = 0; week < Course.ENOUGH_WEEKS; week++) {
            deeds.upload(KARA, ordinary.plus(Duration.ofDays(7L * (week + 1))).minusNanos(1), 5_000);
        }
        deeds.upload(KARA, LEFT.minusSeconds(1), 90_000);
        DepartureReview review = review(deeds, departure(LEFT));

        assertThat(review.before().data()).singleElement().satisfies(data -> {
            assertThat(data.ordinaryWeek()).isEqualTo(5_000.0);
            assertThat(data.times()).isEqualTo(90_000 / (30 / 7.0) / 5_000);
        });
    }

    @Test
    @DisplayName("Days are those of the zone, also the short and the long one")
    void shouldCountDaysOfTheZone() throws Exception {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Deeds deeds = new Deeds();
        start(deeds, Instant.parse("2026-03-28T22:59:59Z"));
        start(deeds, Instant.parse("2026-03-28T23:00:00Z"));
        start(deeds, Instant.parse("2026-03-29T21:59:59Z"));
        start(deeds, Instant.parse("2026-03-29T22:00:00Z"));
        Departure departure = new Departure("p-kara", LEFT, LEFT, NOW, berlin, null);
        try (Shelf shelf = new Shelf(directory, deeds.all())) {
            DepartureReview review = shelf.review(departure);

            assertThat(review.days())
                    .filteredOn(day -> day.activities() > 0)
                    .extracting(Day::day, Day::activities)
                    .containsExactly(
                            tuple(LocalDate.parse("2026-03-28"), 1L),
                            tuple(LocalDate.parse("2026-03-29"), 2L),
                            tuple(LocalDate.parse("2026-03-30"), 1L));
            for (Day day : review.days()) {
                assertThat(shelf.count(day.question())).isEqualTo(day.activities());
            }
            assertThat(new ReviewPage("/v1/hunt").write(review))
                    .contains("Europe/Berlin")
                    .contains("2026-03-28 23:59:59<span class=\"offset\"> +01:00")
                    .contains("2026-03-30 00:00:00<span class=\"offset\"> +02:00");
        }
    }

    @Test
    @DisplayName("S1-17: a section shows so many rows and says how many more there are")
    void shouldBoundEverySection() throws Exception {
        Deeds deeds = new Deeds();
        for (int i = 0; i < 40; i++) {
            Instant time = LEFT.minusSeconds(1_000 - i);
            deeds.start(KARA, time, "host-" + i, "/opt/tool-" + i);
            deeds.start(KARA, time, "db-1", "/bin/sh", "job " + i, "cron", null);
            deeds.open(KARA, time, "db-1", "s-" + i, "ssh", null);
            deeds.out(KARA, time, "db-1", "/usr/bin/scp", "203.0.113." + i, Long.MAX_VALUE);
            deeds.out(KARA, time, "db-1", "/usr/bin/scp", "203.0.113." + i, Long.MAX_VALUE);
            deeds.download(KARA, time, "secret", Long.MAX_VALUE);
        }
        try (Shelf shelf = new Shelf(directory, deeds.all())) {
            ReviewLimits limits = new ReviewLimits(3, Shelf.LIMITS.time());
            DepartureReview review = shelf.review(departure(LEFT), limits);

            assertThat(review.before().rarest().items()).hasSize(3);
            assertThat(review.before().rarest().more()).isEqualTo(39);
            assertThat(review.before().frequent().items()).hasSize(3);
            assertThat(review.before().transfers().rows().more()).isEqualTo(37);
            assertThat(review.before().transfers().outBytes()).isEqualTo(Long.MAX_VALUE);
            assertThat(review.before().leftOpen().jobs().more()).isEqualTo(37);
            assertThat(review.before().leftOpen().sessions().more()).isEqualTo(37);
            assertThat(review.before().leftOpen().lastingSessions()).isEqualTo(40);
            assertThat(review.before().data()).singleElement().returns(Long.MAX_VALUE, DataTouched::amount);
            assertThat(new ReviewPage("/v1/hunt").write(review)).contains(">37 more</a>");
        }
    }

    @Test
    @DisplayName("A long gap is shown day by day as far as it can be looked at, and counted whole")
    void shouldShowTheBeginningOfALongGap() throws Exception {
        Deeds deeds = new Deeds();
        start(deeds, LEFT.plus(Duration.ofDays(500)));
        Departure departure =
                new Departure("p-kara", LEFT, null, LEFT.plus(Duration.ofDays(501)), ZoneOffset.UTC, null);
        DepartureReview review = review(deeds, departure);

        assertThat(review.after().activities()).isOne();
        assertThat(review.days().getLast().day())
                .isEqualTo(LocalDate.ofInstant(LEFT.plus(Course.SHOWN_AFTER), ZoneOffset.UTC));
    }
}
