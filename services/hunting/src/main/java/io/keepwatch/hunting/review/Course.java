package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.DataTouched;
import io.keepwatch.hunting.review.DepartureReview.Day;
import io.keepwatch.hunting.review.DepartureReview.Ordinary;
import io.keepwatch.hunting.store.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a person's activity ran over the days, and which data it touched, against their own earlier weeks. */
final class Course {
    /** In how many of the earlier weeks there must be activity before they say what is ordinary. */
    static final int ENOUGH_WEEKS = 4;
    /** How much of a long gap is shown day by day. */
    static final Duration SHOWN_AFTER = Duration.ofDays(60);

    /** Every time zone's days begin at a quarter of an hour, so that quarters can be added up to days of any. */
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static final String DATA = "('file.access', 'file.download', 'usb.write', 'cloud.upload', 'print.job')";

    private final Periods periods;
    private final ZoneId zone;
    private final long[] activities = new long[Periods.AFTER + 1];
    private final BitSet activeWeeks = new BitSet();
    private final Map<LocalDate, Long> byDay = new TreeMap<>();
    private final Map<Touched.Kind, Touched> touched = new TreeMap<>();

    Course(Periods periods, ZoneId zone) {
        this.periods = periods;
        this.zone = zone;
    }

    Course read(Question question) throws SQLException {
        Search search = new Search(question)
                .sql("SELECT period, week, quarter, way, class, count(*) AS count, " + Sums.sql("amount", "TRUE")
                        + " AS amount FROM (SELECT period, epoch_ns(\"time\") // ")
                .value(QUARTER.toNanos())
                .sql(" AS quarter, CASE WHEN period = " + Periods.ORDINARY + " THEN (epoch_ns(\"time\") - ")
                .value(Search.nanos(periods.ordinary().from()))
                .sql(") // ")
                .value(Duration.ofDays(7).toNanos())
                .sql(" END AS week, CASE WHEN \"type\" IN " + DATA
                        + " OR \"type\" = 'email.sent' AND len(attachments) > 0 THEN \"type\" END AS way,"
                        + " CASE WHEN way IS NOT NULL THEN classification END AS class,"
                        + " CASE way WHEN 'print.job' THEN pages WHEN 'email.sent'"
                        + " THEN list_sum(list_transform(attachments, lambda one: one.bytes))"
                        + " ELSE bytes END AS amount FROM ");
        periods.select(search, "\"type\", \"time\", classification, attachments, pages, bytes")
                .sql(") GROUP BY period, week, quarter, way, class")
                .each(this::add);
        return this;
    }

    private void add(ResultSet row) throws SQLException {
        int period = row.getInt("period");
        long count = row.getLong("count");
        activities[period] += count;
        if (period == Periods.ORDINARY) {
            activeWeeks.set(row.getInt("week"));
        }
        LocalDate day = day(Instant.ofEpochSecond(row.getLong("quarter") * QUARTER.toSeconds()));
        byDay.merge(day, count, Long::sum);
        String way = row.getString("way");
        if (way != null) {
            touched.computeIfAbsent(new Touched.Kind(way, row.getString("class")), kind -> new Touched())
                    .add(period, day, count, row.getLong("amount"));
        }
    }

    private LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    long activities(int period) {
        return activities[period];
    }

    boolean isEmpty() {
        return byDay.isEmpty();
    }

    Ordinary ordinary() {
        int active = activeWeeks.cardinality();
        return new Ordinary(
                periods.ordinary(),
                Departure.ORDINARY_WEEKS,
                active,
                active >= ENOUGH_WEEKS,
                activities[Periods.ORDINARY],
                Asked.about(periods.name(), periods.ordinary()).toString());
    }

    List<DataTouched> data(int period, Window window) {
        @Nullable Integer weeks = ordinary().enough() ? activeWeeks.cardinality() : null;
        Asked asked = Asked.about(periods.name(), window);
        return touched.entrySet().stream()
                .map(one -> one.getValue().in(period, window, one.getKey(), weeks, asked))
                .toList();
    }

    List<Day> days() {
        LocalDate first = day(periods.ordinary().from());
        Instant until = periods.after().until();
        Instant shown = periods.after().from().plus(SHOWN_AFTER);
        LocalDate last = day((until.isBefore(shown) ? until : shown).minusNanos(1));
        List<Day> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Instant from =
                    later(day.atStartOfDay(zone).toInstant(), periods.ordinary().from());
            Instant end = earlier(
                    day.plusDays(1).atStartOfDay(zone).toInstant(),
                    periods.after().until());
            if (from.isBefore(end)) {
                Window window = new Window(from, end);
                days.add(new Day(
                        day,
                        byDay.getOrDefault(day, 0L),
                        Asked.about(periods.name(), window).toString()));
            }
        }
        return days;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
