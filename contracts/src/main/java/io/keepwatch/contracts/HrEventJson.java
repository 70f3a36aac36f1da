package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one streaming reader and writer of {@link HrEvent}, and the reader of what HR posts. */
public final class HrEventJson {
    private HrEventJson() {}

    /**
     * The body of {@code POST /v1/hr/events}.
     *
     * @param occurred absent where HR gives only a day
     */
    public record Notice(
            String event,
            String subject,
            @Nullable LocalDate effective,
            @Nullable Instant occurred,
            Map<String, String> detail) {}

    /** Reads what HR posted; the fields that only we set are ignored. */
    public static Notice readNotice(byte[] body) throws MalformedMessageException {
        Draft draft = draft(body);
        return new Notice(
                ContractJson.required(draft.event, "event"),
                ContractJson.required(draft.subject, "subject"),
                draft.effective,
                draft.occurred,
                draft.detail);
    }

    public static HrEvent read(byte[] message) throws MalformedMessageException {
        Draft draft = draft(message);
        return new HrEvent(
                ContractJson.required(draft.receipt, "receipt"),
                ContractJson.required(draft.event, "event"),
                ContractJson.required(draft.subject, "subject"),
                draft.effective,
                ContractJson.required(draft.occurred, "occurred"),
                ContractJson.required(draft.receivedAt, "receivedAt"),
                draft.detail,
                draft.monitoring,
                draft.context,
                draft.withdraws);
    }

    public static byte[] write(HrEvent event) {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("receipt", event.receipt());
            json.writeStringField("event", event.event());
            json.writeStringField("subject", event.subject());
            if (event.effective() != null) {
                json.writeStringField("effective", event.effective().toString());
            }
            ContractJson.write(json, "occurred", event.occurred());
            ContractJson.write(json, "receivedAt", event.receivedAt());
            json.writeObjectFieldStart("detail");
            for (Map.Entry<String, String> entry : new TreeMap<>(event.detail()).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            if (event.monitoring() != null) {
                json.writeObjectFieldStart("monitoring");
                json.writeStringField("kind", event.monitoring().kind());
                ContractJson.write(json, "from", event.monitoring().from());
                ContractJson.write(json, "until", event.monitoring().until());
                json.writeEndObject();
            }
            if (event.context() != null) {
                json.writeObjectFieldStart("context");
                json.writeStringField("factor", event.context().factor());
                ContractJson.write(json, "from", event.context().from());
                ContractJson.write(json, "until", event.context().until());
                json.writeEndObject();
            }
            ContractJson.write(json, "withdraws", event.withdraws());
            json.writeEndObject();
        });
    }

    private static final class Draft {
        private @Nullable String receipt;
        private @Nullable String event;
        private @Nullable String subject;
        private @Nullable LocalDate effective;
        private @Nullable Instant occurred;
        private @Nullable Instant receivedAt;
        private Map<String, String> detail = Map.of();
        private HrEvent.@Nullable Monitoring monitoring;
        private HrEvent.@Nullable Context context;
        private @Nullable String withdraws;
    }

    private static Draft draft(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            Draft draft = new Draft();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "receipt" -> draft.receipt = ContractJson.text(json, name);
                    case "event" -> draft.event = ContractJson.text(json, name);
                    case "subject" -> draft.subject = ContractJson.text(json, name);
                    case "effective" -> draft.effective = date(ContractJson.text(json, name), name);
                    case "occurred" -> draft.occurred = ContractJson.time(json, name);
                    case "receivedAt" -> draft.receivedAt = ContractJson.time(json, name);
                    case "detail" -> draft.detail = detail(json);
                    case "monitoring" -> draft.monitoring = monitoring(json);
                    case "context" -> draft.context = context(json);
                    case "withdraws" -> draft.withdraws = ContractJson.text(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return draft;
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static @Nullable LocalDate date(@Nullable String text, String field) throws MalformedMessageException {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new MalformedMessageException(field + ": expected a date, as in 2026-02-20");
        }
    }

    private static Map<String, String> detail(JsonParser json) throws IOException, MalformedMessageException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedMessageException("detail: expected an object");
        }
        Map<String, String> detail = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            String value = switch (json.nextToken()) {
                case VALUE_NULL -> null;
                case VALUE_STRING -> ContractJson.printable(json, "detail." + name);
                case VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
                default -> throw new MalformedMessageException("detail." + name + ": expected text, number or flag");
            };
            if (value != null) {
                detail.put(name, value);
            }
        }
        return detail;
    }

    private static HrEvent.@Nullable Monitoring monitoring(JsonParser json)
            throws IOException, MalformedMessageException {
        Span span = span(json, "monitoring", "kind");
        return span == null ? null : new HrEvent.Monitoring(span.name(), span.from(), span.until());
    }

    private static HrEvent.@Nullable Context context(JsonParser json) throws IOException, MalformedMessageException {
        Span span = span(json, "context", "factor");
        return span == null ? null : new HrEvent.Context(span.name(), span.from(), span.until());
    }

    private record Span(String name, Instant from, @Nullable Instant until) {}

    private static @Nullable Span span(JsonParser json, String field, String named)
            throws IOException, MalformedMessageException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        ContractJson.expectObject(json);
        String spanName = null;
        Instant from = null;
        Instant until = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(named)) {
                spanName = ContractJson.text(json, field + "." + name);
            } else if (name.equals("from")) {
                from = ContractJson.time(json, field + ".from");
            } else if (name.equals("until")) {
                until = ContractJson.time(json, field + ".until");
            } else {
                json.skipChildren();
            }
        }
        return new Span(
                ContractJson.required(spanName, field + "." + named),
                ContractJson.required(from, field + ".from"),
                until);
    }
}
