package io.keepwatch.hunting.review;

import io.keepwatch.hunting.store.Question;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One {@code SELECT} over the stored activities, put together from our own SQL and bound values. Not thread-safe. */
final class Search {
    private final Question question;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    @FunctionalInterface
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    Search(Question question) {
        this.question = question;
    }

    /** Our own SQL; {@code ACTIVITY} in it is the table of all activities. */
    Search sql(String text) {
        sql.append(text.replace("ACTIVITY", question.table()));
        return this;
    }

    Search where(Asked asked) {
        sql.append('(').append(asked.condition().sql()).append(')');
        parameters.addAll(asked.condition().parameters());
        return this;
    }

    Search value(Object value) {
        sql.append('?');
        parameters.add(value);
        return this;
    }

    Search time(Instant time) {
        sql.append("make_timestamp_ns(");
        return value(nanos(time)).sql(")");
    }

    void each(Reader reader) throws SQLException {
        try (PreparedStatement statement = question.prepare(sql.toString())) {
            int at = 1;
            for (Object parameter : parameters) {
                statement.setObject(at++, parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    /** The instant of {@code epoch_ns}, null if it was null. */
    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : instant(nanos);
    }

    /** The time of a column that always has one. */
    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** A text as far as it is of use: of a longer one a little more than a question can hold. */
    static @Nullable String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Words.shortened(text, Asked.LONGEST_VALUE);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        List<String> texts = new ArrayList<>();
        if (array != null) {
            for (Object text : (Object[]) array.getArray()) {
                texts.add((String) text);
            }
        }
        return texts;
    }
}
