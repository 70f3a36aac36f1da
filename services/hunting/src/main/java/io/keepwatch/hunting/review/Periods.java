package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.Seen;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The three periods of a review, one after the other without a gap: the ordinary weeks and the two windows. */
record Periods(String name, Window ordinary, Window before, Window after) {
    /** The numbers of the periods in what is selected. */
    static final int ORDINARY = 0;

    static final int BEFORE = 1;
    static final int AFTER = 2;

    /** How many hosts are named. */
    private static final int HOSTS = 5;

    /** What {@link #seen} reads of a group of rows with period, time and host. */
    static final String SEEN =
            "count(*) FILTER (period = " + ORDINARY + ") AS earlier, " + seenSql(BEFORE) + ", " + seenSql(AFTER);

    static Periods of(Departure departure) {
        return new Periods(departure.subject(), departure.ordinary(), departure.before(), departure.after());
    }

    Window whole() {
        return new Window(ordinary.from(), after.until());
    }

    /** A subquery of the person's activities with these columns, and the {@code period} each lies in. */
    Search select(Search search, String columns) {
        return search.sql("(SELECT " + columns + ", CASE WHEN \"time\" < ")
                .time(before.from())
                .sql(" THEN " + ORDINARY + " WHEN \"time\" < ")
                .time(after.from())
                .sql(" THEN " + BEFORE + " ELSE " + AFTER + " END AS period FROM ACTIVITY WHERE ")
                .where(Asked.about(name, whole()))
                .sql(")");
    }

    private static String seenSql(int period) {
        return """
                count(*) FILTER (period = %1$d) AS count%1$d,
                epoch_ns(min("time") FILTER (period = %1$d)) AS first%1$d,
                epoch_ns(max("time") FILTER (period = %1$d)) AS last%1$d,
                count(DISTINCT host) FILTER (period = %1$d) AS hostCount%1$d,
                list_sort(list(DISTINCT host) FILTER (period = %1$d AND host IS NOT NULL))[1:%2$d] AS hosts%1$d""".formatted(period, HOSTS);
    }

    /** What was seen of a group in a window; its count may be 0. */
    static Seen seen(ResultSet row, int period) throws SQLException {
        return new Seen(
                row.getLong("count" + period),
                row.getLong("earlier"),
                Search.texts(row, "hosts" + period),
                row.getLong("hostCount" + period),
                Search.instant(row.getLong("first" + period)),
                Search.instant(row.getLong("last" + period)));
    }
}
