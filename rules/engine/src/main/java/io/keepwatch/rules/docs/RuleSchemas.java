package io.keepwatch.rules.docs;

import static io.keepwatch.rules.docs.Schema.list;
import static io.keepwatch.rules.docs.Schema.object;
import static io.keepwatch.rules.docs.Schema.of;
import static io.keepwatch.rules.docs.Schema.pattern;
import static io.keepwatch.rules.docs.Schema.text;
import static io.keepwatch.rules.docs.Schema.texts;
import static io.keepwatch.rules.docs.Schema.words;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.Group;
import io.keepwatch.rules.book.Grouping;
import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.score.Strength;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The JSON Schemas by which editors complete and check the YAML files of a rules directory. */
public final class RuleSchemas {
    private static final String ID = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";
    private static final String NAME = "^[a-z][a-zA-Z0-9]*$";

    private RuleSchemas() {}

    /** Every schema by its file name. */
    public static Map<String, String> all() {
        Map<String, String> schemas = new TreeMap<>();
        schemas.put("rule.schema.json", JsonText.of(rule()));
        schemas.put("cases.schema.json", JsonText.of(SceneSchemas.cases()));
        schemas.put("baseline.schema.json", JsonText.of(SceneSchemas.baseline()));
        schemas.put("calibration.schema.json", JsonText.of(SceneSchemas.calibration()));
        schemas.put("policy.schema.json", JsonText.of(policy()));
        schemas.put("exceptions.schema.json", JsonText.of(exceptions()));
        schemas.put("list.schema.json", JsonText.of(listFile()));
        schemas.put("whole-person.schema.json", JsonText.of(ModelSchemas.wholePerson()));
        schemas.put("context.schema.json", JsonText.of(ModelSchemas.context()));
        return schemas;
    }

