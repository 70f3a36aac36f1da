package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.store.Question;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Ends an answer that nobody waits for any more, from any thread; each belongs to one answer. */
public final class Cancellation {
    private boolean cancelled;
    private @Nullable Question running;

    /** Whoever is answering gets a {@link io.keepwatch.hunting.store.QuestionStoppedException}. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            running.cancel();
        }
    }

    /**
     * This is what is running now.
     *
     * @throws SQLException if it should not run at all; the question can explain it
     */
    public synchronized void covers(Question question) throws SQLException {
        running = question;
        if (cancelled) {
            question.cancel();
            throw new SQLException("nobody waits for the answer any more");
        }
    }
}
