package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Whole answers, sorted by person and time, written as they are read: what is held in memory does not grow with them.
 * Thread-safe.
 */
public final class Export {
    private final StoreReader reader;
    private final Path scratch;
    private final TimeLimits limits;

    /** @param scratch a directory for the files that some formats need on the way; they are gone when an export is closed */
    public Export(StoreReader reader, Path scratch, TimeLimits limits) {
        this.reader = reader;
        this.scratch = scratch;
        this.limits = limits;
    }

    /** Deletes what a crash left in the scratch directory; nothing may be exported meanwhile. */
    public static void clear(Path scratch) throws IOException {
        if (Files.isDirectory(scratch)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(scratch, ExportAnswer.SCRATCH + "*")) {
                for (Path directory : left) {
                    ParquetFromJson.delete(directory);
                }
            }
        }
    }

    /**
     * Finds out what there is to export; until the answer is closed, its files stay as they are.
     *
     * @param limit the most activities that are written
     * @throws QuestionStoppedException if it was cancelled, or counting took too long
     */
    public ExportAnswer of(Asked asked, long limit, Cancellation cancellation)
            throws ParameterException, QuestionStoppedException, AnswerTooLargeException, IOException {
        if (limit < 1) {
            throw new ParameterException("limit", "is a number from 1 on");
        }
        Asker asker = new Asker(reader, limits.export(), cancellation);
        while (true) {
            Question running = asker.open(asked.span());
            boolean kept = false;
            try {
                asker.begin(running);
                ExportPlan plan = plan(running, asked, limit);
                kept = true;
                return new ExportAnswer(asked, running, plan, limit, scratch);
            } catch (SQLException e) {
                asker.explain(running, e);
            } finally {
                if (!kept) {
                    Asker.close(running);
                }
            }
        }
    }

    private static ExportPlan plan(Question running, Asked asked, long limit) throws SQLException {
        Sql sql = new Sql()
                .add("SELECT subject, count(*), string_agg(DISTINCT type, ' ') FROM " + running.table() + " WHERE ")
                .matching(asked.question(), asked.span())
                .add(" GROUP BY subject ORDER BY subject");
        ExportPlan plan = new ExportPlan(limit);
        try (PreparedStatement select = sql.prepare(running);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                plan.add(
                        rows.getString(1),
                        rows.getLong(2),
                        List.of(rows.getString(3).split(" ")));
            }
        }
        return plan;
    }
}
