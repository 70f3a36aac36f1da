package io.keepwatch.hunting.question;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.hunting.activity.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked for: the columns by name, and a few words of the analysts' own. A field has all the values that lie
 * at its places; a comparison holds if one of them agrees.
 *
 * @param words the only texts it can equal; empty if it may be any
 */
record Field(String name, Kind kind, List<String> words, List<Place> places) {
    private static final Map<String, Field> CATALOGUE = catalogue();

    /** What values of a field are, and how they can be compared. */
    enum Kind {
        TEXT("text", "=", "!=", "starts_with", "ends_with", "contains", "in"),
        NUMBER("a whole number", "=", "!=", ">", ">=", "<", "<=", "in"),
        FLAG("true or false", "=", "!="),
        TIME("a time", "=", "!=", ">", ">=", "<", "<=", "in");

        private final String description;
        private final List<String> operators;

        Kind(String description, String... operators) {
            this.description = description;
            this.operators = List.of(operators);
        }

        String description() {
            return description;
        }

        List<String> operators() {
            return operators;
        }
    }

    private static Map<String, Field> catalogue() {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Column column : Column.all()) {
            switch (column.kind()) {
                case TEXT -> add(fields, column.name(), Kind.TEXT, new Place.Whole(column));
                case NUMBER -> add(fields, column.name(), Kind.NUMBER, new Place.Whole(column));
                case FLAG -> add(fields, column.name(), Kind.FLAG, new Place.Whole(column));
                case TIME, REPORTED_TIME -> add(fields, column.name(), Kind.TIME, new Place.Whole(column));
                case TEXTS -> add(fields, column.name(), Kind.TEXT, new Place.Elements(column, ""));
                case ATTACHMENTS -> {
                    add(fields, "attachment", Kind.TEXT, new Place.Elements(column, ".name"));
                    add(fields, "attachmentBytes", Kind.NUMBER, new Place.Elements(column, ".bytes"));
                }
            }
        }
        add(fields, "timestamp", Kind.TIME, whole("time"));
        add(fields, "account", Kind.TEXT, whole("user"));
        add(fields, "user", Kind.TEXT, whole("user"), whole("subject"));
        add(fields, "ip", Kind.TEXT, whole("remoteIp"), whole("ip"));
        add(fields, "command", Kind.TEXT, whole("executable"), new Place.FileName(Column.named("executable")));
        return fields;
    }

    private static Place whole(String column) {
        return new Place.Whole(Column.named(column));
    }

    private static void add(Map<String, Field> fields, String name, Kind kind, Place... places) {
        fields.put(name, new Field(name, kind, vocabulary(name), List.of(places)));
    }

    /** Attributes of one name may have different words: each of them can occur. */
    private static List<String> vocabulary(String name) {
        if (name.equals("type")) {
            return Arrays.stream(ActivityType.values())
                    .map(ActivityType::wireName)
                    .toList();
        }
        List<Attribute> attributes = Arrays.stream(Attribute.values())
                .filter(attribute -> attribute.jsonName().equals(name))
                .toList();
        return attributes.stream().allMatch(attribute -> attribute.kind() == Attribute.Kind.WORD)
                ? attributes.stream()
                        .flatMap(attribute -> attribute.vocabulary().stream())
                        .distinct()
                        .toList()
                : List.of();
    }

    static @Nullable Field named(String name) {
        return CATALOGUE.get(name);
    }

    static Set<String> names() {
        return CATALOGUE.keySet();
    }

    /** The texts that are meant by one: itself, or the words that are it or end in it after a dot; none is a mistake. */
    List<String> meanings(String text) {
        return words.isEmpty()
                ? List.of(text)
                : words.stream()
                        .filter(word -> word.equals(text) || word.endsWith('.' + text))
                        .toList();
    }

    /** Everything that {@link #meanings} has an answer for; empty if that is any text. */
    List<String> spellings() {
        return words.stream()
                .flatMap(word -> Stream.of(word, word.substring(word.lastIndexOf('.') + 1)))
                .distinct()
                .toList();
    }
}
