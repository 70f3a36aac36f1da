package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is snoozed of a person: a message holds all, so that the newest one of a compacted topic is enough.
 *
 * @param subject the person
 * @param snoozes what is snoozed; empty once nothing is any more
 */
public record SubjectSnoozes(String subject, List<Snooze> snoozes) {

    public SubjectSnoozes {
        snoozes = List.copyOf(snoozes);
    }

    public static SubjectSnoozes read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            String subject = null;
            List<Snooze> snoozes = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "subject" -> subject = ContractJson.text(json, name);
                    case "snoozes" -> snoozes = snoozes(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new SubjectSnoozes(
                    ContractJson.required(subject, "subject"), ContractJson.required(snoozes, "snoozes"));
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static List<Snooze> snoozes(JsonParser json, String field) throws IOException, MalformedMessageException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedMessageException(field + ": expected an array");
        }
        List<Snooze> snoozes = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            snoozes.add(snooze(json, field + "[" + snoozes.size() + "]"));
        }
        return snoozes;
    }

    private static Snooze snooze(JsonParser json, String field) throws IOException, MalformedMessageException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedMessageException(field + ": expected an object");
        }
        @Nullable String id = null;
        @Nullable String rule = null;
        @Nullable String alert = null;
        @Nullable String reason = null;
        @Nullable String by = null;
        @Nullable Instant at = null;
        @Nullable Instant until = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = ContractJson.text(json, name);
                case "rule" -> rule = ContractJson.text(json, name);
                case "alert" -> alert = ContractJson.text(json, name);
                case "reason" -> reason = ContractJson.text(json, name);
                case "by" -> by = ContractJson.text(json, name);
                case "at" -> at = ContractJson.time(json, name);
                case "until" -> until = ContractJson.time(json, name);
                default -> json.skipChildren();
            }
        }
        return new Snooze(
                ContractJson.required(id, field + ".id"),
                ContractJson.required(rule, field + ".rule"),
                ContractJson.required(alert, field + ".alert"),
                ContractJson.required(reason, field + ".reason"),
                ContractJson.required(by, field + ".by"),
                ContractJson.required(at, field + ".at"),
                ContractJson.required(until, field + ".until"));
    }

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("subject", subject);
            json.writeArrayFieldStart("snoozes");
            for (Snooze snooze : snoozes) {
                json.writeStartObject();
                json.writeStringField("id", snooze.id());
                json.writeStringField("rule", snooze.rule());
                json.writeStringField("alert", snooze.alert());
                json.writeStringField("reason", snooze.reason());
                json.writeStringField("by", snooze.by());
                ContractJson.write(json, "at", snooze.at());
                ContractJson.write(json, "until", snooze.until());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
