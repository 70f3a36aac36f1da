package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.append;
import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-02-15");
    private static final Instant TODAY_BEGINS = Instant.parse("2026-02-15T00:00:00Z");
    /** The beginning of the last day that is over for a day at noon. */
    private static final Instant LONG_AGO = Instant.parse("2026-02-13T00:00:00Z");

    @TempDir
    Path directory;

    /** What lies in the directory. */
    StoreFiles files() throws Exception {
        return new LocalFiles(directory);
    }

    private static List<Activity> without(String subject, List<Activity> activities) {
        return activities.stream()
                .filter(activity -> !activity.header().subject().equals(subject))
                .toList();
    }

    private static void tidyUp(EventStore store) throws Exception {
        while (store.tidy()) {
            // Until nothing is left to merge.
        }
    }

    @Test
    void shouldMakeOneFileOfAQuietHour() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        InstantSource clock = now::get;
        try (EventStore store = EventStore.open(files(), TestStores.SMALL, clock, TestStores.STRICT)) {
            append(store, 0, SampleActivities.within(NOON, 100, 0));
            append(store, 100, SampleActivities.within(NOON, 10, 100));
            tidyUp(store);
            assertThat(dataFiles(directory)).hasSize(2);

            now.set(NOON.plus(Duration.ofMinutes(11)));
            tidyUp(store);

            Path only = directory.resolve(dataFiles(directory).getFirst());
            assertThat(store.size()).isEqualTo(new StoreSize(1, 1, Files.size(only)));

            assertThat(dataFiles(directory))
                    .singleElement()
                    .asString()
                    .matches("day=2026-02-15/hour=12/activity-merged-1-[0-9a-f]{8}\\.parquet");
            assertThat(everything(store)).isEqualTo(sorted(SampleActivities.within(NOON, 110, 0)));
        }
    }

    @Test
    @DisplayName("A busy hour is merged in steps: each activity is rewritten a few times, not with every flush")
    void shouldKeepFilesOfABusyHourFew() throws Exception {
        int flushes = 100;
        try (EventStore store = TestStores.open(files())) {
            for (int i = 0; i < flushes; i++) {
                append(store, i * 20L, SampleActivities.within(NOON, 20, i * 20));
                tidyUp(store);
            }
            assertThat(dataFiles(directory)).hasSizeLessThan(20);
            assertThat(everything(store)).isEqualTo(sorted(SampleActivities.within(NOON, flushes * 20, 0)));
        }
    }

    @Test
    @DisplayName("A day that is long over is one file; what comes late lies beside it until it is worth a merge")
    void shouldMakeOneFileOfADayThatIsOver() throws Exception {
        List<Activity> all = new ArrayList<>();
        try (EventStore store = TestStores.open(files())) {
            for (int hour : new int[] {0, 7, 23}) {
                all.addAll(SampleActivities.within(LONG_AGO.plus(Duration.ofHours(hour)), 10, all.size()));
            }
            all.addAll(SampleActivities.within(LONG_AGO.plus(Duration.ofHours(24)), 10, all.size()));
            append(store, 0, all);
        }
        try (EventStore store = TestStores.open(files());
                StoreReader reader = new StoreReader(store, ReaderSettings.DEFAULT)) {
            tidyUp(store);
            assertThat(dataFiles(directory))
                    .satisfiesExactly(
                            file -> assertThat(file)
                                    .matches("day=2026-02-13/hour=00-23/activity-merged-1-[0-9a-f]{8}\\.parquet"),
                            file -> assertThat(file).startsWith("day=2026-02-14/hour=00/"));

            append(store, 0, all);
            assertThat(everything(reader)).as("repeats are known").isEqualTo(sorted(all));

            Instant lastHour = LONG_AGO.plus(Duration.ofHours(23));
            assertThat(files(reader, lastHour, lastHour.plusNanos(1))).isOne();
            assertThat(files(reader, lastHour.plus(Duration.ofHours(1)), TODAY_BEGINS))
                    .isOne();
            assertThat(files(reader, LONG_AGO.minusNanos(1), LONG_AGO)).isZero();

            for (int late = 0; late < 4; late++) {
                tidyUp(store);
                assertThat(dataFiles(directory)).hasSize(2 + late);
                List<Activity> some = SampleActivities.within(LONG_AGO.plus(Duration.ofHours(late + 5)), 1, 100 + late);
                append(store, 100 + late, some);
                all.addAll(some);
            }
        }
        try (EventStore store = TestStores.open(files())) {
            tidyUp(store);
            assertThat(dataFiles(directory)).hasSize(2).first().asString().contains("hour=00-23/activity-merged-2-");
            assertThat(everything(store)).isEqualTo(sorted(all));
        }
    }

    private static int files(StoreReader reader, Instant from, Instant to) throws Exception {
        try (Question question = reader.open(from, to, TestStores.PATIENCE)) {
            return question.files();
        }
    }

    @Test
    void shouldLeaveDaysInHoursThatAreNotOverOrTooLarge() throws Exception {
        InstantSource soon =
                InstantSource.fixed(LONG_AGO.plus(Duration.ofDays(2)).minusNanos(1));
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, SampleActivities.within(LONG_AGO, 10, 0));
            append(store, 10, SampleActivities.within(LONG_AGO.plus(Duration.ofHours(5)), 10, 10));
        }
        List<String> hours = dataFiles(directory);
        try (EventStore store = EventStore.open(files(), TestStores.SMALL, soon, TestStores.STRICT)) {
            tidyUp(store);
            assertThat(dataFiles(directory)).isEqualTo(hours);
        }
        StoreSettings narrow =
                new StoreSettings(1000, 4, Duration.ofMinutes(10), Duration.ofDays(1), 10, 0, Duration.ofDays(90));
        try (EventStore store = EventStore.open(files(), narrow, InstantSource.fixed(NOON), TestStores.STRICT)) {
            tidyUp(store);
            assertThat(dataFiles(directory)).isEqualTo(hours);
        }
    }

    @Test
    @DisplayName("Of a merged day a person is erased as of an hour, and a repeated delivery brings nothing back")
    void shouldEraseFromAMergedDay() throws Exception {
        List<Activity> all = new ArrayList<>(SampleActivities.within(LONG_AGO, 20, 0));
        all.addAll(SampleActivities.within(LONG_AGO.plus(Duration.ofHours(9)), 20, 20));
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, all);
        }
        try (EventStore store = TestStores.open(files())) {
            tidyUp(store);
            assertThat(dataFiles(directory)).hasSize(1);

            assertThat(store.erase("person-3")).isEqualTo(4);
        }
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, all);

            assertThat(everything(store)).isEqualTo(sorted(without("person-3", all)));
            assertThat(dataFiles(directory)).hasSize(1);

            store.expire(TODAY, Set.of("person-1"));
            assertThat(everything(store))
                    .isNotEmpty()
                    .allMatch(activity -> activity.header().subject().equals("person-1"));
        }
    }

    @Test
    void shouldKeepKnowingRepeatsOfWhatWasMerged() throws Exception {
        List<Activity> some = SampleActivities.within(NOON, 50, 0);
        try (EventStore store = TestStores.open(files())) {
            for (int i = 0; i < 5; i++) {
                append(store, i * 10L, some.subList(i * 10, i * 10 + 10));
            }
            tidyUp(store);
        }
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, some);

            assertThat(everything(store)).isEqualTo(sorted(some));
        }
    }

    @Test
    @DisplayName("A reader goes on reading the files of when it began, which are deleted after it")
    void shouldLeaveFilesToWhoeverReadsThem() throws Exception {
        List<Activity> some = SampleActivities.within(NOON, 50, 0);
        try (EventStore store = TestStores.open(files());
                StoreReader reader = new StoreReader(store, ReaderSettings.DEFAULT)) {
            for (int i = 0; i < 5; i++) {
                append(store, i * 10L, some.subList(i * 10, i * 10 + 10));
            }
            try (Question question = reader.open(Batch.EARLIEST, Batch.END, TestStores.PATIENCE)) {
                tidyUp(store);
                append(store, 1000, SampleActivities.within(NOON, 1, 1000));
                store.erase("person-3");
                store.expire(LocalDate.MAX, Set.of());

                assertThat(sorted(TestStores.all(question))).isEqualTo(sorted(some));
            }
            TestStores.until(() -> dataFiles(directory).isEmpty());
            assertThat(everything(reader)).isEmpty();
        }
    }

    @Test
    void shouldDropDaysBeyondTheLimit() throws Exception {
        List<Activity> kept = SampleActivities.within(NOON, 10, 0);
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, kept);
            append(store, 10, SampleActivities.within(NOON.minus(Duration.ofHours(13)), 10, 10));

            store.expire(TODAY, Set.of());

            assertThat(everything(store)).isEqualTo(sorted(kept));
        }
        assertThat(directory.resolve("day=2026-02-14")).doesNotExist();
    }

    @Test
    void shouldKeepPeopleOnLegalHold() throws Exception {
        List<Activity> old = SampleActivities.within(NOON.minus(Duration.ofDays(400)), 40, 0);
        Set<String> onHold = Set.of("person-1", "person-2");
        List<Activity> held = old.stream()
                .filter(activity -> onHold.contains(activity.header().subject()))
                .toList();
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, old);

            store.expire(TODAY, onHold);
            List<String> after = dataFiles(directory);
            store.expire(TODAY, onHold);

            assertThat(everything(store)).isEqualTo(sorted(held));
            assertThat(dataFiles(directory)).as("nothing to do the second time").isEqualTo(after);

            store.expire(TODAY, Set.of());
            assertThat(dataFiles(directory)).isEmpty();
        }
    }

    @Test
    void shouldErasePersonFromEveryFile() throws Exception {
        List<Activity> all = new ArrayList<>(SampleActivities.within(NOON, 40, 0));
        all.addAll(SampleActivities.within(NOON.minus(Duration.ofDays(30)), 40, 40));
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, all.subList(0, 20));
            append(store, 20, all.subList(20, 80));

            assertThat(store.erase("person-3")).isEqualTo(8);
            assertThat(store.erase("person-3")).isZero();

            assertThat(everything(store)).isEqualTo(sorted(without("person-3", all)));
        }
        for (String file : dataFiles(directory)) {
            assertThat(Files.readString(directory.resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("person-3");
        }
    }

    @Test
    @DisplayName(
            "A repeated delivery brings nothing erased back, while Kafka keeps it; what is new of the person is new")
    void shouldNotTakeErasedActivitiesAgain() throws Exception {
        List<Activity> all = SampleActivities.within(NOON, 40, 0);
        Activity fresh = SampleActivities.any(99, "person-3", NOON.plusSeconds(1));
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, all);
            store.erase("person-3");
        }
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, all);
            append(store, 40, List.of(fresh));

            List<Activity> left = new ArrayList<>(without("person-3", all));
            left.add(fresh);
            assertThat(everything(store)).isEqualTo(sorted(left));

            assertThat(store.erase("person-3")).isOne();
            store.expire(LocalDate.MIN, Set.of());
        }
        InstantSource later = InstantSource.fixed(NOON.plus(Duration.ofDays(91)));
        try (EventStore store = EventStore.open(files(), TestStores.SMALL, later, TestStores.STRICT)) {
            store.expire(LocalDate.MIN, Set.of());
        }
        assertThat(directory.resolve("day=2026-02-15/hour=12/_erased")).doesNotExist();
    }
}
