package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.activity.Column;
import io.keepwatch.hunting.question.Completion;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts that activities of the last days have, to complete a question with while it is typed. Thread-safe. */
public final class Values {
    /** Most texts of an answer. */
    public static final int MOST = 50;

    private static final Duration RECENT = Duration.ofDays(7);

    private final StoreReader reader;
    private final InstantSource clock;
    private final TimeLimits limits;

    public Values(StoreReader reader, InstantSource clock, TimeLimits limits) {
        this.reader = reader;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * The texts that begin so, whatever their case, the most frequent first.
     *
     * @param limit how many, up to {@link #MOST}
     * @throws QuestionStoppedException if it was cancelled, or took longer than anybody who types waits
     */
    public List<String> starting(Completion.FreeText free, int limit, Cancellation cancellation)
            throws ParameterException, QuestionStoppedException, AnswerTooLargeException, IOException {
        ParameterException.requireBetween("limit", limit, 1, MOST);
        Instant now = clock.instant();
        Span recent = Span.of(now.minus(RECENT), null);
        return new Asker(reader, limits.completion(), cancellation)
                .ask(recent, running -> read(running, free, recent, limit));
    }

    private static List<String> read(Question running, Completion.FreeText free, Span recent, int limit)
            throws SQLException {
        Sql sql = new Sql().add("SELECT value FROM (");
        String union = "";
        for (String expression : expressions(free)) {
            sql.add(
                    union + "SELECT value, count(*) AS n FROM (SELECT " + expression + " AS value FROM "
                            + running.table() + " WHERE \"time\" >= make_timestamp_ns(?)) GROUP BY value",
                    Sql.nanos(recent.from()));
            union = " UNION ALL ";
        }
        sql.add(
                ") WHERE prefix(lower(value), lower(?)) GROUP BY value ORDER BY sum(n) DESC, value LIMIT ?",
                free.prefix(),
                (long) limit);
        try (PreparedStatement select = sql.prepare(running);
                ResultSet rows = select.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** What to look in: the columns; of one that is looked at in part, the part as well. */
    private static Set<String> expressions(Completion.FreeText free) {
        Set<String> fields = new LinkedHashSet<>();
        if (free.columns().size() == 1) {
            fields.add(free.field());
        }
        free.columns().stream()
                .map(Column::name)
                .filter(Grouping.fields()::contains)
                .forEach(fields::add);
        return fields.stream().map(Grouping::sqlOf).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
