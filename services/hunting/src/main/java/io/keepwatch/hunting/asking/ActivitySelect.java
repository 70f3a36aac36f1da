package io.keepwatch.hunting.asking;

import static java.util.stream.Collectors.joining;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.hunting.activity.ActivityRows;
import io.keepwatch.hunting.activity.Column;
import io.keepwatch.hunting.store.Question;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads whole activities. What they cannot have is not read: every column costs a look into every file. */
final class ActivitySelect {
    private static final Set<String> ATTRIBUTES =
            Arrays.stream(Attribute.values()).map(Attribute::jsonName).collect(Collectors.toUnmodifiableSet());

    private ActivitySelect() {}

    @FunctionalInterface
    interface Row<E extends Exception> {
        void take(Activity activity) throws E;
    }

    /** Every column, of which those are empty that no activity of these types has. */
    static String columns(Collection<ActivityType> types) {
        Set<String> read = types.stream()
                .flatMap(type -> type.attributes().stream())
                .map(Attribute::jsonName)
                .collect(Collectors.toSet());
        return Column.all().stream()
                .map(column -> ATTRIBUTES.contains(column.name()) && !read.contains(column.name())
                        ? "CAST(NULL AS " + column.kind().sqlType() + ") AS " + column.quoted()
                        : column.quoted())
                .collect(joining(", "));
    }

    /** Takes every row of a statement whose {@link #columns} are all there. */
    static <E extends Exception> void forEach(Sql sql, Question running, Row<E> row) throws SQLException, E {
        try (PreparedStatement select = sql.prepare(running);
                ResultSet rows = select.executeQuery()) {
            ActivityRows activityRows = new ActivityRows(rows);
            while (rows.next()) {
                row.take(activityRows.read());
            }
        }
    }
}
