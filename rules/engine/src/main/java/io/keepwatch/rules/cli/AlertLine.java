package io.keepwatch.rules.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An alert as {@code GET /v1/alerts} shows it, without what only a running platform knows: status and publication. */
final class AlertLine {
    private AlertLine() {}

    static void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", alert.id());
        json.writeStringField("rule", alert.rule());
        json.writeStringField("ruleVersion", alert.ruleVersion());
        json.writeStringField("ruleSet", alert.ruleSet());
        text(json, "commit", alert.commit());
        json.writeStringField("severity", alert.severity().name());
        json.writeStringField("subject", alert.subject());
        json.writeBooleanField("unresolved", alert.unresolved());
        json.writeStringField("title", alert.title());
        json.writeStringField("description", alert.description());
        texts(json, "attack", alert.attack());
        json.writeStringField("anchor", alert.anchor());
        json.writeStringField("at", alert.at().toString());
        json.writeStringField("firstActivityAt", alert.firstActivityAt().toString());
        json.writeNumberField("count", alert.count());
        AlertJson.writeActivities(alert.activities(), json);
        texts(json, "members", alert.members());
        text(json, "foldedInto", alert.foldedInto());
        Alert.Indicator indicator = alert.indicator();
        if (indicator != null) {
            json.writeObjectFieldStart("indicator");
            json.writeNumberField("number", indicator.number());
            json.writeStringField("class", indicator.indicatorClass());
            json.writeEndObject();
        }
        json.writeStringField("mode", alert.mode().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("late", alert.late());
        if (alert.route() != Alert.Route.INVESTIGATION) {
            json.writeStringField("route", alert.route().name().toLowerCase(Locale.ROOT));
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private static void texts(JsonGenerator json, String field, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