    private static Map<String, Object> rule() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", pattern("The folder's name, and the rule's name in rule.drl", ID));
        fields.put("title", text("Title of its alerts; {account}, {host} and attributes are filled in"));
        fields.put(
                "description",
                object(
                        "",
                        of(
                                "why", text("What the finding means"),
                                "next", texts("Next steps for a responder who is not a specialist")),
                        "why",
                        "next"));
        fields.put("severity", words("P1 pages someone, P4 only scores", List.of("P1", "P2", "P3", "P4")));
        fields.put(
                "techniques",
                list("ATT&CK techniques; a rule for welfare may have none", pattern("", "^T[0-9]{4}(\\.[0-9]{3})?$")));
        fields.put(
                "indicator",
                object(
                        "The behavioural indicator of the programme it covers: 1 to 7 high, 8 to 13 medium",
                        of(
                                "number", of("type", "integer", "minimum", 1, "maximum", 13),
                                "class", words("", List.of("high", "medium"))),
                        "number",
                        "class"));
        fields.put("status", words("draft → shadow → live → retired", RuleFolder.Status.values()));
        fields.put("retired", text("Why it was retired; for a retired rule and no other"));
        fields.put("informs", Schema.flag("Its alerts inform and are no suspicion by themselves"));
        fields.put(
                "route",
                words("Whom its alerts are for; investigation unless it says otherwise", Alert.Route.values()));
        fields.put(
                "windows",
                of(
                        "description",
                        "What must be remembered, by the name it has in the condition",
                        "type",
                        "object",
                        "propertyNames",
                        of("pattern", NAME),
                        "additionalProperties",
                        of("oneOf", List.of(window(), evidenceWindow()))));
        fields.put(
                "evidence",
                list("What a finding says of the person", of("oneOf", List.of(evidence(), kindOfEvidence()))));
        fields.put(
                "grouping",
                object(
                        "What repeats are counted under",
                        of(
                                "per", words("", Grouping.Period.values()),
                                "by", texts("Fields that tell alerts apart, such as host or device")),
                        "per"));
        fields.put("falsePositives", texts("When it fires on innocent activity"));
        fields.put("blindSpots", texts("What it cannot see"));
        return Schema.document(
                "A Keepwatch rule",
                object(
                        "",
                        fields,
                        "id",
                        "title",
                        "description",
                        "severity",
                        "status",
                        "grouping",
                        "falsePositives",
                        "blindSpots"));
    }

    private static Map<String, Object> window() {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> types =
                Arrays.stream(ActivityType.values()).map(ActivityType::wireName).toList();
        fields.put(
                "of",
                of(
                        "description",
                        "The kinds of activity that feed it",
                        "oneOf",
                        List.of(of("enum", types), Schema.list("", of("enum", types)))));
        fields.put("where", of("description", "Values an activity must have", "type", "object"));
        fields.put("sum", words("The number that is summed", attributes(Set.of(Attribute.Kind.NUMBER))));
        fields.put("count", of("description", "How many", "const", true));
        List<String> texts = attributes(Set.of(Attribute.Kind.TEXT, Attribute.Kind.WORD));
        fields.put("distinct", words("How many different values", with(texts, "host")));
        fields.put("firstSeen", words("Whether the value was not there before", with(texts, "host", "hour")));
        fields.put(
                "rate",
                words("How many times as fast as usual", with(attributes(Set.of(Attribute.Kind.NUMBER)), "count")));
        fields.put("over", pattern("Length of a sliding window, at most 31d", Schema.DURATION));
        fields.put("per", words("The person's day so far", List.of("day")));
        fields.put("baseline", pattern("Days before that count, at most 90d", "^[0-9]{1,2}d$"));
        fields.put("learning", pattern("Days before anything is claimed; 14d unless said", "^[0-9]{1,2}d$"));
        fields.put("by", texts("Fields that split the window, such as device"));
        Map<String, Object> window = object("", fields, "of");
        window.put(
                "oneOf",
                List.of("sum", "count", "distinct", "firstSeen", "rate").stream()
                        .map(aggregate -> of("required", List.of(aggregate)))
                        .toList());
        return window;
    }

    private static Map<String, Object> evidence() {
        return object(
                "",
                of(
                        "node", text("A node of the whole-person model"),
                        "strength", words("", Strength.values()),
                        "halfLife", pattern("After this time it says half as much", Schema.DURATION),
                        "family", text("Findings of one family on one node count ever less")),
                "node",
                "strength",
                "halfLife");
    }

    private static Map<String, Object> kindOfEvidence() {
        return object("", of("kind", text("A kind of the model, which says the rest")), "kind");
    }

    /** What a combination asks of what was found. */
    private static Map<String, Object> evidenceWindow() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("evidence", texts("The kinds of findings that feed it: kinds of the model, or rules"));
        fields.put("count", of("description", "How many findings", "const", true));
        fields.put("distinct", of("description", "How many different kinds", "const", "kind"));
        fields.put("over", pattern("How far back it reaches, at most 31d", Schema.DURATION));
        fields.put("after", pattern("Only what comes after something in this window, which stands before it", NAME));
        Map<String, Object> window = object("", fields, "evidence", "over");
        window.put("oneOf", List.of(of("required", List.of("count")), of("required", List.of("distinct"))));
        return window;
    }

    private static List<String> with(List<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private static List<String> attributes(Set<Attribute.Kind> kinds) {
        return Arrays.stream(Attribute.values())
                .filter(attribute -> kinds.contains(attribute.kind()))
                .map(Attribute::jsonName)
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, Object> group(String description) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Group.Field field : Group.Field.values()) {
            Map<String, Object> value = of("type", List.of("string", "boolean"));
            fields.put(field.jsonName(), of("oneOf", List.of(value, Schema.list("", value))));
        }
        return object(description, fields);
    }

    private static Map<String, Object> policy() {
        return Schema.document(
                "Which rules judge whom",
                object(
                        "",
                        of(
                                "description",
                                text("Why"),
                                "for",
                                of("oneOf", List.of(of("const", "everyone"), group("What people have in common"))),
                                "rules",
                                of("oneOf", List.of(of("const", "all"), Schema.list("", pattern("", ID))))),
                        "description",
                        "for",
                        "rules"));
    }

    private static Map<String, Object> exceptions() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", pattern("Its name, one of a kind", ID));
        fields.put("rule", pattern("The rule it is about", ID));
        fields.put("subject", text("The person it is about"));
        fields.put("group", group("The people it is about"));
        fields.put("where", of("description", "Values of the activity, by field", "type", "object"));
        fields.put("reason", text("Why"));
        fields.put("by", text("Who decided"));
        fields.put("from", text("A day of UTC, or a time with an offset"));
        fields.put("until", text("A day of UTC that is included, or a time with an offset; at most a year later"));
        return Schema.document(
                "What rules are not to report for a while",
                object(
                        "",
                        of(
                                "description",
                                text("What they have in common"),
                                "exceptions",
                                of(
                                        "type",
                                        "array",
                                        "items",
                                        object("", fields, "id", "rule", "reason", "by", "from", "until"))),
                        "description",
                        "exceptions"));
    }

    private static Map<String, Object> listFile() {
        return Schema.document(
                "A list that conditions ask",
                object(
                        "",
                        of(
                                "description",
                                text("What is on it"),
                                "entries",
                                of("type", "array", "items", of("type", List.of("string", "number", "boolean")))),
                        "description",
                        "entries"));
    }
}
