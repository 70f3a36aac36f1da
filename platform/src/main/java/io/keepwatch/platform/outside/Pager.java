package io.keepwatch.platform.outside;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A double of PagerDuty's Events API v2: what it takes, what it refuses, and how it answers. */
final class Pager {
    static final String PATH = "/pager/v2/enqueue";
    static final int TAKEN = 202;
    static final int REFUSED = 400;

    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_SUMMARY = 1_024;
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    private final ObjectMapper json = new ObjectMapper();

    /** @param answer JSON */
    record Judged(int status, byte[] answer) {}

    Judged judge(byte[] body) {
        JsonNode event = parsed(body);
        List<String> errors = event == null ? List.of("not JSON") : errors(event);
        ObjectNode answer = json.createObjectNode();
        if (errors.isEmpty() && event != null) {
            answer.put("status", "success").put("message", "Event processed");
            answer.put("dedup_key", event.path("dedup_key").asText());
            return new Judged(TAKEN, bytes(answer));
        }
        answer.put("status", "invalid event").put("message", "Event object is invalid");
        errors.forEach(answer.putArray("errors")::add);
        return new Judged(REFUSED, bytes(answer));
    }

    private @Nullable JsonNode parsed(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static List<String> errors(JsonNode event) {
        List<String> errors = new ArrayList<>();
        String action = event.path("event_action").asText();
        if (event.path("routing_key").asText().isEmpty()) {
            errors.add("routing_key is missing");
        }
        if (!ACTIONS.contains(action)) {
            errors.add("event_action must be one of trigger, acknowledge, resolve");
        }
        String key = event.path("dedup_key").asText();
        if (key.length() > LONGEST_KEY || key.isEmpty() && !action.equals("trigger")) {
            errors.add("dedup_key must have 1 to " + LONGEST_KEY + " characters");
        }
        if (action.equals("trigger")) {
            JsonNode payload = event.path("payload");
            String summary = payload.path("summary").asText();
            if (summary.isEmpty() || summary.length() > LONGEST_SUMMARY) {
                errors.add("payload.summary must have 1 to " + LONGEST_SUMMARY + " characters");
            }
            if (payload.path("source").asText().isEmpty()) {
                errors.add("payload.source is missing");
            }
            if (!SEVERITIES.contains(payload.path("severity").asText())) {
                errors.add("payload.severity must be one of critical, error, warning, info");
            }
        }
        return errors;
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
