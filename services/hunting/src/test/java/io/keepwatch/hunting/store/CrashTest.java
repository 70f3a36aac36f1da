package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.append;
import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lets the process die before and after every single step that changes files, and looks at what the next one finds: every
 * row once, whatever the instant, read by us and by somebody who only knows the directory.
 */
@DisplayName("G1: no row is lost or doubled whatever the step at which the process dies")
class CrashTest {
    static final int EACH = 12;
    private static final String ERASED = "person-3";

    @TempDir
    Path directory;

    /** What changes files, and what is left of everything afterwards. */
    enum Work {
        ADDING(store -> append(store, 1000, SampleActivities.within(NOON, EACH, 5 * EACH)), activity -> true),
        MERGING(EventStore::tidy, activity -> true),
        MERGING_TWICE(
                store -> {
                    store.tidy();
                    append(store, 1000, SampleActivities.within(NOON, EACH, 5 * EACH));
                    store.tidy();
                },
                activity -> true),
        MERGING_DAYS(
                store -> {
                    while (store.tidy()) {
                        // The hours first, then the day.
                    }
                },
                activity -> true),
        ERASING(
                store -> store.erase(ERASED),
                activity -> !activity.header().subject().equals(ERASED)),
        EXPIRING(store -> store.expire(LocalDate.MAX, Set.of()), activity -> false),
        EXPIRING_WITH_HOLD(
                store -> store.expire(LocalDate.MAX, Set.of(ERASED)),
                activity -> activity.header().subject().equals(ERASED));

        final Doing doing;
        final Predicate<Activity> left;

        Work(Doing doing, Predicate<Activity> left) {
            this.doing = doing;
            this.left = left;
        }
    }

    @FunctionalInterface
    interface Doing {
        void with(EventStore store) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeBackWithEveryRowOnce(Work work) throws Exception {
        dieEverywhere(work, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MERGING_TWICE", "MERGING_DAYS", "ERASING"})
    @DisplayName("Also while somebody still reads what was replaced")
    void shouldComeBackWhileFilesAreRead(Work work) throws Exception {
        dieEverywhere(work, true);
    }

    private void dieEverywhere(Work work, boolean read) throws Exception {
        long step = 0;
        for (boolean finished = false; !finished; step++) {
            for (boolean whenDone : List.of(false, true)) {
                Path store = directory.resolve(work + "-" + step + whenDone);
                fill(store);
                finished = dieAt(step, whenDone, store, work, read);
                check(store, work);
            }
        }
        assertThat(step).as("steps of " + work).isGreaterThan(2);
    }

    /** True if it was done before the step was reached. */
    private static boolean dieAt(long step, boolean whenDone, Path directory, Work work, boolean read)
            throws Exception {
        FaultyFiles files = new FaultyFiles(new LocalFiles(directory));
        try (EventStore store = TestStores.open(files)) {
            files.dieAt(step, whenDone);
            Catalogue.Lease lease = read ? store.lease(Batch.EARLIEST, Batch.END) : null;
            try {
                work.doing.with(store);
                if (lease != null) {
                    lease.close();
                }
                return true;
            } catch (FaultyFiles.Death e) {
                return false;
            }
        }
    }

    private static void fill(Path directory) throws IOException {
        try (EventStore store = TestStores.open(directory)) {
            for (int i = 0; i < 5; i++) {
                append(store, i * 100L, SampleActivities.within(NOON, EACH, i * EACH));
            }
            append(store, 900, longAgo());
            append(store, 950, SampleActivities.within(NOON.minus(Duration.ofDays(3)), EACH, 950));
        }
    }

    /** In two hours of one day. */
    private static List<Activity> longAgo() {
        List<Activity> activities = new ArrayList<>(SampleActivities.within(NOON.minus(Duration.ofDays(3)), EACH, 900));
        activities.addAll(SampleActivities.within(NOON.minus(Duration.ofHours(77)), EACH, 920));
        return activities;
    }

    private static void check(Path directory, Work work) throws Exception {
        List<Activity> before = new ArrayList<>(SampleActivities.within(NOON, 5 * EACH, 0));
        before.addAll(longAgo());
        before.addAll(SampleActivities.within(NOON.minus(Duration.ofDays(3)), EACH, 950));
        List<Activity> added = SampleActivities.within(NOON, EACH, 5 * EACH);
        try (EventStore store = TestStores.open(directory)) {
            List<Activity> found = everything(store);
            assertThat(found).doesNotHaveDuplicates();
            assertThat(found).containsAll(before.stream().filter(work.left).toList());
            assertThat(rowsInPlainFiles(directory)).isEqualTo(found.size());

            // What was cut off is done again by whoever asked for it, as Kafka's offsets or a schedule would.
            work.doing.with(store);
            append(store, 0, before.stream().filter(work.left).toList());
            List<Activity> all =
                    new ArrayList<>(before.stream().filter(work.left).toList());
            if (work == Work.ADDING || work == Work.MERGING_TWICE) {
                all.addAll(added);
            }
            assertThat(everything(store)).isEqualTo(sorted(all));
            assertThat(rowsInPlainFiles(directory)).isEqualTo(all.size());
        }
    }

    static long rowsInPlainFiles(Path directory) throws Exception {
        if (dataFiles(directory).isEmpty()) {
            return 0;
        }
        try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM read_parquet("
                        + Parquet.literal(directory + "/day=*/hour=*/*.parquet") + ")")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
