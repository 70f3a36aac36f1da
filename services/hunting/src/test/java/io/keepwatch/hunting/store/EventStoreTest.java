package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.append;
import static io.keepwatch.hunting.store.TestStores.batch;
import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.hunting.activity.SampleActivities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStoreTest {
    @TempDir
    Path directory;

    /** What lies in the directory. */
    StoreFiles files() throws Exception {
        return new LocalFiles(directory);
    }

    private int stored;
    private int repeated;

    private void count(int partition, int nowStored, int nowRepeated) {
        stored += nowStored;
        repeated += nowRepeated;
    }

    private static List<Activity> concat(List<Activity> some, List<Activity> more) {
        List<Activity> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    @Test
    @DisplayName("S1-27: every type comes back with every attribute, to the nanosecond")
    void shouldGiveBackWhatItTook() throws Exception {
        List<Activity> activities = new ArrayList<>();
        for (ActivityType type : ActivityType.values()) {
            for (int i = 0; i < 30; i++) {
                activities.add(SampleActivities.full(
                        type, type + "-" + i, "person-" + i % 3, NOON.plusNanos(i * 1_000_000_007L), 31L * i));
            }
            activities.add(SampleActivities.bare(type, type + "-bare", "account:okta/O'Brien", NOON));
            activities.add(SampleActivities.bare(type, type + "-first", "kara", Batch.EARLIEST));
            activities.add(SampleActivities.bare(type, type + "-last", "kara", Batch.END.minusNanos(1)));
        }
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, activities);

            assertThat(everything(store)).isEqualTo(sorted(activities));
        }
    }

    @Test
    void shouldPutLateActivityIntoItsOwnHour() throws Exception {
        Instant monthsAgo = Instant.parse("2025-11-30T23:59:59.999999999Z");
        try (EventStore store = TestStores.open(files())) {
            store.append(batch(3, 40, List.of(SampleActivities.any(1, "kara", NOON))), this::count);
            store.append(batch(3, 41, List.of(SampleActivities.any(2, "kara", monthsAgo))), this::count);
        }

        assertThat(dataFiles(directory))
                .hasSize(2)
                .satisfiesExactly(
                        late -> assertThat(late)
                                .matches("day=2025-11-30/hour=23/activity-3-41-41-[0-9a-f]{8}\\.parquet"),
                        inTime -> assertThat(inTime)
                                .matches("day=2026-02-15/hour=12/activity-3-40-40-[0-9a-f]{8}\\.parquet"));
    }

    @Test
    @DisplayName("G1: a repeat is stored once, within a batch, across batches and partitions, and after a restart")
    void shouldStoreRepeatsOnce() throws Exception {
        List<Activity> some = SampleActivities.within(NOON, 50, 0);
        List<Activity> twice = concat(some, some);
        try (EventStore store = TestStores.open(files())) {
            store.append(batch(0, 0, twice), this::count);
            store.append(batch(2, 7, some), this::count);
        }
        try (EventStore store = TestStores.open(files())) {
            store.append(batch(0, 100, concat(some, SampleActivities.within(NOON, 1, 50))), this::count);

            assertThat(everything(store)).isEqualTo(sorted(SampleActivities.within(NOON, 51, 0)));
        }
        assertThat(stored).isEqualTo(51);
        assertThat(repeated).isEqualTo(150);
    }

    @Test
    @DisplayName("An id used again for another time is another activity, as the evaluator has it")
    void shouldTellActivitiesOfOneIdApartByTheirTime() throws Exception {
        Activity one = SampleActivities.any(1, "kara", NOON);
        Activity other = SampleActivities.any(1, "kara", NOON.plusNanos(1));
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, List.of(one, other, one));

            assertThat(everything(store)).containsExactly(one, other);
        }
    }

    @Test
    void shouldKnowRepeatsOfHoursItHasForgotten() throws Exception {
        StoreSettings forgetful =
                new StoreSettings(10, 4, Duration.ofMinutes(10), Duration.ofDays(1), 1L << 30, 0, Duration.ofDays(90));
        List<Activity> overTwoDays = IntStream.range(0, 48)
                .mapToObj(hour -> SampleActivities.within(NOON.plus(Duration.ofHours(hour)), 5, hour * 5))
                .flatMap(List::stream)
                .toList();
        try (EventStore store = EventStore.open(files(), forgetful, InstantSource.fixed(NOON), TestStores.STRICT)) {
            store.append(batch(0, 0, overTwoDays), this::count);
            store.append(batch(0, 500, overTwoDays), this::count);

            assertThat(everything(store)).isEqualTo(sorted(overTwoDays));
        }
        assertThat(stored).isEqualTo(240);
        assertThat(repeated).isEqualTo(240);
    }

    @Test
    @DisplayName("A full disk fails the append; given to the store again the batch ends up stored once")
    void shouldGoOnAfterAFullDisk() throws Exception {
        List<Activity> overThreeHours = IntStream.range(0, 3)
                .mapToObj(hour -> SampleActivities.within(NOON.plus(Duration.ofHours(hour)), 20, hour * 20))
                .flatMap(List::stream)
                .toList();
        FaultyFiles files = new FaultyFiles(files());
        try (EventStore store = TestStores.open(files)) {
            Batch batch = batch(0, 0, overThreeHours);
            files.fullAfter(1);

            assertThatThrownBy(() -> store.append(batch, this::count))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            assertThatThrownBy(() -> store.append(batch, this::count)).isInstanceOf(IOException.class);
            assertThat(stored).isEqualTo(20);
            assertThat(batch.size()).isEqualTo(40);

            files.fullAfter(Integer.MAX_VALUE);
            store.append(batch, this::count);

            assertThat(batch.size()).isZero();
            assertThat(everything(store)).isEqualTo(sorted(overThreeHours));
        }
        assertThat(stored).isEqualTo(60);
        assertThat(repeated).isZero();
    }

    @Test
    void shouldLeaveTheReserveAlone() throws Exception {
        StoreSettings greedy = new StoreSettings(
                10, 4, Duration.ofMinutes(10), Duration.ofDays(1), 1L << 30, Long.MAX_VALUE, Duration.ofDays(90));
        try (EventStore store = EventStore.open(files(), greedy, InstantSource.fixed(NOON), TestStores.STRICT)) {
            assertThatThrownBy(() -> append(store, 0, SampleActivities.within(NOON, 1, 0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the disk is full");
        }
        assertThat(dataFiles(directory)).isEmpty();
    }

    @Test
    @DisplayName("Half a file of a process that died is not read and goes at the next start")
    void shouldRemoveWhatWasBeingWritten() throws Exception {
        List<Activity> some = SampleActivities.within(NOON, 10, 0);
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, some);
        }
        Path hour = directory.resolve("day=2026-02-15/hour=12");
        Path half = hour.resolve(".staged-7");
        Files.write(half, new byte[] {'P', 'A', 'R', '1', 0, 0, 0});

        try (EventStore store = TestStores.open(files())) {
            assertThat(half).doesNotExist();
            assertThat(everything(store)).isEqualTo(sorted(some));
        }
    }

    @Test
    void shouldHaveTheDirectoryToItself() throws Exception {
        try (EventStore store = TestStores.open(files())) {
            append(store, 0, SampleActivities.within(NOON, 1, 0));

            assertThatThrownBy(this::files).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
    }

    @Test
    void shouldAnswerFromAnEmptyStore() throws Exception {
        try (EventStore store = TestStores.open(files())) {
            assertThat(everything(store)).isEmpty();
        }
    }
}
