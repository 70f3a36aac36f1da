package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.hunting.activity.Column;
import io.keepwatch.hunting.question.Question;
import io.keepwatch.hunting.question.QuestionException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What activities are told apart by: a field of the question language. {@code executable} is the program as it was
 * reported, folder and all, so that {@code /tmp/scp} is not {@code /usr/bin/scp}; {@code command} is its file name.
 * {@code user} is the account, or the person's key where an activity has no account, so that nobody is left out. An
 * activity with several values, such as the recipients of a mail, is one of each.
 *
 * @param field its name
 * @param sql of an activity's value; of a list, of each of its elements; null if it has none
 */
record Grouping(String field, Kind kind, String sql) {
    private static final Map<String, Grouping> ALL = all();
    private static final long MICROS = 1_000_000;

    /** How a value comes out of the store. */
    enum Kind {
        /** As the text to show. */
        TEXT,
        /** Nanoseconds since 1970. */
        NANOS,
        /** Microseconds since 1970. */
        MICROS
    }

    private static Map<String, Grouping> all() {
        Map<String, Grouping> all = new LinkedHashMap<>();
        for (Column column : Column.all()) {
            String quoted = column.quoted();
            switch (column.kind()) {
                case TEXT -> add(all, column.name(), Kind.TEXT, quoted);
                case NUMBER, FLAG -> add(all, column.name(), Kind.TEXT, "CAST(" + quoted + " AS VARCHAR)");
                case TIME -> add(all, column.name(), Kind.NANOS, "epoch_ns(" + quoted + ")");
                case REPORTED_TIME -> add(all, column.name(), Kind.MICROS, "epoch_us(" + quoted + ")");
                case TEXTS -> add(all, column.name(), Kind.TEXT, elements(quoted));
                case ATTACHMENTS -> {
                    add(all, "attachment", Kind.TEXT, elements(part(quoted, "name")));
                    add(all, "attachmentBytes", Kind.TEXT, "CAST(" + elements(part(quoted, "bytes")) + " AS VARCHAR)");
                }
            }
        }
        add(all, "timestamp", Kind.NANOS, "epoch_ns(\"time\")");
        add(all, "account", Kind.TEXT, "\"user\"");
        add(all, "user", Kind.TEXT, "coalesce(\"user\", subject)");
        // No activity has both.
        add(all, "ip", Kind.TEXT, "coalesce(\"remoteIp\", ip)");
        add(all, "command", Kind.TEXT, "parse_filename(executable, false, 'both_slash')");
        return all;
    }

    private static String part(String list, String name) {
        return "list_transform(" + list + ", lambda element: element." + name + ")";
    }

    private static String elements(String list) {
        String distinct = "list_distinct(" + list + ")";
        return "unnest(CASE WHEN len(" + distinct + ") > 0 THEN " + distinct + " ELSE [NULL] END)";
    }

    private static void add(Map<String, Grouping> all, String field, Kind kind, String sql) {
        all.put(field, new Grouping(field, kind, sql));
    }

    /** @throws QuestionException if there is no such field, with what may have been meant */
    static Grouping by(String field) throws QuestionException {
        Grouping grouping = ALL.get(field);
        if (grouping == null) {
            Question.parse("").and(field, "");
            throw new IllegalStateException(
                    "the question language has a field that nothing is told apart by: " + field);
        }
        return grouping;
    }

    /** The {@link #sql} of one of the {@link #fields}. */
    static String sqlOf(String field) {
        return Objects.requireNonNull(ALL.get(field), field).sql;
    }

    /** The fields that it can be {@link #by}. */
    static Set<String> fields() {
        return ALL.keySet();
    }

    /** The value as it is shown, and as {@link Question#and} takes it. */
    String shown(ResultSet rows, int column) throws SQLException {
        return switch (kind) {
            case TEXT -> rows.getString(column);
            case NANOS -> Rfc3339.format(Sql.instant(rows.getLong(column)));
            case MICROS -> {
                long micros = rows.getLong(column);
                yield Rfc3339.format(
                        Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000));
            }
        };
    }
}
