package io.keepwatch.notification.jose;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What a signed body may say of itself beside the event: for whom it is and for how long (RFC 7519). None of it is
 * needed; what is there must be true, so that a body signed for somebody else cannot be sealed again for us.
 */
final class Claims {
    private static final String AUDIENCE = "keepwatch";
    private static final Duration SKEW = Duration.ofMinutes(5);

    private Claims() {}

    /** A body that is no JSON says nothing of itself; whoever reads the event finds that. */
    static void check(byte[] payload, Instant now) throws UnacceptableException {
        try (JsonParser json = ContractJson.factory().createParser(payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "aud" -> audience(json);
                    case "exp" -> {
                        if (now.minus(SKEW).getEpochSecond() >= seconds(json)) {
                            throw new UnacceptableException("exp: over");
                        }
                    }
                    case "nbf", "iat" -> {
                        if (now.plus(SKEW).getEpochSecond() < seconds(json)) {
                            throw new UnacceptableException(name + ": not yet");
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            return;
        }
    }

    private static void audience(JsonParser json) throws IOException, UnacceptableException {
        boolean meant = false;
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                meant |= json.currentToken() == JsonToken.VALUE_STRING && AUDIENCE.equals(json.getText());
                json.skipChildren();
            }
        } else {
            meant = json.currentToken() == JsonToken.VALUE_STRING && AUDIENCE.equals(json.getText());
            json.skipChildren();
        }
        if (!meant) {
            throw new UnacceptableException("aud: for somebody else");
        }
    }

    private static long seconds(JsonParser json) throws IOException, UnacceptableException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new UnacceptableException("a time that is no number of seconds");
        }
        return json.getLongValue();
    }
}
