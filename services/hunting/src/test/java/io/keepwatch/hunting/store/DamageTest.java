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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A damaged file is put aside and reported, and everything goes on from the rest")
class DamageTest {
    private static final List<Activity> LOST = SampleActivities.within(NOON, 200, 0);
    private static final List<Activity> REST = SampleActivities.within(NOON.plus(Duration.ofHours(1)), 200, 200);

    @TempDir
    Path directory;

    private final List<String> quarantined = new ArrayList<>();
    private final StoreListener listener = new StoreListener() {
        @Override
        public void quarantined(String path, String reason) {
            quarantined.add(path);
        }

        @Override
        public void failed(String what, Exception failure) {
            throw new AssertionError(what, failure);
        }
    };

    private Path file;
    private String path;

    @BeforeEach
    void fill() throws Exception {
        try (EventStore store = open()) {
            append(store, 0, LOST);
            append(store, 500, REST);
        }
        path = dataFiles(directory).getFirst();
        file = directory.resolve(path);
    }

    private EventStore open() throws Exception {
        return EventStore.open(new LocalFiles(directory), TestStores.SMALL, InstantSource.fixed(NOON), listener);
    }

    private void isAside() {
        assertThat(quarantined).containsExactly(path);
        assertThat(file).doesNotExist();
        assertThat(directory.resolve(".quarantine").resolve(path)).exists();
    }

    @Test
    void shouldFindWhatWasCutOffAtTheStart() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        try (EventStore store = open()) {
            isAside();
            assertThat(everything(store)).isEqualTo(sorted(REST));
        }
    }

    @Test
    @DisplayName(
            "Damage anywhere, while the store is open: no question fails, and examining finds what reading does not")
    void shouldAnswerWhateverByteIsDamaged() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int silent = 0;
        int places = 60;
        for (int place = 0; place < places; place++) {
            quarantined.clear();
            Files.createDirectories(directory.resolve(path).getParent());
            Files.write(file, whole);
            try (EventStore store = open();
                    StoreReader reader = new StoreReader(store, ReaderSettings.DEFAULT)) {
                byte[] damaged = whole.clone();
                int at = (int) ((long) place * (whole.length - 1) / (places - 1));
                for (int i = at; i < Math.min(at + 4, whole.length); i++) {
                    damaged[i] ^= 0x5a;
                }
                Files.write(file, damaged);

                int found = reader.ask(Batch.EARLIEST, Batch.END, TestStores.PATIENCE, DamageTest::rowsRead);
                if (quarantined.isEmpty()) {
                    silent++;
                    assertThat(store.examine()).as("damage at byte " + at).isOne();
                } else {
                    assertThat(found).isEqualTo(REST.size());
                }
                isAside();
                assertThat(everything(store)).isEqualTo(sorted(REST));
            }
        }
        assertThat(silent).as("places that DuckDB reads without complaint").isLessThan(places);
    }

    /** Reads every value, but does not mind what it is: a damaged one may be anything. */
    private static int rowsRead(Question question) throws java.sql.SQLException {
        try (var select = question.prepare("SELECT * FROM " + question.table());
                var rows = select.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    rows.getObject(column);
                }
                count++;
            }
            return count;
        }
    }

    @Test
    void shouldAnswerAfterAFileWasTakenAway() throws Exception {
        try (EventStore store = open()) {
            Files.delete(file);

            assertThat(everything(store)).isEqualTo(sorted(REST));
            assertThat(quarantined).containsExactly(path);
        }
    }

    @Test
    @DisplayName("A merge never makes damage look whole")
    void shouldNotMergeDamage() throws Exception {
        List<Activity> more = SampleActivities.within(NOON, 10, 1000);
        try (EventStore store = open()) {
            append(store, 1000, more);
        }
        try (EventStore store = open()) {
            byte[] damaged = Files.readAllBytes(file);
            damaged[damaged.length / 3] ^= 1;
            Files.write(file, damaged);

            while (store.tidy()) {
                // Until nothing is left to merge.
            }

            isAside();
            List<Activity> left = new ArrayList<>(REST);
            left.addAll(more);
            assertThat(everything(store)).isEqualTo(sorted(left));
        }
    }

    @Test
    @DisplayName("What was put aside comes back when Kafka delivers it again")
    void shouldTakeAgainWhatWasLost() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length / 2] ^= 1;
        Files.write(file, whole);
        try (EventStore store = open()) {
            assertThat(store.examine()).isOne();
            append(store, 0, LOST);
            append(store, 500, REST);

            List<Activity> all = new ArrayList<>(LOST);
            all.addAll(REST);
            assertThat(everything(store)).isEqualTo(sorted(all));
        }
    }
}
