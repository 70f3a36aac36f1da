package io.keepwatch.rules.backtest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.MalformedMessageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how alerts ended: {@code {"rule":"…","subject":"…","anchor":"…","outcome":"not-confirmed"}}, one a
 * line; without an anchor it holds for all the rule said of that person. The outcomes are those of a case; an alert that
 * was dismissed counts as not confirmed.
 */
public final class Outcomes {
    private static final Set<String> CONFIRMED =
            Set.of("malicious", "negligent", "compromised", "colluding", "confirmed");
    private static final Set<String> NOT_CONFIRMED = Set.of("not-confirmed", "dismissed");

    private final Map<String, Outcome> known = new HashMap<>();

    /** @throws MalformedMessageException naming the field */
    public void add(byte[] line) throws MalformedMessageException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = ContractJson.factory().createParser(line)) {
            ContractJson.expectObject(json);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                String text = json.currentToken() == JsonToken.VALUE_STRING ? ContractJson.text(json, name) : null;
                if (text != null) {
                    fields.put(name, text);
                } else {
                    json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
        String outcome = required(fields, "outcome");
        if (!CONFIRMED.contains(outcome) && !NOT_CONFIRMED.contains(outcome)) {
            throw new MalformedMessageException("outcome: expected malicious, negligent, compromised, colluding,"
                    + " confirmed, not-confirmed or dismissed");
        }
        known.put(
                key(required(fields, "rule"), required(fields, "subject"), fields.get("anchor")),
                CONFIRMED.contains(outcome) ? Outcome.CONFIRMED : Outcome.NOT_CONFIRMED);
    }

    private static String required(Map<String, String> fields, String name) throws MalformedMessageException {
        String value = fields.get(name);
        if (value == null) {
            throw new MalformedMessageException(name + ": missing");
        }
        return value;
    }

    private static String key(String rule, String subject, @Nullable String anchor) {
        return rule + '\n' + subject + '\n' + (anchor == null ? "" : anchor);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    Outcome of(Alert alert) {
        if (known.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        Outcome ofAnchor = known.get(key(alert.rule(), alert.subject(), alert.anchor()));
        return ofAnchor != null
                ? ofAnchor
                : known.getOrDefault(key(alert.rule(), alert.subject(), null), Outcome.UNKNOWN);
    }
}
