package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.append;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreReaderTest {
    private static final String FOREVER = "SELECT count(*) FROM range(100000000000000) a, range(1000) b";

    @TempDir
    Path directory;

    @TempDir
    Path outside;

    private EventStore store;
    private StoreReader reader;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(outside.resolve("secret.csv"), "secret\n1\n");
        store = TestStores.open(directory);
        append(store, 0, SampleActivities.within(NOON, 20, 0));
        reader = new StoreReader(store, new ReaderSettings(256L << 20, 2));
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
        store.close();
    }

    private <T> T ask(Duration limit, StoreReader.Asking<T> asking) throws Exception {
        return reader.ask(Batch.EARLIEST, Batch.END, limit, asking);
    }

    private static ResultSet run(Question question, String sql) throws SQLException {
        return question.prepare(sql).executeQuery();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('OUTSIDE/secret.csv')",
                "SELECT * FROM read_csv('OUTSIDE/secret.csv')",
                "SELECT * FROM 'OUTSIDE/secret.csv'",
                "SELECT * FROM read_text('STORE/../../../../../../../../etc/passwd')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM read_parquet('https://example.com/a.parquet')",
                "SELECT * FROM read_parquet('s3://bucket/a.parquet')",
                "SELECT getenv('HOME')",
                "WITH a AS (SELECT * FROM read_csv('/etc/passwd')) SELECT * FROM a",
                "SELECT * FROM query('COPY (SELECT 1) TO ''STORE/a.csv''')"
            })
    @DisplayName("Nothing outside the store can be read")
    void shouldReadNothingElse(String sql) throws Exception {
        String filled = sql.replace("OUTSIDE", outside.toString()).replace("STORE", directory.toString());

        assertThatThrownBy(() -> ask(TestStores.PATIENCE, question -> {
                    ResultSet rows = run(question, filled);
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                    return filled;
                }))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO 'STORE/a.csv'",
                "COPY (SELECT 1) TO 'OUTSIDE/a.csv'",
                "ATTACH 'STORE/a.db'",
                "ATTACH ':memory:' AS m",
                "EXPORT DATABASE 'STORE/e'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET memory_limit = '10GB'",
                "SET enable_external_access = true",
                "RESET lock_configuration",
                "PRAGMA threads = 8",
                "CALL pragma_version()",
                "CREATE TABLE a AS SELECT 1",
                "CREATE SECRET (TYPE S3)",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'STORE/a.csv'",
                "SELECT 1; COPY (SELECT 1) TO 'STORE/a.csv'",
                "FROM read_text('/etc/passwd')",
                ""
            })
    @DisplayName("Nothing but a query is taken")
    void shouldTakeNothingButAQuery(String sql) throws Exception {
        String filled = sql.replace("OUTSIDE", outside.toString()).replace("STORE", directory.toString());

        assertThatThrownBy(() -> ask(TestStores.PATIENCE, question -> question.prepare(filled)))
                .isInstanceOf(IllegalArgumentException.class);
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".csv") || file.endsWith(".db"));
        }
    }

    @Test
    @DisplayName("DuckDB itself refuses what the guard would not let through")
    void shouldBeLockedBehindTheGuardToo() throws Exception {
        ask(TestStores.PATIENCE, question -> {
            PreparedStatement any = question.prepare("SELECT 1");
            for (String sql : List.of(
                    "SET memory_limit = '10GB'",
                    "SET enable_external_access = true",
                    "SET lock_configuration = false",
                    "SET allowed_directories = ['/']",
                    "INSTALL httpfs",
                    "LOAD httpfs",
                    "ATTACH '" + outside + "/a.db'",
                    "COPY (SELECT 1) TO '" + outside + "/a.csv'")) {
                assertThatThrownBy(() -> {
                            try (PreparedStatement other = any.getConnection().prepareStatement(sql)) {
                                other.execute();
                            }
                        })
                        .as(sql)
                        .isInstanceOf(SQLException.class);
            }
            return any;
        });
    }

    @Test
    void shouldBindWhatPeopleWrite() throws Exception {
        String injection = "' OR 1=1; COPY (SELECT 1) TO '" + directory + "/a.csv' --";
        long rows = ask(TestStores.PATIENCE, question -> {
            PreparedStatement select =
                    question.prepare("SELECT count(*) FROM " + question.table() + " WHERE \"user\" = ?");
            select.setString(1, injection);
            ResultSet found = select.executeQuery();
            found.next();
            return found.getLong(1);
        });

        assertThat(rows).isZero();
    }

    @Test
    void shouldReadOnlyFilesOfTheTimeAskedFor() throws Exception {
        append(store, 100, SampleActivities.within(NOON.plus(Duration.ofHours(1)), 5, 100));
        append(store, 200, SampleActivities.within(NOON.plus(Duration.ofHours(2)), 5, 200));

        try (Question oneHour = reader.open(
                        NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(2)), TestStores.PATIENCE);
                Question twoHours = reader.open(
                        NOON.plusSeconds(3599), NOON.plus(Duration.ofHours(1)).plusNanos(1), TestStores.PATIENCE);
                Question never = reader.open(NOON, NOON, TestStores.PATIENCE)) {
            assertThat(oneHour.files()).isOne();
            assertThat(TestStores.all(oneHour)).hasSize(5);
            assertThat(twoHours.files()).isEqualTo(2);
            assertThat(never.files()).isZero();
            assertThat(TestStores.all(never)).isEmpty();
        }
    }

    @Test
    void shouldEndWhatTakesTooLong() {
        assertThatThrownBy(() -> ask(Duration.ofMillis(100), question -> run(question, FOREVER)))
                .isInstanceOfSatisfying(
                        QuestionStoppedException.class,
                        e -> assertThat(e.reason()).isEqualTo(QuestionStoppedException.Reason.TIME_LIMIT));
    }

    @Test
    void shouldEndWhatIsCancelled() throws Exception {
        AtomicReference<Throwable> ended = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Question> running = new AtomicReference<>();
        Thread asking = Thread.ofPlatform().start(() -> {
            try {
                ask(TestStores.PATIENCE, question -> {
                    running.set(question);
                    asked.countDown();
                    return run(question, FOREVER);
                });
            } catch (Exception e) {
                ended.set(e);
            }
        });
        asked.await();
        running.get().cancel();
        asking.join();

        assertThat(ended.get())
                .isInstanceOfSatisfying(
                        QuestionStoppedException.class,
                        e -> assertThat(e.reason()).isEqualTo(QuestionStoppedException.Reason.CANCELLED));
    }

    @Test
    void shouldSayWhenMemoryIsNotEnough() {
        assertThatThrownBy(() -> ask(
                        TestStores.PATIENCE,
                        question -> run(
                                question,
                                "SELECT list(repeat('x', 1000) || i) FROM range(10000000) t(i) GROUP BY i % 2")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Out of Memory");
    }

    @Test
    @DisplayName("Questions see every activity exactly once while others are added and files are merged")
    void shouldAnswerWhileFilesChange() throws Exception {
        List<Activity> all = new ArrayList<>(SampleActivities.within(NOON, 20, 0));
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread merging = Thread.ofPlatform().start(() -> {
            try {
                while (!done.get() | store.tidy()) {
                    Thread.onSpinWait();
                }
            } catch (Throwable e) {
                failed.set(e);
            }
        });
        for (int i = 1; i <= 40; i++) {
            List<Activity> more = SampleActivities.within(NOON, 20, i * 20);
            append(store, i * 20L, more);
            all.addAll(more);

            assertThat(everything(reader)).isEqualTo(sorted(all));
        }
        done.set(true);
        merging.join();

        assertThat(failed.get()).isNull();
        assertThat(everything(reader)).isEqualTo(sorted(all));
    }
}
