package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a case; the value of {@link Topic#CASE_EVENT}. It carries what a notice needs, so that nobody
 * has to ask case management back.
 *
 * @param id unique; a repeat of the same id is the same event
 * @param event {@link #OPENED}, {@link #ALERT_ATTACHED} or {@link #ALERT_SETTLED}
 * @param caseId the case's id
 * @param caseVersion the case's version after the event; events of one case are ordered by it
 * @param kind investigation or welfare
 * @param state the case's state after the event
 * @param subject the person's key
 * @param at when it happened, by the domain clock
 * @param alert the alert that caused it, or null where a human did
 */
public record CaseEvent(
        String id,
        String event,
        String caseId,
        long caseVersion,
        String kind,
        String state,
        String subject,
        Instant at,
        @Nullable AlertSummary alert) {

    public static final String OPENED = "opened";
    public static final String ALERT_ATTACHED = "alert-attached";

    /** An alert was remediated or dismissed: whoever was paged need not come. */
    public static final String ALERT_SETTLED = "alert-settled";

    /**
     * What a notice says of an alert.
     *
     * @param at event time at which the rule's condition was met
     */
    public record AlertSummary(
            String id, String rule, Severity severity, String title, String description, Instant at) {}

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("event", event);
            json.writeStringField("case", caseId);
            json.writeNumberField("caseVersion", caseVersion);
            json.writeStringField("kind", kind);
            json.writeStringField("state", state);
            json.writeStringField("subject", subject);
            ContractJson.write(json, "at", at);
            if (alert != null) {
                json.writeObjectFieldStart("alert");
                json.writeStringField("id", alert.id());
                json.writeStringField("rule", alert.rule());
                json.writeStringField("severity", alert.severity().name());
                json.writeStringField("title", alert.title());
                json.writeStringField("description", alert.description());
                ContractJson.write(json, "at", alert.at());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    public static CaseEvent read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            String id = null;
            String event = null;
            String caseId = null;
            Long caseVersion = null;
            String kind = null;
            String state = null;
            String subject = null;
            Instant at = null;
            AlertSummary alert = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "id" -> id = ContractJson.text(json, name);
                    case "event" -> event = ContractJson.text(json, name);
                    case "case" -> caseId = ContractJson.text(json, name);
                    case "caseVersion" -> caseVersion = ContractJson.number(json, name);
                    case "kind" -> kind = ContractJson.text(json, name);
                    case "state" -> state = ContractJson.text(json, name);
                    case "subject" -> subject = ContractJson.text(json, name);
                    case "at" -> at = ContractJson.time(json, name);
                    case "alert" -> alert = json.currentToken() == JsonToken.VALUE_NULL ? null : readAlert(json);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new CaseEvent(
                    ContractJson.required(id, "id"),
                    ContractJson.required(event, "event"),
                    ContractJson.required(caseId, "case"),
                    ContractJson.required(caseVersion, "caseVersion"),
                    ContractJson.required(kind, "kind"),
                    ContractJson.required(state, "state"),
                    ContractJson.required(subject, "subject"),
                    ContractJson.required(at, "at"),
                    alert);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static AlertSummary readAlert(JsonParser json) throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        String id = null;
        String rule = null;
        String severity = null;
        String title = null;
        String description = null;
        Instant at = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = ContractJson.text(json, name);
                case "rule" -> rule = ContractJson.text(json, name);
                case "severity" -> severity = ContractJson.text(json, name);
                case "title" -> title = ContractJson.text(json, name);
                case "description" -> description = ContractJson.text(json, name);
                case "at" -> at = ContractJson.time(json, name);
                default -> json.skipChildren();
            }
        }
        return new AlertSummary(
                ContractJson.required(id, "alert.id"),
                ContractJson.required(rule, "alert.rule"),
                severity(ContractJson.required(severity, "alert.severity")),
                ContractJson.required(title, "alert.title"),
                ContractJson.required(description, "alert.description"),
                ContractJson.required(at, "alert.at"));
    }

    private static Severity severity(String text) throws MalformedMessageException {
        try {
            return Severity.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("alert.severity: unknown");
        }
    }
}
