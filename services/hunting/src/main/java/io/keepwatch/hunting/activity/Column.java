package io.keepwatch.hunting.activity;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of the stored files: one for each field of the header and one for each name that an attribute has in JSON.
 * Attributes of one name share a column, because no activity has two of them (S1-27).
 */
public final class Column {
    /** What a column holds; the kinds of {@link Attribute.Kind}, where a word is a text. */
    public enum Kind {
        TEXT("VARCHAR"),
        NUMBER("BIGINT"),
        FLAG("BOOLEAN"),
        /** Event time, to the nanosecond, UTC. */
        TIME("TIMESTAMP_NS"),
        /** An instant that a feed reports of something else, to the microsecond, UTC: any year there may be. */
        REPORTED_TIME("TIMESTAMP"),
        TEXTS("VARCHAR[]"),
        ATTACHMENTS("STRUCT(name VARCHAR, bytes BIGINT)[]");

        private final String sqlType;

        Kind(String sqlType) {
            this.sqlType = sqlType;
        }

        /** The type in DuckDB. */
        public String sqlType() {
            return sqlType;
        }
    }

    private final String name;
    private final Kind kind;
    private final Function<Activity, @Nullable Object> value;

    private Column(String name, Kind kind, Function<Activity, @Nullable Object> value) {
        this.name = name;
        this.kind = kind;
        this.value = value;
    }

    private static final List<Column> ALL =
            Stream.concat(header(), attributes()).toList();

    private static Stream<Column> header() {
        return Stream.of(
                new Column("subject", Kind.TEXT, activity -> activity.header().subject()),
                new Column("time", Kind.TIME, activity -> activity.header().time()),
                new Column("type", Kind.TEXT, activity -> activity.type().wireName()),
                new Column("source", Kind.TEXT, activity -> activity.header().source()),
                new Column("id", Kind.TEXT, activity -> activity.header().id()),
                new Column("user", Kind.TEXT, activity -> activity.header().user()),
                new Column("host", Kind.TEXT, activity -> activity.header().host()),
                new Column(
                        "unresolved", Kind.FLAG, activity -> activity.header().unresolved()));
    }

    private static Stream<Column> attributes() {
        Map<String, List<Attribute>> byName = new LinkedHashMap<>();
        for (Attribute attribute : Attribute.values()) {
            byName.merge(
                    attribute.jsonName(),
                    List.of(attribute),
                    (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
        }
        return byName.entrySet().stream().map(entry -> ofAttributes(entry.getKey(), entry.getValue()));
    }

    private static Column ofAttributes(String name, List<Attribute> attributes) {
        List<Kind> kinds = attributes.stream()
                .map(attribute -> kindOf(attribute.kind()))
                .distinct()
                .toList();
        if (kinds.size() != 1) {
            throw new IllegalStateException("attributes named " + name + " are of different kinds: " + kinds);
        }
        return new Column(name, kinds.getFirst(), activity -> {
            for (Attribute attribute : attributes) {
                Object value = activity.get(attribute);
                if (value != null) {
                    return value;
                }
            }
            return null;
        });
    }

    private static Kind kindOf(Attribute.Kind kind) {
        return switch (kind) {
            case TEXT, WORD -> Kind.TEXT;
            case NUMBER -> Kind.NUMBER;
            case FLAG -> Kind.FLAG;
            case TIME -> Kind.REPORTED_TIME;
            case TEXTS -> Kind.TEXTS;
            case ATTACHMENTS -> Kind.ATTACHMENTS;
        };
    }

    /** Every column, in the order in which they lie in a file. */
    public static List<Column> all() {
        return ALL;
    }

    /** The column of this name. */
    public static Column named(String name) {
        return ALL.stream()
                .filter(column -> column.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    public String name() {
        return name;
    }

    /** The name as DuckDB takes it, whatever word it is. */
    public String quoted() {
        return '"' + name + '"';
    }

    public Kind kind() {
        return kind;
    }

    /** The value in the Java type of its kind, null if absent. */
    public @Nullable Object of(Activity activity) {
        return value.apply(activity);
    }
}
