package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a notice; the value of {@link Topic#NOTICE_RESULT}, for the person's timeline.
 *
 * @param id the notice's name and result; the same for every delivery
 * @param subject the person the notice is about
 * @param kind {@code confirmation}, {@code suspicion}, {@code all-clear}, {@code case} or {@code task}
 * @param channel {@code hr}, {@code mail}, {@code webhook} or {@code pager}
 * @param result {@link #DELIVERED} or {@link #FAILED} (for good)
 * @param at when, by the domain clock
 * @param about the id of the message that the notice came from
 * @param reason why it failed, or null; without personal data
 */
public record NoticeResult(
        String id,
        String subject,
        String kind,
        String channel,
        String result,
        Instant at,
        String about,
        @Nullable String reason) {

    public static final String DELIVERED = "delivered";
    public static final String FAILED = "failed";

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            ContractJson.write(json, "id", id);
            ContractJson.write(json, "subject", subject);
            ContractJson.write(json, "kind", kind);
            ContractJson.write(json, "channel", channel);
            ContractJson.write(json, "result", result);
            ContractJson.write(json, "at", at);
            ContractJson.write(json, "about", about);
            ContractJson.write(json, "reason", reason);
            json.writeEndObject();
        });
    }

    public static NoticeResult read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            String id = null;
            String subject = null;
            String kind = null;
            String channel = null;
            String result = null;
            Instant at = null;
            String about = null;
            String reason = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "id" -> id = ContractJson.text(json, name);
                    case "subject" -> subject = ContractJson.text(json, name);
                    case "kind" -> kind = ContractJson.text(json, name);
                    case "channel" -> channel = ContractJson.text(json, name);
                    case "result" -> result = ContractJson.text(json, name);
                    case "at" -> at = ContractJson.time(json, name);
                    case "about" -> about = ContractJson.text(json, name);
                    case "reason" -> reason = ContractJson.text(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new NoticeResult(
                    ContractJson.required(id, "id"),
                    ContractJson.required(subject, "subject"),
                    ContractJson.required(kind, "kind"),
                    ContractJson.required(channel, "channel"),
                    ContractJson.required(result, "result"),
                    ContractJson.required(at, "at"),
                    ContractJson.required(about, "about"),
                    reason);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }
}
