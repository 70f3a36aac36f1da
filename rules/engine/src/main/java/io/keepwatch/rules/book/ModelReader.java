package io.keepwatch.rules.book;

import io.keepwatch.rules.score.ContextModel;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.ModelException;
import io.keepwatch.rules.score.ModelProblem;
import io.keepwatch.rules.score.Strength;
import io.keepwatch.rules.score.WholePerson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the whole-person model of a rules directory: {@code model/whole-person.yaml} and {@code model/context.yaml}. */
final class ModelReader {
    static final String WHOLE_PERSON = "model/whole-person.yaml";
    static final String CONTEXT = "model/context.yaml";
    /** What stands before the fields of the multipliers in the problems of a model. */
    private static final String OF_CONTEXT = "context.";

    private final YamlNode wholePerson;
    private final YamlNode context;
    private final String digest;

    private ModelReader(String wholePerson, String context) throws RuleSetException {
        this.wholePerson = YamlNode.read(WHOLE_PERSON, null, wholePerson);
        this.context = YamlNode.read(CONTEXT, null, context);
        digest = Digests.of(
                List.of(wholePerson.getBytes(StandardCharsets.UTF_8), context.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws RuleSetException naming file, line and field of what is wrong */
    static WholePerson read(String wholePerson, String context) throws RuleSetException {
        ModelReader reader = new ModelReader(wholePerson, context);
        Model model = reader.model();
        try {
            return WholePerson.of(model);
        } catch (ModelException e) {
            throw new RuleSetException(reader.located(e.problems()));
        }
    }

    private Model model() throws RuleSetException {
        Map<String, YamlNode> fields =
                wholePerson.fields("description", "root", "strengths", "repeats", "nodes", "evidence");
        wholePerson.required(fields, "description").text();
        List<Model.Node> nodes = new ArrayList<>();
        for (Map.Entry<String, YamlNode> node :
                wholePerson.required(fields, "nodes").fields().entrySet()) {
            nodes.add(node(node.getKey(), node.getValue()));
        }
        List<Model.Kind> kinds = new ArrayList<>();
        for (Map.Entry<String, YamlNode> kind :
                wholePerson.required(fields, "evidence").fields().entrySet()) {
            kinds.add(kind(kind.getKey(), kind.getValue()));
        }
        return new Model(
                digest,
                wholePerson.required(fields, "root").text(),
                nodes,
                strengths(wholePerson.required(fields, "strengths")),
                wholePerson.required(fields, "repeats").decimal(),
                kinds,
                context());
    }

    private static Map<Strength, Double> strengths(YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("weak", "medium", "strong", "decisive");
        Map<Strength, Double> strengths = new EnumMap<>(Strength.class);
        for (Strength strength : Strength.values()) {
            strengths.put(strength, yaml.required(fields, strength.word()).decimal());
        }
        return strengths;
    }

    private static Model.Node node(String name, YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("means", "states", "parents", "table", "protective");
        YamlNode states = fields.get("states");
        YamlNode parents = fields.get("parents");
        YamlNode protective = fields.get("protective");
        List<List<Double>> table = new ArrayList<>();
        for (YamlNode row : yaml.required(fields, "table").items()) {
            table.add(row(row, states == null));
        }
        return new Model.Node(
                name,
                yaml.required(fields, "means").text(),
                states == null ? Model.Node.PRESENT_OR_ABSENT : states.texts(),
                parents == null ? List.of() : parents.texts(),
                table,
                protective != null && protective.flag());
    }

    /** @param presentOrAbsent whether one number, the probability of being present, is a row */
    private static List<Double> row(YamlNode yaml, boolean presentOrAbsent) throws RuleSetException {
        if (yaml.isScalar() && presentOrAbsent) {
            double present = yaml.decimal();
            return List.of(present, 1 - present);
        }
        List<Double> row = new ArrayList<>();
        for (YamlNode probability : yaml.items()) {
            row.add(probability.decimal());
        }
        return row;
    }

    private static Model.Kind kind(String name, YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("says", "evidence", "replaces");
        List<Model.Effect> evidence = new ArrayList<>();
        for (YamlNode effect : yaml.required(fields, "evidence").items()) {
            evidence.add(effect(effect));
        }
        YamlNode replaces = fields.get("replaces");
        return new Model.Kind(
                name, yaml.required(fields, "says").text(), evidence, replaces == null ? List.of() : replaces.texts());
    }

    private static Model.Effect effect(YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("node", "strength", "halfLife", "negative", "family");
        YamlNode negative = fields.get("negative");
        YamlNode family = fields.get("family");
        return new Model.Effect(
                yaml.required(fields, "node").text(),
                yaml.required(fields, "strength").word(Strength.values()),
                yaml.required(fields, "halfLife").duration(),
                negative != null && negative.flag(),
                family == null ? null : family.text());
    }

    private ContextModel context() throws RuleSetException {
        Map<String, YamlNode> fields = context.fields("description", "multiplies", "cap", "factors", "correlated");
        context.required(fields, "description").text();
        List<ContextModel.Factor> factors = new ArrayList<>();
        for (Map.Entry<String, YamlNode> factor :
                context.required(fields, "factors").fields().entrySet()) {
            YamlNode yaml = factor.getValue();
            Map<String, YamlNode> parts = yaml.fields("multiplier", "says");
            factors.add(new ContextModel.Factor(
                    factor.getKey(),
                    yaml.required(parts, "multiplier").decimal(),
                    yaml.required(parts, "says").text()));
        }
        List<List<String>> correlated = new ArrayList<>();
        YamlNode groups = fields.get("correlated");
        for (YamlNode group : groups == null ? List.<YamlNode>of() : groups.items()) {
            correlated.add(group.texts());
        }
        return new ContextModel(
                context.required(fields, "multiplies").word(ContextModel.Mode.values()),
                context.required(fields, "cap").decimal(),
                factors,
                correlated);
    }

    private List<RuleProblem> located(List<ModelProblem> problems) throws RuleSetException {
        Map<String, Integer> lines = new HashMap<>();
        lines(wholePerson, "", lines);
        lines(context, OF_CONTEXT, lines);
        return problems.stream().map(problem -> located(problem, lines)).toList();
    }

    private static RuleProblem located(ModelProblem problem, Map<String, Integer> lines) {
        boolean ofContext = problem.field().startsWith(OF_CONTEXT);
        String field = ofContext ? problem.field().substring(OF_CONTEXT.length()) : problem.field();
        return new RuleProblem(
                null,
                ofContext ? CONTEXT : WHOLE_PERSON,
                line(problem.field(), lines),
                field + ": " + problem.reason());
    }

    /** The line of a field or, where the file does not have it, of the nearest field around it. */
    private static int line(String field, Map<String, Integer> lines) {
        for (String at = field; !at.isEmpty(); at = around(at)) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 0;
    }

    private static String around(String field) {
        int end = Math.max(field.lastIndexOf('.'), field.lastIndexOf('['));
        return end < 0 ? "" : field.substring(0, end);
    }

    private static void lines(YamlNode yaml, String prefix, Map<String, Integer> lines) throws RuleSetException {
        lines.put(prefix + yaml.field(), yaml.line());
        if (yaml.isScalar()) {
            return;
        }
        for (YamlNode inner : yaml.isList() ? yaml.items() : yaml.fields().values()) {
            lines(inner, prefix, lines);
        }
    }
}
