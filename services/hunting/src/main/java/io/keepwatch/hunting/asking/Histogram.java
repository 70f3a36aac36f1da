package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.plot.TimePlot;
import io.keepwatch.hunting.plot.TimeStep;
import io.keepwatch.hunting.plot.Unit;
import io.keepwatch.hunting.question.QuestionException;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the activities that answer a question happened: how many in each stretch of time, along the clock of a zone, also
 * where it is put forward or back. Thread-safe.
 */
public final class Histogram {
    /** Most stretches where a step is given. */
    public static final int MOST_STRETCHES = 1_000;

    /** About the most stretches where it is not; there are at least thirty then, unless there are not so many seconds. */
    private static final int STRETCHES = 200;

    /** As many values are told apart as a plot has colours. */
    private static final int MOST_SERIES = 6;

    private final StoreReader reader;
    private final TimeLimits limits;

    /**
     * Numbers of activities over time.
     *
     * @param step how long a stretch is
     * @param zone whose clock and calendar the stretches follow
     * @param bounds where each stretch begins, and where the last one ends; empty if there is nothing
     * @param by the field whose values are told apart, null if none are
     * @param series by value, the most frequent first; one without a name, at the end, is everything else
     */
    public record Answer(
            TimeStep step,
            String zone,
            List<Instant> bounds,
            @Nullable String by,
            List<TimePlot.Series> series) {
        public Answer {
            bounds = List.copyOf(bounds);
            series = List.copyOf(series);
        }

        /** The same to look at; empty if there is nothing. */
        public Optional<TimePlot> plot(String title, String caption, List<TimePlot.Mark> marks) {
            return bounds.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TimePlot(
                            title,
                            caption,
                            "activities per " + step.description(),
                            Unit.COUNT,
                            ZoneId.of(zone),
                            bounds,
                            series,
                            marks));
        }
    }

    public Histogram(StoreReader reader, TimeLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    /**
     * Counts. Where nothing says from when to when, from the first to the last activity that is found.
     *
     * @param step how long a stretch is; null for whatever gives a few dozen
     * @param by a field of the question language to tell apart by its most frequent values; null for none
     * @throws ParameterException if there would be more than {@link #MOST_STRETCHES}
     * @throws QuestionException if there is no such field
     * @throws QuestionStoppedException if it was cancelled, or took too long
     */
    public Answer of(Asked asked, ZoneId zone, @Nullable TimeStep step, @Nullable String by, Cancellation cancellation)
            throws ParameterException, QuestionException, QuestionStoppedException, AnswerTooLargeException,
                    IOException {
        @Nullable Grouping grouping = by == null ? null : Grouping.by(by);
        Asker asker = new Asker(reader, limits.question(), cancellation);
        Span span = asked.span();
        Span always = Span.of(null, null);
        boolean isOpenFrom = span.from().equals(always.from());
        boolean isOpenTo = span.to().equals(always.to());
        if (isOpenFrom || isOpenTo) {
            Span found = asker.ask(span, running -> extent(running, asked));
            span = found.isEmpty()
                    ? found
                    : new Span(isOpenFrom ? found.from() : span.from(), isOpenTo ? found.to() : span.to());
        }
        if (span.isEmpty()) {
            return new Answer(step == null ? TimeStep.HOUR : step, zone.getId(), List.of(), by, List.of());
        }
        Span counted = span;
        TimeStep chosen = step == null ? TimeStep.within(counted.length(), STRETCHES) : step;
        requireFew(chosen, counted.length());
        List<Instant> bounds = chosen.bounds(counted.from(), counted.to(), zone);
        List<TimePlot.Series> series = asker.ask(counted, running -> counts(running, asked, counted, bounds, grouping));
        return new Answer(chosen, zone.getId(), bounds, by, series);
    }

    private static void requireFew(TimeStep step, Duration length) throws ParameterException {
        if (length.dividedBy(step.about()) >= MOST_STRETCHES) {
            throw new ParameterException(
                    "step", "is too short for so long a time: there would be more than " + MOST_STRETCHES);
        }
    }

    /** From the first to the last of what is found. */
    private static Span extent(Question running, Asked asked) throws SQLException {
        Sql sql = new Sql()
                .add("SELECT epoch_ns(min(\"time\")), epoch_ns(max(\"time\")) FROM " + running.table() + " WHERE ")
                .matching(asked.question(), asked.span());
        try (PreparedStatement select = sql.prepare(running);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            Instant first = Sql.instant(rows.getLong(1));
            return rows.wasNull()
                    ? new Span(first, first)
                    : new Span(first, Sql.instant(rows.getLong(2)).plusNanos(1));
        }
    }

    private static List<TimePlot.Series> counts(
            Question running, Asked asked, Span span, List<Instant> bounds, @Nullable Grouping grouping)
            throws SQLException {
        Sql sql = new Sql()
                .add("WITH counted AS (SELECT stretch, value, count(*) AS n FROM (SELECT "
                        + Stretches.sql("epoch_ns(\"time\")", bounds) + " AS stretch, "
                        + (grouping == null ? "NULL" : grouping.sql()) + " AS value FROM " + running.table()
                        + " WHERE ")
                .matching(asked.question(), span)
                .add(") GROUP BY stretch, value), top AS (SELECT value, sum(n) AS total FROM counted"
                        + " WHERE value IS NOT NULL GROUP BY value ORDER BY total DESC, value LIMIT " + MOST_SERIES
                        + ") SELECT top.value, stretch, CAST(sum(n) AS BIGINT)"
                        + " FROM counted LEFT JOIN top ON counted.value = top.value"
                        + " GROUP BY top.value, top.total, stretch ORDER BY top.total DESC NULLS LAST, top.value");
        Map<Optional<String>, long[]> series = new LinkedHashMap<>();
        try (PreparedStatement select = sql.prepare(running);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                rows.getObject(1);
                Optional<String> name =
                        grouping == null || rows.wasNull() ? Optional.empty() : Optional.of(grouping.shown(rows, 1));
                series.computeIfAbsent(name, one -> new long[bounds.size() - 1])[rows.getInt(2)] = rows.getLong(3);
            }
        }
        if (series.isEmpty()) {
            series.put(Optional.empty(), new long[bounds.size() - 1]);
        }
        List<TimePlot.Series> all = new ArrayList<>();
        series.forEach((name, counts) -> all.add(new TimePlot.Series(
                name.orElse(null), Arrays.stream(counts).boxed().toList())));
        return all;
    }
}
