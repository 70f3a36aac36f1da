package io.keepwatch.hunting.store;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.ActivityRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What tests do with stores. */
public final class TestStores {
    public static final Instant NOON = Instant.parse("2026-02-15T12:00:00Z");
    public static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Merges early, reserves nothing. */
    public static final StoreSettings SMALL =
            new StoreSettings(100_000, 4, Duration.ofMinutes(10), Duration.ofDays(1), 1L << 30, 0, Duration.ofDays(90));

    static final EventStore.Progress NOTED = (partition, stored, repeated) -> {};

    private static final Comparator<Activity> ORDER = Comparator.comparing(
                    (Activity activity) -> activity.header().time())
            .thenComparing(activity -> activity.header().id());

    private TestStores() {}

    /** Nothing may go wrong. */
    public static final StoreListener STRICT = new StoreListener() {
        @Override
        public void quarantined(String path, String reason) {
            throw new AssertionError(path + ": " + reason);
        }

        @Override
        public void failed(String what, Exception failure) {
            throw new AssertionError(what, failure);
        }
    };

    public static EventStore open(Path directory) throws IOException {
        return open(new LocalFiles(directory));
    }

    static EventStore open(StoreFiles files) throws IOException {
        return EventStore.open(files, SMALL, InstantSource.fixed(NOON), STRICT);
    }

    static Batch batch(int partition, long firstOffset, Collection<Activity> activities) {
        Batch batch = new Batch();
        long offset = firstOffset;
        for (Activity activity : activities) {
            batch.add(partition, offset++, activity);
        }
        return batch;
    }

    static void append(EventStore store, long firstOffset, Collection<Activity> activities) throws IOException {
        store.append(batch(0, firstOffset, activities), NOTED);
    }

    /** Everything that is stored, by time and id. */
    public static List<Activity> everything(EventStore store) throws Exception {
        try (StoreReader reader = new StoreReader(store, ReaderSettings.DEFAULT)) {
            return everything(reader);
        }
    }

    static List<Activity> everything(StoreReader reader) throws Exception {
        return sorted(reader.ask(Batch.EARLIEST, Batch.END, PATIENCE, TestStores::all));
    }

    static List<Activity> all(Question question) throws SQLException {
        try (PreparedStatement select = question.prepare("SELECT * FROM " + question.table());
                ResultSet rows = select.executeQuery()) {
            List<Activity> activities = new ArrayList<>();
            ActivityRows activityRows = new ActivityRows(rows);
            while (rows.next()) {
                activities.add(activityRows.read());
            }
            return activities;
        }
    }

    public static List<Activity> sorted(Collection<Activity> activities) {
        return activities.stream().sorted(ORDER).toList();
    }

    /** Waits for what another thread does. */
    public static void until(Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** The paths of everything that a reader which knows nothing of us would read, below the store. */
    public static List<String> dataFiles(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .filter(path -> path.endsWith(".parquet")
                            && Stream.of(path.split("/"))
                                    .noneMatch(part -> part.startsWith(".") || part.startsWith("_")))
                    .sorted()
                    .toList();
        }
    }
}
