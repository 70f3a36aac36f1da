package io.keepwatch.hunting.asking;

import io.keepwatch.hunting.question.Condition;
import io.keepwatch.hunting.question.Question;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A statement in the making: text that the program wrote, and what is bound to it. */
final class Sql {
    private static final long NANOS = 1_000_000_000;

    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** @param bound one for each {@code ?} of the text */
    Sql add(String sql, Object... bound) {
        text.append(sql);
        parameters.addAll(List.of(bound));
        return this;
    }

    Sql add(Sql other) {
        text.append(other.text);
        parameters.addAll(other.parameters);
        return this;
    }

    /** What a question asks for, in a stretch of time; without {@code WHERE}. */
    Sql matching(Question question, Span span) {
        Condition condition = question.condition();
        text.append('(').append(condition.sql()).append(')');
        parameters.addAll(condition.parameters());
        return add(
                " AND \"time\" >= make_timestamp_ns(?) AND \"time\" < make_timestamp_ns(?)",
                nanos(span.from()),
                nanos(span.to()));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    PreparedStatement prepare(io.keepwatch.hunting.store.Question running) throws SQLException {
        PreparedStatement statement = running.prepare(text.toString());
        int at = 1;
        for (Object parameter : parameters) {
            statement.setObject(at++, parameter);
        }
        return statement;
    }
}
