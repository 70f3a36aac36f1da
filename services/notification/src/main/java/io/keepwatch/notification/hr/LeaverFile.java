package io.keepwatch.notification.hr;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.notification.hr.LeaversAnswer.LineError;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list of leavers as it was sent: CSV with a header, or one JSON object a line. A line that says nothing is told by
 * its number; the others count. Columns that are not ours are passed over.
 */
final class LeaverFile {
    static final int MOST_LINES = 50_000;

    private static final Set<String> COLUMNS = Set.of("subject", "effective", "ticket");
    private static final int LONGEST_TICKET = 200;

    private final Horizon horizon;
    private final List<LineError> errors = new ArrayList<>();
    private final Map<String, Leaver> leavers = new LinkedHashMap<>();
    private int lines;
    private int repeats;

    private LeaverFile(Horizon horizon) {
        this.horizon = horizon;
    }

    /**
     * What stands in it.
     *
     * @param leavers each person once
     * @param lines lines with content
     * @param repeats lines that say what an earlier one said
     */
    record Content(List<Leaver> leavers, int lines, int repeats, List<LineError> errors) {}

    /** The file as a whole cannot be used. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String reason) {
            super(reason, null, false, false);
        }
    }

    static Content csv(String text, Horizon horizon) throws UnusableException {
        return new LeaverFile(horizon).readCsv(text);
    }

    static Content ndjson(String text, Horizon horizon) throws UnusableException {
        return new LeaverFile(horizon).readNdjson(text);
    }

    private Content readCsv(String text) throws UnusableException {
        List<CsvLines.Line> read = CsvLines.of(text);
        if (read.isEmpty()) {
            throw new UnusableException("the list is empty");
        }
        List<String> header = read.getFirst().fields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!header.contains("subject")) {
            throw new UnusableException("the first line must name the columns, one of them subject");
        }
        for (CsvLines.Line line : read.subList(1, read.size())) {
            count();
            if (line.broken()) {
                errors.add(new LineError(line.number(), "line", "a quoted field that is not closed properly"));
            } else if (line.fields().size() != header.size()) {
                errors.add(new LineError(line.number(), "line", "expected " + header.size() + " columns"));
            } else {
                Map<String, String> values = new HashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    values.putIfAbsent(header.get(i), line.fields().get(i).strip());
                }
                add(line.number(), values);
            }
        }
        return content();
    }

    private Content readNdjson(String text) throws UnusableException {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                count();
                Map<String, String> values = object(number, line);
                if (values != null) {
                    add(number, values);
                }
            }
        }
        return content();
    }

    private void count() throws UnusableException {
        if (++lines > MOST_LINES) {
            throw new UnusableException("more than " + MOST_LINES + " lines");
        }
    }

    private Content content() throws UnusableException {
        if (lines == 0) {
            throw new UnusableException("the list is empty");
        }
        return new Content(List.copyOf(leavers.values()), lines, repeats, errors);
    }

    private @Nullable Map<String, String> object(int number, String line) {
        try (JsonParser json = ContractJson.factory().createParser(line)) {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                errors.add(new LineError(number, "line", "expected a JSON object"));
                return null;
            }
            Map<String, String> values = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (!COLUMNS.contains(name) || value == JsonToken.VALUE_NULL) {
                    json.skipChildren();
                } else if (value == JsonToken.VALUE_STRING) {
                    values.put(name, json.getText());
                } else {
                    errors.add(new LineError(number, name, "expected text"));
                    return null;
                }
            }
            if (json.nextToken() != null) {
                errors.add(new LineError(number, "line", "more than one JSON value"));
                return null;
            }
            return values;
        } catch (IOException e) {
            errors.add(new LineError(number, "line", ContractJson.malformed(e).reason()));
            return null;
        }
    }

    private void add(int number, Map<String, String> values) {
        int before = errors.size();
        String subject = values.getOrDefault("subject", "");
        if (subject.isEmpty()) {
            errors.add(new LineError(number, "subject", "missing"));
        } else if (!PersonKey.isOne(subject)) {
            errors.add(new LineError(number, "subject", PersonKey.EXPECTED));
        }
        LocalDate effective = effective(number, values.getOrDefault("effective", ""));
        String ticket = values.getOrDefault("ticket", "");
        if (ticket.length() > LONGEST_TICKET || !PersonKey.isPrintable(ticket)) {
            errors.add(new LineError(number, "ticket", "expected up to " + LONGEST_TICKET + " printable characters"));
        }
        if (errors.size() > before) {
            return;
        }
        Leaver leaver = new Leaver(number, subject, effective, ticket.isEmpty() ? null : ticket);
        Leaver first = leavers.putIfAbsent(subject, leaver);
        if (first != null && first.saysTheSameAs(leaver)) {
            repeats++;
        } else if (first != null) {
            errors.add(new LineError(number, "effective", "line " + first.line() + " says another day"));
        }
    }

    private @Nullable LocalDate effective(int number, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!horizon.holds(day)) {
                errors.add(new LineError(number, "effective", "expected a date " + horizon.inWords()));
            }
            return day;
        } catch (DateTimeParseException e) {
            errors.add(new LineError(number, "effective", "expected a date, as in 2026-02-20"));
            return null;
        }
    }
}
