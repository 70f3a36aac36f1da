package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a task that HR's events began: a step of an off-boarding or an access verification; a value of
 * {@link Topic#CASE_EVENT} (S2-087 … S2-093, S2-096, S2-097).
 *
 * @param id unique; a repeat of the same id is the same event
 * @param event {@link #OPENED}, {@link #OVERDUE} (tell the owner), {@link #ESCALATED} (tell the SOC lead), {@link
 *     #CLOSED}, {@link #REOPENED} (an account that was said to be disabled did something)
 * @param task the task's id
 * @param kind {@code offboarding} or {@code access-verification}
 * @param step what is to be done, for example {@code disable-accounts}
 * @param subject the person's key
 * @param owner who has to do it: a department of the SOP (it, facilities, manager, soc) or an account
 * @param deadline by when, in domain time
 * @param at when the event happened, by the domain clock
 * @param receipt the HR event that began the task, or null
 * @param reason in words, where there is more to say
 */
public record TaskEvent(
        String id,
        String event,
        String task,
        String kind,
        String step,
        String subject,
        String owner,
        Instant deadline,
        Instant at,
        @Nullable String receipt,
        @Nullable String reason) {

    public static final String OPENED = "opened";
    public static final String OVERDUE = "overdue";
    public static final String ESCALATED = "escalated";
    public static final String CLOSED = "closed";
    public static final String REOPENED = "reopened";

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            ContractJson.write(json, "id", id);
            ContractJson.write(json, "event", event);
            ContractJson.write(json, "task", task);
            ContractJson.write(json, "kind", kind);
            ContractJson.write(json, "step", step);
            ContractJson.write(json, "subject", subject);
            ContractJson.write(json, "owner", owner);
            ContractJson.write(json, "deadline", deadline);
            ContractJson.write(json, "at", at);
            ContractJson.write(json, "receipt", receipt);
            ContractJson.write(json, "reason", reason);
            json.writeEndObject();
        });
    }

    public static TaskEvent read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            String id = null;
            String event = null;
            String task = null;
            String kind = null;
            String step = null;
            String subject = null;
            String owner = null;
            Instant deadline = null;
            Instant at = null;
            String receipt = null;
            String reason = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "id" -> id = ContractJson.text(json, name);
                    case "event" -> event = ContractJson.text(json, name);
                    case "task" -> task = ContractJson.text(json, name);
                    case "kind" -> kind = ContractJson.text(json, name);
                    case "step" -> step = ContractJson.text(json, name);
                    case "subject" -> subject = ContractJson.text(json, name);
                    case "owner" -> owner = ContractJson.text(json, name);
                    case "deadline" -> deadline = ContractJson.time(json, name);
                    case "at" -> at = ContractJson.time(json, name);
                    case "receipt" -> receipt = ContractJson.text(json, name);
                    case "reason" -> reason = ContractJson.text(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new TaskEvent(
                    ContractJson.required(id, "id"),
                    ContractJson.required(event, "event"),
                    ContractJson.required(task, "task"),
                    ContractJson.required(kind, "kind"),
                    ContractJson.required(step, "step"),
                    ContractJson.required(subject, "subject"),
                    ContractJson.required(owner, "owner"),
                    ContractJson.required(deadline, "deadline"),
                    ContractJson.required(at, "at"),
                    receipt,
                    reason);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }
}
