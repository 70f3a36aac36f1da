package io.keepwatch.rules.docs;

import static io.keepwatch.rules.docs.Schema.flag;
import static io.keepwatch.rules.docs.Schema.list;
import static io.keepwatch.rules.docs.Schema.object;
import static io.keepwatch.rules.docs.Schema.of;
import static io.keepwatch.rules.docs.Schema.onlyWith;
import static io.keepwatch.rules.docs.Schema.pattern;
import static io.keepwatch.rules.docs.Schema.text;
import static io.keepwatch.rules.docs.Schema.texts;
import static io.keepwatch.rules.docs.Schema.words;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The schemas of what happens: cases and ordinary days. */
final class SceneSchemas {
    private static final List<String> KINDS = List.of("firing", "just-below", "benign", "boundary");

    private SceneSchemas() {}

    static Map<String, Object> cases() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("subject", text("The person"));
        expected.put("anchor", text("What it is counted under, such as the person's day"));
        expected.put("at", text("When the condition was first met"));
        expected.put("firstActivityAt", text("The earliest of its activities"));
        expected.put("count", of("description", "How often it matched", "type", "integer", "minimum", 0));
        expected.put(
                "activities",
                of(
                        "description",
                        "How many activities it names, or their ids",
                        "oneOf",
                        List.of(of("type", "integer"), Schema.list("", of("type", List.of("string", "integer"))))));
        expected.put(
                "members",
                of("description", "How many alerts or findings it combines", "type", "integer", "minimum", 0));
        expected.put("severity", words("", List.of("P1", "P2", "P3", "P4")));
        expected.put("title", text("The title with everything filled in"));
        expected.put("late", flag("Whether the activity came too late to count in its place"));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", text("What it shows"));
        one.put("kind", words("A live rule has one each of the first three", KINDS));
        one.put("covers", texts("Requirements it proves"));
        one.putAll(scene());
        one.put("alerts", list("Every alert of this rule that must come of it, by time", object("", expected)));
        return Schema.document(
                "Cases of a Keepwatch rule",
                object(
                        "",
                        of(
                                "people",
                                people(),
                                "cases",
                                list(
                                        "What happens, and which alerts come of it",
                                        object("", one, "name", "kind", "activities"))),
                        "cases"));
    }

    static Map<String, Object> baseline() {
        Map<String, Object> fields = of("description", text("What is ordinary about it"));
        fields.putAll(scene());
        return Schema.document(
                "Ordinary days, on which nothing fires", object("", fields, "description", "activities"));
    }

    static Map<String, Object> calibration() {
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("name", text("What tells it from the other readings of the scenario"));
        reading.put("of", text("Whose; the first person's unless said"));
        reading.put("at", text("RFC 3339 with offset"));
        reading.put("node", text("Reads the probability of this node in percent; the score unless said"));
        Map<String, Object> other = object(
                "",
                of(
                        "of", text("Another reading: the scenario's id and its name, if it has one"),
                        "times", of("type", "number"),
                        "plus", of("type", "number")),
                "of");
        List<Map<String, Object>> one = List.of(of("type", "number"), other);
        for (String limit : List.of("atLeast", "above", "atMost", "below")) {
            reading.put(limit, of("anyOf", List.of(one.getFirst(), one.getLast(), list("", of("anyOf", one)))));
        }
        reading.put("leading", text("The category that must be the likeliest of those that are not benign"));
        Map<String, Object> scenario = new LinkedHashMap<>();
        scenario.put("id", text("The scenario's id"));
        scenario.put("story", text("What happens, in a sentence"));
        scenario.putAll(scene());
        scenario.put("readings", list("When who is looked at", object("", reading, "at")));
        return Schema.document(
                "People whose scores must come out right",
                object(
                        "",
                        of(
                                "description",
                                text("What they have in common"),
                                "people",
                                people(),
                                "before",
                                Schema.list("What happens before, in each of them", activity()),
                                "scenarios",
                                list("", object("", scenario, "id", "story", "readings"))),
                        "description",
                        "scenarios"));
    }

    private static Map<String, Object> scene() {
        Map<String, Object> scene = new LinkedHashMap<>();
        scene.put("people", people());
        scene.put(
                "hr",
                list(
                        "What HR said: fields as in POST /v1/hr/events",
                        of("type", "object", "required", List.of("event", "subject"))));
        scene.put("activities", Schema.list("What happens, in the order in which it is delivered", activity()));
        return scene;
    }

    private static Map<String, Object> people() {
        return of("description", "Who they are, by their key: fields as in PUT /v1/identities", "type", "object");
    }

    private static Map<String, Object> activity() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("id", of("description", "Its place in the case unless said", "type", List.of("string", "integer")));
        header.put("time", text("RFC 3339 with offset"));
        header.put(
                "type",
                words(
                        "",
                        Arrays.stream(ActivityType.values())
                                .map(ActivityType::wireName)
                                .toList()));
        header.put("user", text("The account"));
        header.put("host", text("The machine"));
        header.put("source", text("The feed; cases unless said"));
        header.put("repeat", of("description", "Stands for so many", "type", "integer", "minimum", 1));
        header.put("every", pattern("So far apart; 1d unless said", Schema.DURATION));
        header.put("found", texts("Kinds of the model that something else than a rule finds in it"));
        Map<String, Object> fields = new LinkedHashMap<>(header);
        for (Attribute attribute : Attribute.values()) {
            fields.putIfAbsent(attribute.jsonName(), of());
        }
        Map<String, Object> schema = object("", fields, "time", "type");
        schema.put(
                "allOf",
                Arrays.stream(ActivityType.values())
                        .map(type -> onlyWith("type", type.wireName(), names(header, type)))
                        .toList());
        return schema;
    }

    private static List<String> names(Map<String, Object> header, ActivityType type) {
        Set<String> names = new TreeSet<>(header.keySet());
        type.attributes().forEach(attribute -> names.add(attribute.jsonName()));
        return List.copyOf(names);
    }
}
