package io.keepwatch.hunting.store;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A question being asked: the files it is about, which stay as they are until it is closed, and a connection that can
 * read them and nothing else. Used by one thread; any thread may {@link #cancel} it.
 */
public final class Question implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final Catalogue.Lease lease;
    private final String table;
    private final DuckDBConnection connection;
    private final Intactness intactness;
    private final List<PreparedStatement> statements = new CopyOnWriteArrayList<>();
    private final Future<?> watch;
    private final long deadline;
    private final AtomicReference<QuestionStoppedException.@Nullable Reason> stopped = new AtomicReference<>();

    Question(
            Catalogue.Lease lease,
            String table,
            DuckDBConnection connection,
            Intactness intactness,
            ScheduledExecutorService timer,
            Duration limit)
            throws SQLException {
        this.lease = lease;
        this.table = table;
        this.connection = connection;
        this.intactness = intactness;
        deadline = System.nanoTime() + limit.toNanos();
        watch = timer.scheduleWithFixedDelay(this::stopIfDue, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What to write after {@code FROM}: a table of every stored activity, with every column, of the hours asked for. */
    public String table() {
        return table;
    }

    /** The files of the hours asked for that it does not read, because they are damaged or gone. */
    public List<String> missing() {
        return lease.missing();
    }

    /** How many bytes these have. */
    public long bytes() {
        return lease.files().stream().mapToLong(StoredFile::bytes).sum();
    }

    /** How many files it reads. */
    public int files() {
        return lease.files().size();
    }

    /**
     * Prepares one {@code SELECT}, written by the program; what a person wrote is bound, never part of it. DuckDB itself
     * lets no one out of the store's directory, but would write into it: so nothing else than a query is taken. Its whole
     * answer is held in memory before the first row is given out; whoever wants more than fits asks in pages.
     *
     * @throws IllegalArgumentException if it is not one query
     */
    public PreparedStatement prepare(String sql) throws SQLException {
        String start = sql.stripLeading().toUpperCase(Locale.ROOT);
        boolean query = start.startsWith("SELECT ") || start.startsWith("WITH ");
        if (!query || sql.replace(table, "").indexOf(';') >= 0) {
            throw new IllegalArgumentException("only one query can be asked");
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        statements.add(statement);
        return statement;
    }

    /** Ends it, from any thread; whoever asks gets an exception. */
    public void cancel() {
        stopped.compareAndSet(null, QuestionStoppedException.Reason.CANCELLED);
        stopIfDue();
    }

    /** Again and again: what is stopped between two of its steps would otherwise go on with the next. */
    private void stopIfDue() {
        if (System.nanoTime() - deadline >= 0) {
            stopped.compareAndSet(null, QuestionStoppedException.Reason.TIME_LIMIT);
        }
        if (stopped.get() != null) {
            statements.forEach(Question::cancel);
        }
    }

    private static void cancel(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It is closed: there is nothing left to stop.
            return;
        }
    }

    /**
     * Finds out why it failed. Returns if a damaged file was the cause: it is out of the store now, and the question can
     * be opened and asked again.
     *
     * @throws QuestionStoppedException if it was stopped
     * @throws SQLException the failure itself, if it was neither
     */
    public void explain(SQLException failure) throws QuestionStoppedException, SQLException, IOException {
        QuestionStoppedException.Reason reason = stopped.get();
        if (reason != null) {
            throw new QuestionStoppedException(reason, failure);
        }
        if (!intactness.hasLost(lease.files(), failure)) {
            throw failure;
        }
    }

    @Override
    public void close() throws SQLException {
        watch.cancel(false);
        try (lease) {
            connection.close();
        }
    }
}
