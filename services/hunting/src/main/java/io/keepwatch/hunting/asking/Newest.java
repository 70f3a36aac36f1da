package io.keepwatch.hunting.asking;

import static java.util.stream.Collectors.joining;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.hunting.store.Question;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest activities of a stretch of time. First only where they lie and whose they are, which takes few columns
 * of many files; then all of them, from the few files that they lie in.
 */
final class Newest {
    private static final String ORDER = " ORDER BY \"time\" DESC, source DESC, id DESC LIMIT ?";

    /** So many people are named when everything is read: DuckDB then decodes of other columns only what is theirs. */
    private static final int MOST_NAMED = 16;

    private final Question running;
    private final Asked asked;
    private final Span slice;
    private final @Nullable Cursor cursor;
    private final int most;

    /** @param cursor what is before it; null for everything */
    Newest(Question running, Asked asked, Span slice, @Nullable Cursor cursor, int most) {
        this.running = running;
        this.asked = asked;
        this.slice = slice;
        this.cursor = cursor;
        this.most = most;
    }

    List<Activity> read() throws SQLException {
        if (running.files() == 0) {
            return List.of();
        }
        Set<String> files = new TreeSet<>();
        Set<String> subjects = new TreeSet<>();
        Set<ActivityType> types = EnumSet.noneOf(ActivityType.class);
        Sql places = places(asked.question().scope().user());
        try (PreparedStatement select = places.prepare(running);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                files.add(rows.getString(1));
                subjects.add(rows.getString(3));
                ActivityType type = ActivityType.ofWireName(rows.getString(2));
                if (type != null) {
                    types.add(type);
                }
            }
        }
        return files.isEmpty() ? List.of() : read(files, subjects, types);
    }

    /** Either half of what {@code user} means is found without looking at everybody's; both at once are not. */
    private Sql places(@Nullable String user) {
        if (user == null) {
            return matching("filename, type, subject", "").add(ORDER, (long) most);
        }
        String columns = "filename, type, subject, \"time\", source, id";
        return new Sql()
                .add("SELECT filename, type, subject FROM (")
                .add(matching(columns, " AND subject = ?", user))
                .add(" UNION ALL ")
                .add(matching(columns, " AND \"user\" = ? AND subject <> ?", user, user))
                .add(")" + ORDER, (long) most);
    }

    private List<Activity> read(Set<String> files, Set<String> subjects, Set<ActivityType> types) throws SQLException {
        List<Activity> activities = new ArrayList<>();
        // Names that the store gave, as literals: only so are the other files not opened.
        String where = files.stream().map(Sql::literal).collect(joining(", ", " AND filename IN (", ")"));
        Object[] named = subjects.size() > MOST_NAMED ? new Object[0] : subjects.toArray();
        if (named.length > 0) {
            where += " AND subject IN (" + String.join(", ", Collections.nCopies(named.length, "?")) + ")";
        }
        Sql all = matching(ActivitySelect.columns(types), where, named).add(ORDER, (long) most);
        ActivitySelect.forEach(all, running, activities::add);
        return activities;
    }

    /** @param bound one for each {@code ?} of {@code where} */
    private Sql matching(String columns, String where, Object... bound) {
        Sql sql = new Sql()
                .add("SELECT " + columns + " FROM " + running.table() + " WHERE ")
                .matching(asked.question(), slice)
                .add(where, bound);
        if (cursor != null && !cursor.isTimeOnly()) {
            sql.add(
                    " AND (\"time\" < make_timestamp_ns(?) OR source < ? OR source = ? AND id < ?)",
                    Sql.nanos(cursor.time()),
                    cursor.source(),
                    cursor.source(),
                    cursor.id());
        }
        return sql;
    }
}
