package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one reader and writer of {@link Risk}. */
public final class RiskJson {
    private RiskJson() {}

    public static byte[] write(Risk risk) {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            ContractJson.write(json, "id", risk.id());
            ContractJson.write(json, "subject", risk.subject());
            ContractJson.write(json, "at", risk.at());
            ContractJson.write(json, "recordedAt", risk.recordedAt());
            json.writeNumberField("score", risk.score());
            ContractJson.write(json, "band", risk.band());
            ContractJson.write(json, "reason", risk.reason());
            ContractJson.write(json, "model", risk.model());
            json.writeArrayFieldStart("evidence");
            for (Risk.Finding finding : risk.evidence()) {
                write(json, finding);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("context");
            for (Risk.Circumstance circumstance : risk.context()) {
                json.writeStartObject();
                ContractJson.write(json, "factor", circumstance.factor());
                ContractJson.write(json, "source", circumstance.source());
                ContractJson.write(json, "from", circumstance.from());
                ContractJson.write(json, "until", circumstance.until());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Risk.Finding finding) throws IOException {
        json.writeStartObject();
        ContractJson.write(json, "id", finding.id());
        ContractJson.write(json, "kind", finding.kind());
        ContractJson.write(json, "says", finding.says());
        ContractJson.write(json, "node", finding.node());
        ContractJson.write(json, "strength", finding.strength());
        json.writeBooleanField("negative", finding.negative());
        json.writeNumberField("fraction", finding.fraction());
        ContractJson.write(json, "halfLife", finding.halfLife().toString());
        ContractJson.write(json, "family", finding.family());
        ContractJson.write(json, "at", finding.at());
        ContractJson.write(json, "activities", finding.activities());
        ContractJson.write(json, "members", finding.members());
        ContractJson.write(json, "until", finding.until());
        json.writeEndObject();
    }

    public static Risk read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            Risk risk = readRisk(json);
            ContractJson.expectEnd(json);
            return risk;
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static Risk readRisk(JsonParser json) throws IOException, MalformedMessageException {
        String id = null;
        String subject = null;
        Instant at = null;
        Instant recordedAt = null;
        Double score = null;
        String band = null;
        String reason = null;
        String model = null;
        List<Risk.Finding> evidence = null;
        List<Risk.Circumstance> context = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = ContractJson.text(json, name);
                case "subject" -> subject = ContractJson.text(json, name);
                case "at" -> at = ContractJson.time(json, name);
                case "recordedAt" -> recordedAt = ContractJson.time(json, name);
                case "score" -> score = ContractJson.decimal(json, name, 0, Risk.HIGHEST_SCORE);
                case "band" -> band = ContractJson.word(json, name, Risk.BANDS);
                case "reason" -> reason = ContractJson.word(json, name, Risk.REASONS);
                case "model" -> model = ContractJson.text(json, name);
                case "evidence" -> evidence = ContractJson.objects(json, name, RiskJson::readFinding);
                case "context" -> context = ContractJson.objects(json, name, RiskJson::readCircumstance);
                default -> json.skipChildren();
            }
        }
        return new Risk(
                ContractJson.required(id, "id"),
                ContractJson.required(subject, "subject"),
                ContractJson.required(at, "at"),
                ContractJson.required(recordedAt, "recordedAt"),
                ContractJson.required(score, "score"),
                ContractJson.required(band, "band"),
                ContractJson.required(reason, "reason"),
                ContractJson.required(model, "model"),
                ContractJson.required(evidence, "evidence"),
                ContractJson.required(context, "context"));
    }

    private static Risk.Finding readFinding(JsonParser json) throws IOException, MalformedMessageException {
        String id = null;
        String kind = null;
        String says = null;
        String node = null;
        String strength = null;
        boolean negative = false;
        Double fraction = null;
        Duration halfLife = null;
        String family = null;
        Instant at = null;
        List<String> activities = List.of();
        List<String> members = List.of();
        Instant until = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            String field = "evidence." + name;
            switch (name) {
                case "id" -> id = ContractJson.text(json, field);
                case "kind" -> kind = ContractJson.text(json, field);
                case "says" -> says = ContractJson.text(json, field);
                case "node" -> node = ContractJson.text(json, field);
                case "strength" -> strength = ContractJson.word(json, field, Risk.STRENGTHS);
                case "negative" -> negative = Boolean.TRUE.equals(ContractJson.flag(json, field));
                case "fraction" -> fraction = ContractJson.decimal(json, field, Double.MIN_VALUE, 1);
                case "halfLife" -> halfLife = halfLife(json, field);
                case "family" -> family = ContractJson.text(json, field);
                case "at" -> at = ContractJson.time(json, field);
                case "activities" -> activities = ContractJson.texts(json, field);
                case "members" -> members = ContractJson.texts(json, field);
                case "until" -> until = ContractJson.time(json, field);
                default -> json.skipChildren();
            }
        }
        return new Risk.Finding(
                ContractJson.required(id, "evidence.id"),
                ContractJson.required(kind, "evidence.kind"),
                ContractJson.required(says, "evidence.says"),
                ContractJson.required(node, "evidence.node"),
                ContractJson.required(strength, "evidence.strength"),
                negative,
                ContractJson.required(fraction, "evidence.fraction"),
                ContractJson.required(halfLife, "evidence.halfLife"),
                family,
                ContractJson.required(at, "evidence.at"),
                activities,
                members,
                until);
    }

    private static @Nullable Duration halfLife(JsonParser json, String field)
            throws IOException, MalformedMessageException {
        Duration halfLife = ContractJson.duration(json, field);
        if (halfLife != null
                && (halfLife.compareTo(Risk.SHORTEST_HALF_LIFE) < 0
                        || halfLife.compareTo(Risk.LONGEST_HALF_LIFE) > 0)) {
            throw new MalformedMessageException(field + ": expected PT1H to P365D");
        }
        return halfLife;
    }

    private static Risk.Circumstance readCircumstance(JsonParser json) throws IOException, MalformedMessageException {
        String factor = null;
        String source = null;
        Instant from = null;
        Instant until = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "factor" -> factor = ContractJson.text(json, "context.factor");
                case "source" -> source = ContractJson.text(json, "context.source");
                case "from" -> from = ContractJson.time(json, "context.from");
                case "until" -> until = ContractJson.time(json, "context.until");
                default -> json.skipChildren();
            }
        }
        return new Risk.Circumstance(
                ContractJson.required(factor, "context.factor"),
                ContractJson.required(source, "context.source"),
                ContractJson.required(from, "context.from"),
                until);
    }
}
