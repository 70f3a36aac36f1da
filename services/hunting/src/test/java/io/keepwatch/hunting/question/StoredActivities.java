package io.keepwatch.hunting.question;

import static java.util.stream.Collectors.joining;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.hunting.activity.Column;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Activities in a table of DuckDB, in memory, with the columns of the store. */
final class StoredActivities implements AutoCloseable {
    private final DuckDBConnection connection;

    StoredActivities(List<Activity> activities) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        String columns = Column.all().stream()
                .map(column -> column.quoted() + " " + column.kind().sqlType())
                .collect(joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE activity (row_number BIGINT, " + columns + ")");
        }
        try (DuckDBAppender rows = connection.createAppender("activity")) {
            long number = 0;
            for (Activity activity : activities) {
                rows.beginRow().append(number++);
                for (Column column : Column.all()) {
                    append(rows, column, column.of(activity));
                }
                rows.endRow();
            }
        }
    }

    private static void append(DuckDBAppender rows, Column column, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> rows.appendNull();
            case String text -> rows.append(text);
            case Long number -> rows.append(number);
            case Boolean flag -> rows.append(flag);
            case Instant time
            when column.kind() == Column.Kind.TIME ->
                rows.appendEpochNanos(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
            case Instant time ->
                rows.appendEpochMicros(TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1_000);
            case List<?> list when column.kind() == Column.Kind.TEXTS -> rows.append(list);
            case List<?> list -> rows.append(attachments(list));
            default -> throw new IllegalArgumentException(column.name() + " cannot be stored");
        }
    }

    private static List<Object> attachments(List<?> list) {
        return list.stream()
                .map(Attachment.class::cast)
                .<Object>map(attachment -> Arrays.asList(attachment.name(), attachment.bytes()))
                .toList();
    }

    /** The numbers of the activities, counted from 0, that the question finds. */
    BitSet find(Question question) throws SQLException {
        BitSet found = new BitSet();
        ask("", question, rows -> found.set(rows.getInt("row_number")));
        return found;
    }

    /** How DuckDB goes about it, as JSON. */
    String plan(Question question) throws SQLException {
        StringBuilder plan = new StringBuilder();
        ask("EXPLAIN (FORMAT json) ", question, rows -> plan.append(rows.getString("explain_value")));
        return plan.toString();
    }

    private void ask(String verb, Question question, Reader reader) throws SQLException {
        Condition condition = question.condition();
        try (PreparedStatement statement =
                connection.prepareStatement(verb + "SELECT row_number FROM activity WHERE " + condition.sql())) {
            int at = 1;
            for (Object parameter : condition.parameters()) {
                statement.setObject(at++, parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
