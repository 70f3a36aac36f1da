package io.keepwatch.rules.docs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** JSON Schema, piece by piece. */
final class Schema {
    /** Such as 90s, 10m, 1h or 30d. */
    static final String DURATION = "^[0-9]{1,9}(s|m|h|d)$";

    private Schema() {}

    /** Fields in turn: name, value, name, value, … */
    static LinkedHashMap<String, Object> of(Object... fields) {
        LinkedHashMap<String, Object> schema = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            schema.put(fields[i].toString(), fields[i + 1]);
        }
        return schema;
    }

    static Map<String, Object> document(String title, Map<String, Object> schema) {
        Map<String, Object> document = of("$schema", "https://json-schema.org/draft/2020-12/schema", "title", title);
        document.putAll(schema);
        return document;
    }

    static Map<String, Object> text(String description) {
        return of("description", description, "type", "string", "minLength", 1);
    }

    static Map<String, Object> pattern(String description, String pattern) {
        return of("description", description, "type", "string", "pattern", pattern);
    }

    static Map<String, Object> texts(String description) {
        return of("description", description, "oneOf", List.of(of("type", "string"), list("", of("type", "string"))));
    }

    static Map<String, Object> flag(String description) {
        return of("description", description, "type", "boolean");
    }

    static Map<String, Object> list(String description, Map<String, Object> item) {
        LinkedHashMap<String, Object> schema = of("type", "array", "items", item, "minItems", 1);
        if (!description.isEmpty()) {
            schema.putFirst("description", description);
        }
        return schema;
    }

    static Map<String, Object> words(String description, List<String> words) {
        return of("description", description, "enum", words);
    }

    static Map<String, Object> words(String description, Enum<?>[] words) {
        return words(
                description,
                Arrays.stream(words)
                        .map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    /** An object with these fields and no others. */
    static Map<String, Object> object(String description, Map<String, Object> fields, String... required) {
        LinkedHashMap<String, Object> schema = of("type", "object");
        if (!description.isEmpty()) {
            schema.putFirst("description", description);
        }
        schema.put("properties", fields);
        if (required.length > 0) {
            schema.put("required", List.of(required));
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** Where a field has this value, only these other fields may stand. */
    static Map<String, Object> onlyWith(String field, String value, List<String> allowed) {
        return of(
                "if",
                of("properties", of(field, of("const", value)), "required", List.of(field)),
                "then",
                of("propertyNames", of("enum", List.copyOf(new TreeSet<>(allowed)))));
    }
}
