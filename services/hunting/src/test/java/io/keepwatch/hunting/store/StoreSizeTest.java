package io.keepwatch.hunting.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.WebVisit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ordinary activity of a month, through the store and back, with figures. Full scale with {@code
 * -Dkeepwatch.store.rows=10000000}.
 */
class StoreSizeTest {
    private static final int ROWS = Integer.getInteger("keepwatch.store.rows", 30_000);
    private static final int DAYS = 30;
    private static final int PEOPLE = Math.max(20, ROWS / 2_000);
    private static final int FLUSH = 200_000;
    private static final int PARTITIONS = 4;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant WEEK = BEGIN.plus(Duration.ofDays(10));

    @TempDir
    Path directory;

    @Test
    @DisplayName("One person's week is found among everybody's month")
    void shouldFindAPersonsWeek() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        long begun = System.nanoTime();
        long expected = 0;
        try (EventStore store = TestStores.open(directory)) {
            Batch batch = new Batch();
            for (int i = 0; i < ROWS; i++) {
                int person = random.nextInt(PEOPLE);
                Activity activity = ordinary(i, person, random);
                Instant time = activity.header().time();
                if (person == 7 && !time.isBefore(WEEK) && time.isBefore(WEEK.plus(Duration.ofDays(7)))) {
                    expected++;
                }
                batch.add(person % PARTITIONS, i, activity);
                if (batch.size() == FLUSH) {
                    store.append(batch, TestStores.NOTED);
                }
            }
            store.append(batch, TestStores.NOTED);
            System.out.printf(
                    "{\"figure\":\"hunting-store-append\",\"rows\":%d,\"rowsPerSecond\":%.0f}%n",
                    ROWS, ROWS / ((System.nanoTime() - begun) / 1e9));
        }
        try (EventStore store = TestStores.open(directory)) {
            begun = System.nanoTime();
            while (store.tidy()) {
                // Until every hour is one file.
            }
            double merged = (System.nanoTime() - begun) / 1e9;
            try (StoreReader reader = new StoreReader(store, ReaderSettings.DEFAULT)) {
                assertThat(week(reader)).isEqualTo(expected).isPositive();
                begun = System.nanoTime();
                week(reader);
                figures(merged, (System.nanoTime() - begun) / 1e6);
            }
        }
    }

    private void figures(double merged, double week) throws Exception {
        long bytes = 0;
        for (String file : TestStores.dataFiles(directory)) {
            bytes += Files.size(directory.resolve(file));
        }
        System.out.printf(
                "{\"figure\":\"hunting-store\",\"rows\":%d,\"files\":%d,\"bytesPerRow\":%.1f,\"mergeSeconds\":%.1f,\"weekMillis\":%.0f}%n",
                ROWS, TestStores.dataFiles(directory).size(), (double) bytes / ROWS, merged, week);
    }

    private static long week(StoreReader reader) throws Exception {
        Instant end = WEEK.plus(Duration.ofDays(7));
        return reader.ask(WEEK, end, TestStores.PATIENCE, question -> {
            try (PreparedStatement select =
                    question.prepare("SELECT * FROM " + question.table() + " WHERE subject = ? ORDER BY \"time\"")) {
                select.setString(1, subject(7));
                ResultSet rows = select.executeQuery();
                long count = 0;
                while (rows.next()) {
                    count++;
                }
                return count;
            }
        });
    }

    private static String subject(int person) {
        return "person-%06d".formatted(person);
    }

    /** In time order, as feeds report. */
    private static Activity ordinary(int number, int person, SplittableRandom random) {
        Duration sinceBegin = Duration.ofDays(DAYS).multipliedBy(number).dividedBy(ROWS);
        ActivityHeader header = new ActivityHeader(
                "w-" + Long.toString(number, Character.MAX_RADIX),
                "generator",
                BEGIN.plusSeconds(sinceBegin.toSeconds()),
                "user" + person,
                "lap-" + person,
                subject(person),
                false);
        return switch (random.nextInt(4)) {
            case 0 -> new ProcessStart(header, "/usr/bin/tool-" + random.nextInt(40), "", "none", null, null);
            case 1 -> new WebVisit(header, "https://site-" + random.nextInt(300) + ".example/", "business");
            case 2 -> new AuthLogin(header, "success", false, "sso", "10.1.2.3", "DE", "interactive");
            default ->
                new FileAccess(
                        header,
                        "/share/doc-" + random.nextInt(5000),
                        random.nextInt(400_000),
                        "internal",
                        "share",
                        "read",
                        null,
                        false);
        };
    }
}
