package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one streaming reader and writer of {@link Alert}. */
public final class AlertJson {
    private AlertJson() {}

    public static byte[] write(Alert alert) {
        return ContractJson.bytes(json -> write(alert, json));
    }

    public static void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", alert.id());
        json.writeStringField("rule", alert.rule());
        json.writeStringField("ruleVersion", alert.ruleVersion());
        json.writeStringField("ruleSet", alert.ruleSet());
        ContractJson.write(json, "commit", alert.commit());
        json.writeStringField("severity", alert.severity().name());
        json.writeStringField("subject", alert.subject());
        if (alert.unresolved()) {
            json.writeBooleanField("unresolved", true);
        }
        json.writeStringField("title", alert.title());
        json.writeStringField("description", alert.description());
        ContractJson.write(json, "attack", alert.attack());
        json.writeStringField("anchor", alert.anchor());
        ContractJson.write(json, "at", alert.at());
        ContractJson.write(json, "raisedAt", alert.raisedAt());
        ContractJson.write(json, "firstActivityAt", alert.firstActivityAt());
        json.writeNumberField("count", alert.count());
        writeActivities(alert.activities(), json);
        ContractJson.write(json, "members", alert.members());
        ContractJson.write(json, "foldedInto", alert.foldedInto());
        if (alert.indicator() != null) {
            json.writeObjectFieldStart("indicator");
            json.writeNumberField("number", alert.indicator().number());
            json.writeStringField("class", alert.indicator().indicatorClass());
            json.writeEndObject();
        }
        json.writeStringField("mode", alert.mode().name().toLowerCase(Locale.ROOT));
        if (alert.late()) {
            json.writeBooleanField("late", true);
        }
        if (alert.route() != Alert.Route.INVESTIGATION) {
            json.writeStringField("route", alert.route().name().toLowerCase(Locale.ROOT));
        }
        json.writeEndObject();
    }

    /** Writes the field {@code activities}. */
    public static void writeActivities(List<AlertActivity> activities, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("activities");
        for (AlertActivity activity : activities) {
            json.writeStartObject();
            json.writeStringField("source", activity.source());
            json.writeStringField("id", activity.id());
            ContractJson.write(json, "time", activity.time());
            json.writeStringField("type", activity.type());
            ContractJson.write(json, "user", activity.user());
            ContractJson.write(json, "host", activity.host());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    public static Alert read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            Alert alert = read(json);
            ContractJson.expectEnd(json);
            return alert;
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static Alert read(JsonParser json) throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        String id = null;
        String rule = null;
        String ruleVersion = null;
        String ruleSet = null;
        String commit = null;
        Severity severity = null;
        String subject = null;
        boolean unresolved = false;
        String title = null;
        String description = null;
        List<String> attack = List.of();
        String anchor = null;
        Instant at = null;
        Instant raisedAt = null;
        Instant firstActivityAt = null;
        Long count = null;
        List<AlertActivity> activities = List.of();
        List<String> members = List.of();
        String foldedInto = null;
        Alert.Indicator indicator = null;
        Alert.Mode mode = null;
        boolean late = false;
        Alert.Route route = Alert.Route.INVESTIGATION;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = ContractJson.text(json, name);
                case "rule" -> rule = ContractJson.text(json, name);
                case "ruleVersion" -> ruleVersion = ContractJson.text(json, name);
                case "ruleSet" -> ruleSet = ContractJson.text(json, name);
                case "commit" -> commit = ContractJson.text(json, name);
                case "severity" -> severity = word(Severity.values(), ContractJson.requiredText(json, name), name);
                case "subject" -> subject = ContractJson.text(json, name);
                case "unresolved" -> unresolved = Boolean.TRUE.equals(ContractJson.flag(json, name));
                case "title" -> title = ContractJson.text(json, name);
                case "description" -> description = ContractJson.text(json, name);
                case "attack" -> attack = ContractJson.texts(json, name);
                case "anchor" -> anchor = ContractJson.text(json, name);
                case "at" -> at = ContractJson.time(json, name);
                case "raisedAt" -> raisedAt = ContractJson.time(json, name);
                case "firstActivityAt" -> firstActivityAt = ContractJson.time(json, name);
                case "count" -> count = ContractJson.number(json, name);
                case "activities" -> activities = readActivities(json);
                case "members" -> members = ContractJson.texts(json, name);
                case "foldedInto" -> foldedInto = ContractJson.text(json, name);
                case "indicator" -> indicator = readIndicator(json);
                case "mode" -> mode = word(Alert.Mode.values(), ContractJson.requiredText(json, name), name);
                case "late" -> late = Boolean.TRUE.equals(ContractJson.flag(json, name));
                case "route" -> route = word(Alert.Route.values(), ContractJson.requiredText(json, name), name);
                default -> json.skipChildren();
            }
        }
        return new Alert(
                ContractJson.required(id, "id"),
                ContractJson.required(rule, "rule"),
                ContractJson.required(ruleVersion, "ruleVersion"),
                ContractJson.required(ruleSet, "ruleSet"),
                commit,
                ContractJson.required(severity, "severity"),
                ContractJson.required(subject, "subject"),
                unresolved,
                ContractJson.required(title, "title"),
                ContractJson.required(description, "description"),
                attack,
                ContractJson.required(anchor, "anchor"),
                ContractJson.required(at, "at"),
                ContractJson.required(raisedAt, "raisedAt"),
                ContractJson.required(firstActivityAt, "firstActivityAt"),
                ContractJson.required(count, "count"),
                activities,
                members,
                foldedInto,
                indicator,
                ContractJson.required(mode, "mode"),
                late,
                route);
    }

    private static List<AlertActivity> readActivities(JsonParser json) throws IOException, MalformedMessageException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedMessageException("activities: expected a list");
        }
        List<AlertActivity> activities = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ContractJson.expectObject(json);
            activities.add(readActivity(json));
        }
        return activities;
    }

    private static AlertActivity readActivity(JsonParser json) throws IOException, MalformedMessageException {
        String source = null;
        String id = null;
        Instant time = null;
        String type = null;
        String user = null;
        String host = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "source" -> source = ContractJson.text(json, name);
                case "id" -> id = ContractJson.text(json, name);
                case "time" -> time = ContractJson.time(json, name);
                case "type" -> type = ContractJson.text(json, name);
                case "user" -> user = ContractJson.text(json, name);
                case "host" -> host = ContractJson.text(json, name);
                default -> json.skipChildren();
            }
        }
        return new AlertActivity(
                ContractJson.required(source, "activities.source"),
                ContractJson.required(id, "activities.id"),
                ContractJson.required(time, "activities.time"),
                ContractJson.required(type, "activities.type"),
                user,
                host);
    }

    private static Alert.Indicator readIndicator(JsonParser json) throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        Long number = null;
        String indicatorClass = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "number" -> number = ContractJson.number(json, "indicator.number");
                case "class" -> indicatorClass = ContractJson.text(json, "indicator.class");
                default -> json.skipChildren();
            }
        }
        return new Alert.Indicator(
                ContractJson.required(number, "indicator.number").intValue(),
                ContractJson.required(indicatorClass, "indicator.class"));
    }

    private static <E extends Enum<E>> E word(E[] words, String text, String field) throws MalformedMessageException {
        for (E word : words) {
            if (word.name().equalsIgnoreCase(text)) {
                return word;
            }
        }
        throw new MalformedMessageException(field + ": unknown");
    }
}
