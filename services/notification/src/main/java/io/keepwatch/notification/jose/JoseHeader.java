package io.keepwatch.notification.jose;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protected header of a token, read by ourselves before anything is computed: only members that are known to be
 * harmless, each a short text. That keeps out compression, keys and addresses of keys inside the token, iterations that
 * the sender chooses, and extensions.
 *
 * @param members the texts by name
 */
record JoseHeader(Map<String, String> members) {
    private static final int LONGEST = 2_048;
    private static final int LONGEST_TEXT = 256;

    /** The sender's ephemeral key for key agreement; the one member that is an object. */
    private static final String EPHEMERAL = "epk";

    JoseHeader {
        members = Map.copyOf(members);
    }

    /** @throws UnacceptableException if there is any other member, or one of them twice */
    static JoseHeader read(String encoded, Set<String> known) throws UnacceptableException {
        if (encoded.length() > LONGEST) {
            throw new UnacceptableException("header: too long");
        }
        try (JsonParser json =
                ContractJson.factory().createParser(Base64.getUrlDecoder().decode(encoded))) {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnacceptableException("header: not an object");
            }
            Map<String, String> members = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (!known.contains(name)) {
                    throw new UnacceptableException("header: a member that is not on the list");
                }
                JsonToken value = json.nextToken();
                if (name.equals(EPHEMERAL) && value == JsonToken.START_OBJECT) {
                    json.skipChildren();
                } else if (value == JsonToken.VALUE_STRING && json.getTextLength() <= LONGEST_TEXT) {
                    members.put(name, json.getText());
                } else {
                    throw new UnacceptableException("header: a member that is no short text");
                }
            }
            if (json.nextToken() != null) {
                throw new UnacceptableException("header: more than one value");
            }
            return new JoseHeader(members);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnacceptableException("header: not JSON");
        }
    }

    @Nullable
    String get(String name) {
        return members.get(name);
    }

    /** The member, if it is one of these. */
    String oneOf(String name, Set<String> allowed) throws UnacceptableException {
        String value = members.getOrDefault(name, "");
        if (!allowed.contains(value)) {
            throw new UnacceptableException(name + ": not on the list");
        }
        return value;
    }
}
