package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.AuditEntry;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whose activities answer a question: what the trail has to say of an answer that only counts them. Thread-safe. */
public final class People {
    private final StoreReader reader;
    private final TimeLimits limits;

    /**
     * The people found.
     *
     * @param first by their keys, at most {@link AuditEntry#MOST_SUBJECTS}
     * @param total how many they are in all
     */
    public record Found(List<String> first, long total) {
        public Found {
            first = List.copyOf(first);
        }
    }

    public People(StoreReader reader, TimeLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    /** @throws QuestionStoppedException if it was cancelled, or took too long */
    public Found of(Asked asked, Cancellation cancellation)
            throws QuestionStoppedException, AnswerTooLargeException, IOException {
        return new Asker(reader, limits.question(), cancellation).ask(asked.span(), running -> read(running, asked));
    }

    private static Found read(Question running, Asked asked) throws SQLException {
        Sql sql = new Sql()
                .add("SELECT subject, count(*) OVER () FROM (SELECT DISTINCT subject FROM " + running.table()
                        + " WHERE ")
                .matching(asked.question(), asked.span())
                .add(") ORDER BY subject LIMIT ?", AuditEntry.MOST_SUBJECTS);
        try (PreparedStatement select = sql.prepare(running);
                ResultSet rows = select.executeQuery()) {
            List<String> first = new ArrayList<>();
            long total = 0;
            while (rows.next()) {
                first.add(rows.getString(1));
                total = rows.getLong(2);
            }
            return new Found(first, total);
        }
    }
}
