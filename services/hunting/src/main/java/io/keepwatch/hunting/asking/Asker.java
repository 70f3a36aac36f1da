package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One answer, which may take several questions to the store: all of them together have one time limit. */
final class Asker {
    private final StoreReader reader;
    private final Cancellation cancellation;
    private final LongSupplier ticker;
    private final long deadline;

    Asker(StoreReader reader, Duration limit, Cancellation cancellation) {
        this(reader, limit, cancellation, System::nanoTime);
    }

    /** @param ticker nanoseconds from anywhere */
    Asker(StoreReader reader, Duration limit, Cancellation cancellation, LongSupplier ticker) {
        this.reader = reader;
        this.cancellation = cancellation;
        this.ticker = ticker;
        deadline = ticker.getAsLong() + limit.toNanos();
    }

    /** Whether there is no time left for another question. */
    boolean isLate() {
        return deadline - ticker.getAsLong() <= 0;
    }

    <T> T ask(Span span, StoreReader.Asking<T> asking)
            throws IOException, QuestionStoppedException, AnswerTooLargeException {
        try {
            return reader.ask(span.from(), span.to(), left(), running -> {
                cancellation.covers(running);
                return asking.ask(running);
            });
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** As {@link #ask}, for what reads on after this method: the caller closes it. */
    Question open(Span span) throws IOException, AnswerTooLargeException {
        try {
            return reader.open(span.from(), span.to(), left());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Begins what was opened. */
    void begin(Question running) throws SQLException {
        cancellation.covers(running);
    }

    /** Returns if the question can be opened and asked again: a damaged file was the cause, which is gone now. */
    void explain(Question running, SQLException failure)
            throws IOException, QuestionStoppedException, AnswerTooLargeException {
        try {
            running.explain(failure);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Why a question failed that cannot be asked again, because part of the answer is given out. */
    static IOException stoppedOrFailed(Question running, SQLException failure)
            throws IOException, QuestionStoppedException, AnswerTooLargeException {
        try {
            running.explain(failure);
            return new IOException("a damaged file was found while the answer was written; ask again", failure);
        } catch (SQLException e) {
            return failed(e);
        }
    }

    static void close(Question running) throws IOException {
        try {
            running.close();
        } catch (SQLException e) {
            throw new IOException("the hunting store could not be asked", e);
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - ticker.getAsLong()));
    }

    /** DuckDB's message may quote values; what is passed on says only that. */
    static IOException failed(SQLException e) throws AnswerTooLargeException {
        if (AnswerTooLargeException.explains(e)) {
            throw new AnswerTooLargeException(e);
        }
        return new IOException("the hunting store could not be asked", e);
    }
}
