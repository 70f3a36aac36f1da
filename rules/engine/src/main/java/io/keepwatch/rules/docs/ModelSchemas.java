package io.keepwatch.rules.docs;

import static io.keepwatch.rules.docs.Schema.flag;
import static io.keepwatch.rules.docs.Schema.list;
import static io.keepwatch.rules.docs.Schema.object;
import static io.keepwatch.rules.docs.Schema.of;
import static io.keepwatch.rules.docs.Schema.pattern;
import static io.keepwatch.rules.docs.Schema.text;
import static io.keepwatch.rules.docs.Schema.texts;
import static io.keepwatch.rules.docs.Schema.words;

import io.keepwatch.rules.score.ContextModel;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.Strength;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of the whole-person model and of what multiplies its score. */
final class ModelSchemas {
    private static final String NODE = "^[A-Za-z][A-Za-z0-9]*$";
    private static final String KIND = "^[A-Za-z][A-Za-z0-9-]*$";

    private ModelSchemas() {}

    static Map<String, Object> wholePerson() {
        Map<String, Object> strengths = new LinkedHashMap<>();
        for (Strength strength : Strength.values()) {
            strengths.put(strength.word(), of("type", "number", "exclusiveMinimum", 1));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("description", text("What the model says and where its numbers come from"));
        fields.put("root", pattern("The node that is asked for; its first state is the benign one", NODE));
        fields.put(
                "strengths",
                object(
                        "What a fresh finding multiplies the odds of its own node by",
                        strengths,
                        strengths.keySet().toArray(String[]::new)));
        fields.put(
                "repeats",
                of(
                        "description",
                        "The k-th finding of a family on a node counts 1/k to this power",
                        "type",
                        "number",
                        "minimum",
                        0,
                        "maximum",
                        10));
        Map<String, Object> nodes = named("The network", NODE, node());
        nodes.put("maxProperties", Model.MOST_NODES);
        fields.put("nodes", nodes);
        fields.put("evidence", named("Kinds of findings that no rule declares", KIND, kind()));
        return Schema.document(
                "The whole-person model", object("", fields, fields.keySet().toArray(String[]::new)));
    }

    private static Map<String, Object> node() {
        Map<String, Object> probability = of("type", "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("means", text("What it says of the person, as the end of a sentence"));
        fields.put("states", list("Its states; present and absent unless said", of("type", "string")));
        fields.put("parents", texts("The nodes that it depends on"));
        fields.put(
                "table",
                list(
                        "A row for each combination of the parents' states, the last parent's changing fastest",
                        of("oneOf", List.of(probability, list("", probability)))));
        fields.put("protective", flag("Whether its first state speaks for the person"));
        return object("", fields, "means", "table");
    }

    private static Map<String, Object> kind() {
        Map<String, Object> effect = new LinkedHashMap<>();
        effect.put("node", pattern("The node it speaks of", NODE));
        effect.put("strength", words("How much a fresh finding says", Strength.values()));
        effect.put("halfLife", pattern("After this time it says half as much", Schema.DURATION));
        effect.put("negative", flag("Whether it speaks against the node's first state"));
        effect.put("family", text("Findings of one family on one node count ever less"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("says", text("What was found, as a sentence's beginning"));
        fields.put(
                "evidence",
                list("What it says of the person, once per node", object("", effect, "node", "strength", "halfLife")));
        fields.put("replaces", texts("More general kinds, which do not count beside it for the same activity"));
        return object("", fields, "says", "evidence");
    }

    static Map<String, Object> context() {
        Map<String, Object> factor = new LinkedHashMap<>();
        factor.put("multiplier", of("description", "Above 1", "type", "number", "exclusiveMinimum", 1));
        factor.put("says", text("What the circumstance is, as a sentence's beginning"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("description", text("What it is for"));
        fields.put("multiplies", words("What is multiplied", ContextModel.Mode.values()));
        fields.put("cap", of("description", "The largest product", "type", "number", "minimum", 1));
        fields.put(
                "factors",
                named("In the order in which their points are told", KIND, object("", factor, "multiplier", "says")));
        fields.put(
                "correlated",
                list(
                        "Groups of factors that tell of the same thing; the largest counts",
                        list("", of("type", "string"))));
        return Schema.document(
                "What multiplies a score", object("", fields, "description", "multiplies", "cap", "factors"));
    }

    private static Map<String, Object> named(String description, String pattern, Map<String, Object> each) {
        return of(
                "description",
                description,
                "type",
                "object",
                "propertyNames",
                of("pattern", pattern),
                "additionalProperties",
                each);
    }
}
