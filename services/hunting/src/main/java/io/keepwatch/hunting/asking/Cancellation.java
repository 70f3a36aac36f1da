package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.store.Question;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends an answer that nobody waits for any more, from any thread, and knows what the answer is without; each belongs to
 * one answer.
 */
public final class Cancellation {
    private boolean cancelled;
    private final Set<String> missing = new HashSet<>();
    private @Nullable Question running;

    /** Whoever is answering gets a {@link io.keepwatch.hunting.store.QuestionStoppedException}. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            running.cancel();
        }
    }

    /** How many damaged files of the hours asked for the answer is without; known once there is an answer. */
    public synchronized int missing() {
        return missing.size();
    }

    /**
     * This is what is running now.
     *
     * @throws SQLException if it should not run at all; the question can explain it
     */
    public synchronized void covers(Question question) throws SQLException {
        running = question;
        missing.addAll(question.missing());
        if (cancelled) {
            question.cancel();
            throw new SQLException("nobody waits for the answer any more");
        }
    }
}
