package io.keepwatch.hunting.activity;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way back: the activities of a result that has every {@link Column}, in whatever order. Not thread-safe. */
public final class ActivityRows {
    private final ResultSet rows;
    private final Map<String, Place> places = new HashMap<>();

    private record Place(int index, Column.Kind kind) {}

    /** @throws SQLException if the result lacks a column */
    public ActivityRows(ResultSet rows) throws SQLException {
        this.rows = rows;
        for (Column column : Column.all()) {
            places.put(column.name(), new Place(rows.findColumn(column.name()), column.kind()));
        }
    }

    /**
     * The activity of the row the result stands at, equal to the one that was stored.
     *
     * @throws SQLException if it cannot be read, or is none that Keepwatch stored
     */
    public Activity read() throws SQLException {
        try {
            ActivityType type = ActivityType.ofWireName(text("type"));
            if (type == null) {
                throw new SQLException("a stored activity is of an unknown type");
            }
            ActivityDraft draft = new ActivityDraft()
                    .type(type)
                    .id(text("id"))
                    .time((Instant) required("time"))
                    .user((String) value("user"))
                    .host((String) value("host"));
            for (Attribute attribute : type.attributes()) {
                Object value = value(attribute.jsonName());
                if (value != null) {
                    draft.set(attribute, value);
                }
            }
            return draft.build(text("source"), text("subject"), (Boolean) required("unresolved"));
        } catch (MalformedMessageException e) {
            throw new SQLException("a stored activity cannot be read: " + e.reason(), e);
        }
    }

    /** The value of a column in the Java type of its kind, null if absent. */
    public @Nullable Object value(String column) throws SQLException {
        Place place = places.get(column);
        if (place == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        int index = place.index();
        @Nullable
        Object value = switch (place.kind()) {
            case TEXT -> rows.getString(index);
            case NUMBER -> rows.getLong(index);
            case FLAG -> rows.getBoolean(index);
            case TIME, REPORTED_TIME -> instant(rows.getObject(index, LocalDateTime.class));
            case TEXTS -> texts(rows.getArray(index));
            case ATTACHMENTS -> attachments(rows.getArray(index));
        };
        return rows.wasNull() ? null : value;
    }

    private String text(String column) throws SQLException {
        return (String) required(column);
    }

    private Object required(String column) throws SQLException {
        Object value = value(column);
        if (value == null) {
            throw new SQLException("a stored activity has no " + column);
        }
        return value;
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        if (array == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Object text : (Object[]) array.getArray()) {
            texts.add((String) text);
        }
        return List.copyOf(texts);
    }

    private static @Nullable List<Attachment> attachments(@Nullable Array array) throws SQLException {
        if (array == null) {
            return null;
        }
        List<Attachment> attachments = new ArrayList<>();
        for (Object struct : (Object[]) array.getArray()) {
            Object[] nameAndBytes = ((Struct) struct).getAttributes();
            attachments.add(new Attachment((String) nameAndBytes[0], (Long) nameAndBytes[1]));
        }
        return List.copyOf(attachments);
    }
}
