package io.keepwatch.hunting.asking;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, ready to be written: how much it is, is known before. Used by one thread, and to be closed.
 */
public final class ExportAnswer implements AutoCloseable {
    /** How the names of directories begin in which files are made on the way. */
    static final String SCRATCH = "export-";

    private final Asked asked;
    private final Question running;
    private final ExportPlan plan;
    private final long limit;
    private final Path scratch;

    ExportAnswer(Asked asked, Question running, ExportPlan plan, long limit, Path scratch) {
        this.asked = asked;
        this.running = running;
        this.plan = plan;
        this.limit = limit;
        this.scratch = scratch;
    }

    /** How many activities answer the question. */
    public long found() {
        return plan.total();
    }

    /** How many of them are written: all, or the first by person and time as far as the limit goes. */
    public long written() {
        return Math.min(limit, plan.total());
    }

    /** Whose activities are written, by their keys; of many the first. */
    public List<String> subjects() {
        return List.copyOf(plan.shown());
    }

    /** How many people the written activities are of. */
    public long people() {
        return plan.shownPeople();
    }

    /** Whether all of them are written. */
    public boolean isComplete() {
        return plan.total() <= limit;
    }

    /**
     * Writes it; the stream is flushed, not closed.
     *
     * @throws QuestionStoppedException if it was cancelled, or took too long; what is written is not whole then
     * @throws IOException if the stream or the store fails; what is written is not whole then
     */
    public void write(ExportFormat format, OutputStream out)
            throws IOException, QuestionStoppedException, AnswerTooLargeException {
        switch (format) {
            case CSV -> {
                BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                CsvLines lines = new CsvLines(text);
                lines.header();
                forEach(lines::line);
                text.flush();
            }
            case NDJSON -> ndjson(out);
            case PARQUET -> {
                Files.createDirectories(scratch);
                Path directory = Files.createTempDirectory(scratch, SCRATCH);
                try (ParquetFromJson parquet = new ParquetFromJson(directory)) {
                    try (OutputStream json = parquet.json()) {
                        ndjson(json);
                    }
                    parquet.copyTo(out);
                }
            }
        }
        out.flush();
    }

    private void ndjson(OutputStream out) throws IOException, QuestionStoppedException, AnswerTooLargeException {
        try (JsonGenerator json = ContractJson.factory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
            forEach(activity -> {
                ActivityJson.write(activity, json);
                json.writeRaw('\n');
            });
        }
    }

    private void forEach(ActivitySelect.Row<IOException> row)
            throws IOException, QuestionStoppedException, AnswerTooLargeException {
        long left = limit;
        try {
            for (ExportPlan.People people : plan.people()) {
                @Nullable ActivityHeader last = null;
                int read;
                do {
                    Part part = part(people, last, (int) Math.min(ExportPlan.BATCH, left), row);
                    read = part.size;
                    last = part.last;
                    left -= read;
                } while (read == ExportPlan.BATCH && left > 0);
                if (left <= 0) {
                    return;
                }
            }
        } catch (SQLException e) {
            throw Asker.stoppedOrFailed(running, e);
        }
    }

    private static final class Part {
        private int size;
        private @Nullable ActivityHeader last;
    }

    /** The next activities of some people: those after the last that was written. */
    private Part part(
            ExportPlan.People people, @Nullable ActivityHeader after, int most, ActivitySelect.Row<IOException> row)
            throws SQLException, IOException {
        Sql sql = new Sql()
                .add("SELECT " + ActivitySelect.columns(plan.types()) + " FROM " + running.table() + " WHERE ")
                .matching(asked.question(), asked.span())
                .add(
                        " AND subject >= ? AND subject <= ?",
                        after == null ? people.first() : after.subject(),
                        people.last());
        if (after != null) {
            long time = Sql.nanos(after.time());
            sql.add(
                    " AND (subject > ? OR \"time\" > make_timestamp_ns(?)"
                            + " OR \"time\" = make_timestamp_ns(?) AND (source > ? OR source = ? AND id > ?))",
                    after.subject(),
                    time,
                    time,
                    after.source(),
                    after.source(),
                    after.id());
        }
        sql.add(" ORDER BY subject, \"time\", source, id LIMIT ?", (long) most);
        Part part = new Part();
        ActivitySelect.forEach(sql, running, activity -> {
            row.take(activity);
            part.size++;
            part.last = activity.header();
        });
        return part;
    }

    @Override
    public void close() throws IOException {
        Asker.close(running);
    }
}
