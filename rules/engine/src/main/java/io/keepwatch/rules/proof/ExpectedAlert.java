package io.keepwatch.rules.proof;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.YamlNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An alert that a case expects; only what it says is compared.
 *
 * @param values what is expected, by the name it has in the file, in a form that can be compared and printed
 */
record ExpectedAlert(Map<String, Object> values) {

    static ExpectedAlert read(YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields(
                "subject",
                "anchor",
                "at",
                "firstActivityAt",
                "count",
                "activities",
                "members",
                "severity",
                "title",
                "late");
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> field : fields.entrySet()) {
            YamlNode value = field.getValue();
            values.put(
                    field.getKey(),
                    switch (field.getKey()) {
                        case "members" -> value.number(0, Integer.MAX_VALUE);
                        case "count" -> value.number(0, Long.MAX_VALUE);
                        case "late" -> value.flag();
                        case "at", "firstActivityAt" -> time(value);
                        case "activities" -> value.isList() ? value.texts() : value.number(0, Alert.MOST_ACTIVITIES);
                        default -> value.text();
                    });
        }
        return new ExpectedAlert(values);
    }

    private static Instant time(YamlNode value) throws RuleSetException {
        try {
            return Rfc3339.parse(value.text(), "time");
        } catch (MalformedMessageException e) {
            throw value.problem(String.valueOf(e.getMessage()));
        }
    }

    boolean matches(Alert alert) {
        return values.entrySet().stream()
                .allMatch(value -> Objects.equals(value.getValue(), actual(alert, value.getKey(), value.getValue())));
    }

    /** The alert's values, those that are compared. */
    Map<String, Object> of(Alert alert) {
        Map<String, Object> actual = new LinkedHashMap<>();
        values.forEach((name, expected) -> actual.put(name, actual(alert, name, expected)));
        return actual;
    }

    private static Object actual(Alert alert, String name, Object expected) {
        return switch (name) {
            case "subject" -> alert.subject();
            case "anchor" -> alert.anchor();
            case "at" -> alert.at();
            case "firstActivityAt" -> alert.firstActivityAt();
            case "count" -> alert.count();
            case "activities" ->
                expected instanceof Long
                        ? (Object) (long) alert.activities().size()
                        : alert.activities().stream().map(AlertActivity::id).toList();
            case "members" -> (long) alert.members().size();
            case "severity" -> alert.severity().name();
            case "title" -> alert.title();
            default -> alert.late();
        };
    }
}
