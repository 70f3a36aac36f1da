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
 * @param event {@link #OPENED}, {@link #ALERT_ATTACHED}, {@link #ALERT_SETTLED}, {@link #BAND_RAISED}, {@link
 *     #BAND_LOWERED} or {@link #SCORED}
 * @param caseId the case's id
 * @param caseVersion the case's version after the event; events of one case are ordered by it
 * @param kind investigation or welfare
 * @param state the case's state after the event
 * @param subject the person's key
 * @param at when it happened, by the domain clock
 * @param alert the alert that caused it, or null where none did
 * @param score what the person's score came to, where that caused it; else null
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
        @Nullable AlertSummary alert,
        @Nullable ScoreSummary score) {

    public static final String OPENED = "opened";
    public static final String ALERT_ATTACHED = "alert-attached";

    /** An alert was remediated or dismissed: whoever was paged need not come. */
    public static final String ALERT_SETTLED = "alert-settled";

    /** The person's score asks for more than before (S3-35). */
    public static final String BAND_RAISED = "band-raised";

    /** The person's score asks for less than before. */
    public static final String BAND_LOWERED = "band-lowered";

    /** The case learned what the person's score is; the band has not changed. */
    public static final String SCORED = "scored";

    /** What no score caused. */
    public CaseEvent(
            String id,
            String event,
            String caseId,
            long caseVersion,
            String kind,
            String state,
            String subject,
            Instant at,
            @Nullable AlertSummary alert) {
        this(id, event, caseId, caseVersion, kind, state, subject, at, alert, null);
    }

    /**
     * What a notice says of an alert.
     *
     * @param at event time at which the rule's condition was met
     */
    public record AlertSummary(
            String id, String rule, Severity severity, String title, String description, Instant at) {}

    /**
     * What a notice says of a score.
     *
     * @param risk the id of the {@link Risk} that says so
     * @param before the band that was published before, one of {@link Risk#BANDS}
     * @param band the band that holds since
     * @param score from 0 to 100
     * @param at the instant that the score is of
     * @param because what led to it, in sentences that name nobody; may be empty
     */
    public record ScoreSummary(String risk, String before, String band, double score, Instant at, String because) {}

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
            if (score != null) {
                json.writeObjectFieldStart("score");
                json.writeStringField("risk", score.risk());
                json.writeStringField("before", score.before());
                json.writeStringField("band", score.band());
                json.writeNumberField("score", score.score());
                ContractJson.write(json, "at", score.at());
                json.writeStringField("because", score.because());
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
            ScoreSummary score = null;
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
                    case "score" -> score = json.currentToken() == JsonToken.VALUE_NULL ? null : readScore(json);
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
                    alert,
                    score);
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

    private static ScoreSummary readScore(JsonParser json) throws IOException, MalformedMessageException {
        ContractJson.expectObject(json);
        String risk = null;
        String before = null;
        String band = null;
        Double score = null;
        Instant at = null;
        String because = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "risk" -> risk = ContractJson.text(json, name);
                case "before" -> before = ContractJson.word(json, "score.before", Risk.BANDS);
                case "band" -> band = ContractJson.word(json, "score.band", Risk.BANDS);
                case "score" -> score = ContractJson.decimal(json, "score.score", 0, Risk.HIGHEST_SCORE);
                case "at" -> at = ContractJson.time(json, name);
                case "because" -> because = ContractJson.text(json, name);
                default -> json.skipChildren();
            }
        }
        return new ScoreSummary(
                ContractJson.required(risk, "score.risk"),
                ContractJson.required(before, "score.before"),
                ContractJson.required(band, "score.band"),
                ContractJson.required(score, "score.score"),
                ContractJson.required(at, "score.at"),
                ContractJson.required(because, "score.because"));
    }

    private static Severity severity(String text) throws MalformedMessageException {
        try {
            return Severity.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("alert.severity: unknown");
        }
    }
}
