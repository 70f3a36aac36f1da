package io.keepwatch.notification.hr;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.notification.Problem.Violation;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one body of the HR door and names everything that is wrong with it. Fields it does not know it passes over. */
final class HrNoticeReader {
    private static final int LONGEST_DETAIL = 1_000;
    private static final int MOST_DETAILS = 32;

    private final Instant now;
    private final Horizon horizon;
    private final List<Violation> violations = new ArrayList<>();
    private @Nullable String event;
    private @Nullable String subject;
    private @Nullable LocalDate effective;
    private @Nullable Instant occurred;
    private Map<String, String> detail = Map.of();

    private HrNoticeReader(Instant now, Horizon horizon) {
        this.now = now;
        this.horizon = horizon;
    }

    /** A notice or all that is wrong with it. */
    sealed interface Reading {
        record Readable(HrNotice notice) implements Reading {}

        record Unreadable(List<Violation> violations) implements Reading {}
    }

    /**
     * Reads a body.
     *
     * @param now the domain clock's time: the default of {@code occurred}
     * @param horizon the days that are believed
     */
    static Reading read(byte[] body, Instant now, Horizon horizon) {
        return new HrNoticeReader(now, horizon).read(body);
    }

    private Reading read(byte[] body) {
        try (JsonParser json = ContractJson.factory().createParser(body)) {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return unreadable("body", "expected a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json);
            }
            if (json.nextToken() != null) {
                return unreadable("body", "more than one JSON value");
            }
        } catch (IOException e) {
            return unreadable("body", ContractJson.malformed(e).reason());
        }
        return judge();
    }

    private void field(JsonParser json) throws IOException {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
            case "event" -> event = text(json, name);
            case "subject" -> subject = text(json, name);
            case "effective" -> effective = date(name, text(json, name));
            case "occurred" -> occurred = time(name, text(json, name));
            case "detail" -> detail = details(json);
            default -> json.skipChildren();
        }
    }

    private Reading judge() {
        HrEventName name = eventName();
        String person = person();
        if (effective != null && !horizon.holds(effective)) {
            wrong("effective", "expected a date " + horizon.inWords());
        }
        Instant happened = (occurred == null ? now : occurred).truncatedTo(ChronoUnit.MICROS);
        if (!horizon.holds(happened)) {
            wrong("occurred", "expected a time " + horizon.inWords());
        }
        HrDetail details = new HrDetail(detail, horizon, violations);
        details.day("lastDay");
        details.time("from");
        Instant until = details.time("until");
        if (until != null && !until.isAfter(happened)) {
            wrong("detail.until", "must lie after occurred");
        }
        if (name != null) {
            name.neededDetails().forEach(details::need);
        }
        if (name == null || person == null || !violations.isEmpty()) {
            return new Reading.Unreadable(List.copyOf(violations));
        }
        return new Reading.Readable(new HrNotice(
                name,
                person,
                effective,
                happened,
                name.endsByDetail() ? until : null,
                name == HrEventName.WITHDRAWN ? detail.get("receipt") : null,
                detail));
    }

    private @Nullable HrEventName eventName() {
        if (event == null) {
            missing("event");
            return null;
        }
        HrEventName name = HrEventName.of(event).orElse(null);
        if (name == null) {
            wrong("event", "unknown; accepted: " + HrEventName.wireNames());
        }
        return name;
    }

    private @Nullable String person() {
        if (subject == null) {
            missing("subject");
            return null;
        }
        if (!PersonKey.isOne(subject)) {
            wrong("subject", PersonKey.EXPECTED);
        }
        return subject;
    }

    private @Nullable String text(JsonParser json, String field) throws IOException {
        switch (json.currentToken()) {
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_STRING -> {
                return printable(json.getText(), field);
            }
            default -> {
                wrong(field, "expected text");
                json.skipChildren();
                return null;
            }
        }
    }

    private String printable(String text, String field) {
        if (!PersonKey.isPrintable(text)) {
            wrong(field, "contains characters that cannot be printed");
        }
        return text;
    }

    private @Nullable LocalDate date(String field, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            wrong(field, "expected a date, as in 2026-02-20");
            return null;
        }
    }

    private @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null ? null : Rfc3339.parse(text, field);
        } catch (MalformedMessageException e) {
            wrong(field, "expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z");
            return null;
        }
    }

    private Map<String, String> details(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            wrong("detail", "expected an object");
            json.skipChildren();
            return Map.of();
        }
        Map<String, String> details = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            String value = detail(json, "detail." + printable(name, "detail"));
            if (value != null) {
                details.put(name, value);
            }
        }
        if (details.size() > MOST_DETAILS) {
            wrong("detail", "more than " + MOST_DETAILS + " entries");
        }
        return details;
    }

    private @Nullable String detail(JsonParser json, String field) throws IOException {
        switch (json.currentToken()) {
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String text = printable(json.getText(), field);
                if (text.length() > LONGEST_DETAIL) {
                    wrong(field, "longer than " + LONGEST_DETAIL + " characters");
                }
                return text;
            }
            default -> {
                wrong(field, "expected text, number or flag");
                json.skipChildren();
                return null;
            }
        }
    }

    private void missing(String field) {
        if (violations.stream().noneMatch(violation -> violation.field().equals(field))) {
            wrong(field, "missing");
        }
    }

    private void wrong(String field, String message) {
        violations.add(new Violation(field, message));
    }

    private static Reading unreadable(String field, String message) {
        return new Reading.Unreadable(List.of(new Violation(field, message)));
    }
}
