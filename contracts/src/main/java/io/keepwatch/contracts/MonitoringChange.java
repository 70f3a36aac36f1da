package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a monitoring period, told by the one who monitors; the value of {@link Topic#MONITORING}. Confirmation,
 * suspicion and all-clear go to HR only from these (S2-103, S2-105, S2-106).
 *
 * @param id derived from what it says, the same for every delivery
 * @param subject the person's key
 * @param period the period's name: the receipt of the event that began it
 * @param kind as in {@link HrEvent.Monitoring}, or {@link #EX_EMPLOYEE} for the watch
 * @param state {@link #ACTIVE} once for every receipt that began or lengthened the period, {@link #SUSPICION} once for
 *     every alert and once for a score that asks for an investigation, and at the end exactly one of {@link #EXPIRED} (its time was over) and {@link #ENDED} (withdrawn,
 *     rehired, reviewed)
 * @param from begin of the whole period, inclusive
 * @param until end of the whole period, exclusive; null while open
 * @param at when it came to this state, in domain time: of an expiry the period's end, however late it is noticed
 * @param recordedAt when it was noticed, by the domain clock
 * @param receipt the HR event that led to it, or null where none did
 * @param alert the alert that is the suspicion, or null where none is
 * @param rule that alert's rule, or null
 * @param severity that alert's severity, or null
 * @param reason in words, where there is more to say
 */
public record MonitoringChange(
        String id,
        String subject,
        String period,
        String kind,
        String state,
        Instant from,
        @Nullable Instant until,
        Instant at,
        Instant recordedAt,
        @Nullable String receipt,
        @Nullable String alert,
        @Nullable String rule,
        @Nullable String severity,
        @Nullable String reason) {

    /** The watch over the accounts of somebody who left. */
    public static final String EX_EMPLOYEE = "ex-employee";

    /** The rules know: this is the confirmation, not the acceptance of the event. */
    public static final String ACTIVE = "active";

    public static final String SUSPICION = "suspicion";
    public static final String EXPIRED = "expired";
    public static final String ENDED = "ended";

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            ContractJson.write(json, "id", id);
            ContractJson.write(json, "subject", subject);
            ContractJson.write(json, "period", period);
            ContractJson.write(json, "kind", kind);
            ContractJson.write(json, "state", state);
            ContractJson.write(json, "from", from);
            ContractJson.write(json, "until", until);
            ContractJson.write(json, "at", at);
            ContractJson.write(json, "recordedAt", recordedAt);
            ContractJson.write(json, "receipt", receipt);
            ContractJson.write(json, "alert", alert);
            ContractJson.write(json, "rule", rule);
            ContractJson.write(json, "severity", severity);
            ContractJson.write(json, "reason", reason);
            json.writeEndObject();
        });
    }

    public static MonitoringChange read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            String id = null;
            String subject = null;
            String period = null;
            String kind = null;
            String state = null;
            Instant from = null;
            Instant until = null;
            Instant at = null;
            Instant recordedAt = null;
            String receipt = null;
            String alert = null;
            String rule = null;
            String severity = null;
            String reason = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "id" -> id = ContractJson.text(json, name);
                    case "subject" -> subject = ContractJson.text(json, name);
                    case "period" -> period = ContractJson.text(json, name);
                    case "kind" -> kind = ContractJson.text(json, name);
                    case "state" -> state = ContractJson.text(json, name);
                    case "from" -> from = ContractJson.time(json, name);
                    case "until" -> until = ContractJson.time(json, name);
                    case "at" -> at = ContractJson.time(json, name);
                    case "recordedAt" -> recordedAt = ContractJson.time(json, name);
                    case "receipt" -> receipt = ContractJson.text(json, name);
                    case "alert" -> alert = ContractJson.text(json, name);
                    case "rule" -> rule = ContractJson.text(json, name);
                    case "severity" -> severity = ContractJson.text(json, name);
                    case "reason" -> reason = ContractJson.text(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new MonitoringChange(
                    ContractJson.required(id, "id"),
                    ContractJson.required(subject, "subject"),
                    ContractJson.required(period, "period"),
                    ContractJson.required(kind, "kind"),
                    ContractJson.required(state, "state"),
                    ContractJson.required(from, "from"),
                    until,
                    ContractJson.required(at, "at"),
                    ContractJson.required(recordedAt, "recordedAt"),
                    receipt,
                    alert,
                    rule,
                    severity,
                    reason);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }
}
