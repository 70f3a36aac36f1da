package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;

/**
 * An identity claimed an account that had been judged under a name of its own: from now on everything known of {@link
 * #from} belongs to {@link #to}.
 *
 * @param from the unresolved subject, for example {@code account:okta/jdoe}
 * @param to the person's subject
 * @param at when the identity claimed it, in event time
 */
public record SubjectMerged(String from, String to, Instant at) {

    public static SubjectMerged read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            String from = null;
            String to = null;
            Instant at = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "from" -> from = ContractJson.text(json, name);
                    case "to" -> to = ContractJson.text(json, name);
                    case "at" -> at = ContractJson.time(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new SubjectMerged(
                    ContractJson.required(from, "from"),
                    ContractJson.required(to, "to"),
                    ContractJson.required(at, "at"));
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("from", from);
            json.writeStringField("to", to);
            ContractJson.write(json, "at", at);
            json.writeEndObject();
        });
    }
}
