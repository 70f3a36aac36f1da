package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look at persons, told by a service that keeps no trail of its own; the value of {@link Topic#AUDIT}, durable before
 * the answer is given.
 *
 * @param id its name; the same for every delivery
 * @param service who answered, for example {@code hunting}
 * @param operation what was called, for example {@code hunt.stats}
 * @param actor the account's name
 * @param actorId the account's own key, which outlives a change of name; also the key of the record
 * @param at when, by the domain clock
 * @param asked the question as it was put; null where it named nothing
 * @param subjects whose data the answer shows, sorted, at most {@link #MOST_SUBJECTS}
 * @param people how many persons those are together with any that are not named
 * @param given false if nothing was shown
 */
public record AuditEntry(
        String id,
        String service,
        String operation,
        String actor,
        String actorId,
        Instant at,
        @Nullable String asked,
        List<String> subjects,
        long people,
        boolean given) {
    /** Of an answer about more people than this, the first are named and all are counted. */
    public static final int MOST_SUBJECTS = 1_000;

    public AuditEntry {
        subjects = List.copyOf(subjects);
    }

    public static AuditEntry read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            @Nullable String id = null;
            @Nullable String service = null;
            @Nullable String operation = null;
            @Nullable String actor = null;
            @Nullable String actorId = null;
            @Nullable Instant at = null;
            @Nullable String asked = null;
            @Nullable List<String> subjects = null;
            @Nullable Long people = null;
            @Nullable Boolean given = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "id" -> id = ContractJson.text(json, name);
                    case "service" -> service = ContractJson.text(json, name);
                    case "operation" -> operation = ContractJson.text(json, name);
                    case "actor" -> actor = ContractJson.text(json, name);
                    case "actorId" -> actorId = ContractJson.text(json, name);
                    case "at" -> at = ContractJson.time(json, name);
                    case "asked" -> asked = ContractJson.text(json, name);
                    case "subjects" -> subjects = ContractJson.texts(json, name);
                    case "people" -> people = ContractJson.number(json, name);
                    case "given" -> given = ContractJson.flag(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new AuditEntry(
                    ContractJson.required(id, "id"),
                    ContractJson.required(service, "service"),
                    ContractJson.required(operation, "operation"),
                    ContractJson.required(actor, "actor"),
                    ContractJson.required(actorId, "actorId"),
                    ContractJson.required(at, "at"),
                    asked,
                    ContractJson.required(subjects, "subjects"),
                    ContractJson.required(people, "people"),
                    ContractJson.required(given, "given"));
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("service", service);
            json.writeStringField("operation", operation);
            json.writeStringField("actor", actor);
            json.writeStringField("actorId", actorId);
            ContractJson.write(json, "at", at);
            if (asked != null) {
                json.writeStringField("asked", asked);
            }
            json.writeArrayFieldStart("subjects");
            for (String subject : subjects) {
                json.writeString(subject);
            }
            json.writeEndArray();
            json.writeNumberField("people", people);
            json.writeBooleanField("given", given);
            json.writeEndObject();
        });
    }
}
