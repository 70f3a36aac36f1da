package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ScoreModel}, naming what is missing or wrong. */
final class ScoreModelReader {
    /** No number of a model is anywhere near it. */
    private static final double LARGEST = 1e12;

    private ScoreModelReader() {}

    /** @param json at the beginning of the object */
    static ScoreModel read(JsonParser json) throws IOException, MalformedMessageException {
        String digest = null;
        Instant liveSince = null;
        String root = null;
        List<ScoreModel.Node> nodes = null;
        Map<String, Double> ratios = null;
        Double repeats = null;
        List<ScoreModel.Kind> kinds = null;
        ScoreModel.Context context = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "digest" -> digest = ContractJson.text(json, name);
                case "liveSince" -> liveSince = ContractJson.time(json, name);
                case "root" -> root = ContractJson.text(json, name);
                case "nodes" -> nodes = ContractJson.objects(json, name, ScoreModelReader::readNode);
                case "likelihoodRatios" -> ratios = readRatios(json, name);
                case "repeats" -> repeats = number(json, name);
                case "kinds" -> kinds = ContractJson.objects(json, name, ScoreModelReader::readKind);
                case "context" -> context = readContext(json);
                default -> json.skipChildren();
            }
        }
        return new ScoreModel(
                ContractJson.required(digest, "digest"),
                ContractJson.required(liveSince, "liveSince"),
                ContractJson.required(root, "root"),
                ContractJson.required(nodes, "nodes"),
                ContractJson.required(ratios, "likelihoodRatios"),
                ContractJson.required(repeats, "repeats"),
                ContractJson.required(kinds, "kinds"),
                ContractJson.required(context, "context"));
    }

    private static ScoreModel.Node readNode(JsonParser json) throws IOException, MalformedMessageException {
        String name = null;
        String means = null;
        List<String> states = null;
        List<String> parents = List.of();
        List<List<Double>> table = null;
        boolean protective = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = "nodes." + json.currentName();
            json.nextToken();
            switch (field) {
                case "nodes.name" -> name = ContractJson.text(json, field);
                case "nodes.means" -> means = ContractJson.text(json, field);
                case "nodes.states" -> states = ContractJson.texts(json, field);
                case "nodes.parents" -> parents = ContractJson.texts(json, field);
                case "nodes.table" ->
                    table = ContractJson.list(
                            json, field, row -> ContractJson.list(row, field, one -> requiredNumber(one, field)));
                case "nodes.protective" -> protective = Boolean.TRUE.equals(ContractJson.flag(json, field));
                default -> json.skipChildren();
            }
        }
        return new ScoreModel.Node(
                ContractJson.required(name, "nodes.name"),
                ContractJson.required(means, "nodes.means"),
                ContractJson.required(states, "nodes.states"),
                parents,
                ContractJson.required(table, "nodes.table"),
                protective);
    }

    private static Map<String, Double> readRatios(JsonParser json, String field)
            throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        Map<String, Double> ratios = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String strength = json.currentName();
            json.nextToken();
            if (!Risk.STRENGTHS.contains(strength)) {
                throw new MalformedMessageException(field + ": not a strength");
            }
            ratios.put(strength, requiredNumber(json, field));
        }
        return ratios;
    }

    private static ScoreModel.Kind readKind(JsonParser json) throws IOException, MalformedMessageException {
        String name = null;
        String says = null;
        List<ScoreModel.Effect> evidence = List.of();
        List<String> replaces = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = "kinds." + json.currentName();
            json.nextToken();
            switch (field) {
                case "kinds.name" -> name = ContractJson.text(json, field);
                case "kinds.says" -> says = ContractJson.text(json, field);
                case "kinds.evidence" -> evidence = ContractJson.objects(json, field, ScoreModelReader::readEffect);
                case "kinds.replaces" -> replaces = ContractJson.texts(json, field);
                default -> json.skipChildren();
            }
        }
        return new ScoreModel.Kind(
                ContractJson.required(name, "kinds.name"),
                ContractJson.required(says, "kinds.says"),
                evidence,
                replaces);
    }

    private static ScoreModel.Effect readEffect(JsonParser json) throws IOException, MalformedMessageException {
        String node = null;
        String strength = null;
        Duration halfLife = null;
        boolean negative = false;
        String family = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = "kinds.evidence." + json.currentName();
            json.nextToken();
            switch (field) {
                case "kinds.evidence.node" -> node = ContractJson.text(json, field);
                case "kinds.evidence.strength" -> strength = ContractJson.word(json, field, Risk.STRENGTHS);
                case "kinds.evidence.halfLife" -> halfLife = ContractJson.duration(json, field);
                case "kinds.evidence.negative" -> negative = Boolean.TRUE.equals(ContractJson.flag(json, field));
                case "kinds.evidence.family" -> family = ContractJson.text(json, field);
                default -> json.skipChildren();
            }
        }
        return new ScoreModel.Effect(
                ContractJson.required(node, "kinds.evidence.node"),
                ContractJson.required(strength, "kinds.evidence.strength"),
                ContractJson.required(halfLife, "kinds.evidence.halfLife"),
                negative,
                family);
    }

    private static ScoreModel.Context readContext(JsonParser json) throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        String multiplies = null;
        Double cap = null;
        List<ScoreModel.Factor> factors = null;
        List<List<String>> correlated = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = "context." + json.currentName();
            json.nextToken();
            switch (field) {
                case "context.multiplies" -> multiplies = ContractJson.word(json, field, ScoreModel.MODES);
                case "context.cap" -> cap = number(json, field);
                case "context.factors" -> factors = ContractJson.objects(json, field, ScoreModelReader::readFactor);
                case "context.correlated" ->
                    correlated = ContractJson.list(json, field, group -> ContractJson.texts(group, field));
                default -> json.skipChildren();
            }
        }
        return new ScoreModel.Context(
                ContractJson.required(multiplies, "context.multiplies"),
                ContractJson.required(cap, "context.cap"),
                ContractJson.required(factors, "context.factors"),
                correlated);
    }

    private static ScoreModel.Factor readFactor(JsonParser json) throws IOException, MalformedMessageException {
        String name = null;
        Double multiplier = null;
        String says = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = "context.factors." + json.currentName();
            json.nextToken();
            switch (field) {
                case "context.factors.name" -> name = ContractJson.text(json, field);
                case "context.factors.multiplier" -> multiplier = number(json, field);
                case "context.factors.says" -> says = ContractJson.text(json, field);
                default -> json.skipChildren();
            }
        }
        return new ScoreModel.Factor(
                ContractJson.required(name, "context.factors.name"),
                ContractJson.required(multiplier, "context.factors.multiplier"),
                ContractJson.required(says, "context.factors.says"));
    }

    private static @Nullable Double number(JsonParser json, String field)
            throws IOException, MalformedMessageException {
        return ContractJson.decimal(json, field, 0, LARGEST);
    }

    private static double requiredNumber(JsonParser json, String field) throws IOException, MalformedMessageException {
        return ContractJson.required(number(json, field), field);
    }
}
