package io.keepwatch.hunting.store;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.duckdb.DuckDBConnection;

/**
 * Answers questions over an {@link EventStore} while it is written to and its files are merged, with a DuckDB of its own
 * that can do nothing but read the store's files: no other file, no network, no extension, no setting. Thread-safe.
 */
public final class StoreReader implements AutoCloseable {
    private final EventStore store;
    private final DuckDBConnection database;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hunting-time-limit").factory());

    /** Puts a question; may be called again, from the beginning, if a damaged file came to light. */
    @FunctionalInterface
    public interface Asking<T> {
        T ask(Question question) throws SQLException;
    }

    public StoreReader(EventStore store, ReaderSettings settings) throws SQLException {
        this.store = store;
        database = lockedDatabase(store, settings);
    }

    private static DuckDBConnection lockedDatabase(EventStore store, ReaderSettings settings) throws SQLException {
        Properties locked = new Properties();
        locked.setProperty("threads", Integer.toString(settings.threads()));
        locked.setProperty("memory_limit", settings.memory() + "B");
        locked.setProperty("temp_directory", "");
        locked.setProperty("autoinstall_known_extensions", "false");
        locked.setProperty("autoload_known_extensions", "false");
        locked.setProperty("allow_community_extensions", "false");
        // A result that is streamed cannot be cancelled: the driver holds the connection while it waits for rows.
        locked.setProperty("jdbc_stream_results", "false");
        DuckDBConnection opened = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", locked);
        try (var statement = opened.createStatement()) {
            // Files never change, so what is known of one stays true; a name is never used again.
            statement.execute("SET parquet_metadata_cache = true");
            // It reads everything twice for the few rows of a page, which costs more than it saves in very many files.
            statement.execute("SET disabled_optimizers = 'late_materialization'");
            statement.execute("SET allowed_directories = ["
                    + Parquet.literal(store.files().location("") + "/") + "]");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Puts a question over the activities from {@code from} on and before {@code to}, to the hour: the question itself
     * must still compare times. A damaged file is put into quarantine and the question asked again over the rest.
     *
     * @param limit how long it may take, with everything that is done with the answer
     * @throws QuestionStoppedException if it took longer or was cancelled
     */
    public <T> T ask(Instant from, Instant to, Duration limit, Asking<T> asking)
            throws SQLException, IOException, QuestionStoppedException {
        while (true) {
            try (Question question = open(from, to, limit)) {
                try {
                    return asking.ask(question);
                } catch (SQLException e) {
                    question.explain(e);
                }
            }
        }
    }

    /** As {@link #ask}, for whoever closes the question themselves; a failure is given to {@link Question#explain}. */
    public Question open(Instant from, Instant to, Duration limit) throws SQLException {
        Catalogue.Lease lease = store.lease(from, to);
        try {
            List<String> locations = lease.files().stream()
                    .map(file -> store.files().location(file.path()))
                    .toList();
            return new Question(
                    lease, store.schema().table(locations), database.duplicate(), store.intactness(), timer, limit);
        } catch (SQLException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Ends the running questions. */
    @Override
    public void close() throws SQLException {
        timer.shutdownNow();
        database.close();
    }
}
