package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/** The one reader and writer of {@link ScoreModel}. Of one model there is one sequence of bytes. */
public final class ScoreModelJson {
    private ScoreModelJson() {}

    public static byte[] write(ScoreModel model) {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            ContractJson.write(json, "digest", model.digest());
            ContractJson.write(json, "liveSince", model.liveSince());
            ContractJson.write(json, "root", model.root());
            json.writeArrayFieldStart("nodes");
            for (ScoreModel.Node node : model.nodes()) {
                write(json, node);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("likelihoodRatios");
            for (String strength : Risk.STRENGTHS) {
                Double ratio = model.likelihoodRatios().get(strength);
                if (ratio != null) {
                    json.writeNumberField(strength, ratio);
                }
            }
            json.writeEndObject();
            json.writeNumberField("repeats", model.repeats());
            json.writeArrayFieldStart("kinds");
            for (ScoreModel.Kind kind : model.kinds()) {
                write(json, kind);
            }
            json.writeEndArray();
            write(json, model.context());
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ScoreModel.Node node) throws IOException {
        json.writeStartObject();
        ContractJson.write(json, "name", node.name());
        ContractJson.write(json, "means", node.means());
        ContractJson.write(json, "states", node.states());
        ContractJson.write(json, "parents", node.parents());
        json.writeArrayFieldStart("table");
        for (List<Double> row : node.table()) {
            json.writeStartArray();
            for (double probability : row) {
                json.writeNumber(probability);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeBooleanField("protective", node.protective());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ScoreModel.Kind kind) throws IOException {
        json.writeStartObject();
        ContractJson.write(json, "name", kind.name());
        ContractJson.write(json, "says", kind.says());
        json.writeArrayFieldStart("evidence");
        for (ScoreModel.Effect effect : kind.evidence()) {
            json.writeStartObject();
            ContractJson.write(json, "node", effect.node());
            ContractJson.write(json, "strength", effect.strength());
            ContractJson.write(json, "halfLife", effect.halfLife().toString());
            json.writeBooleanField("negative", effect.negative());
            ContractJson.write(json, "family", effect.family());
            json.writeEndObject();
        }
        json.writeEndArray();
        ContractJson.write(json, "replaces", kind.replaces());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ScoreModel.Context context) throws IOException {
        json.writeObjectFieldStart("context");
        ContractJson.write(json, "multiplies", context.multiplies());
        json.writeNumberField("cap", context.cap());
        json.writeArrayFieldStart("factors");
        for (ScoreModel.Factor factor : context.factors()) {
            json.writeStartObject();
            ContractJson.write(json, "name", factor.name());
            json.writeNumberField("multiplier", factor.multiplier());
            ContractJson.write(json, "says", factor.says());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("correlated");
        for (List<String> group : context.correlated()) {
            json.writeArray(group.toArray(String[]::new), 0, group.size());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    public static ScoreModel read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            ScoreModel model = ScoreModelReader.read(json);
            ContractJson.expectEnd(json);
            return model;
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }
}
