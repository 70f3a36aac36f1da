package io.keepwatch.hunting.asking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.hunting.activity.Column;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Activities as CSV by RFC 4180: lines end in CR LF, and a field with a comma, a quote or the end of a line is in quotes.
 * Lists are JSON. A text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do
 * not show.
 */
final class CsvLines {
    private static final String END = "\r\n";
    /** Also as the East writes them. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Writer out;

    CsvLines(Writer out) {
        this.out = out;
    }

    void header() throws IOException {
        String comma = "";
        for (Column column : Column.all()) {
            out.write(comma);
            out.write(column.name());
            comma = ",";
        }
        out.write(END);
    }

    void line(Activity activity) throws IOException {
        String comma = "";
        for (Column column : Column.all()) {
            out.write(comma);
            Object value = column.of(activity);
            if (value != null) {
                field(
                        switch (value) {
                            case String text -> text;
                            case Instant time -> Rfc3339.format(time);
                            case List<?> list -> json(list);
                            default -> value.toString();
                        });
            }
            comma = ",";
        }
        out.write(END);
    }

    private void field(String text) throws IOException {
        String safe = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.isEmpty() || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        out.write(quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }

    private static String json(List<?> list) {
        byte[] bytes = ContractJson.bytes(json -> {
            json.writeStartArray();
            for (Object one : list) {
                write(json, one);
            }
            json.writeEndArray();
        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, Object one) throws IOException {
        if (one instanceof Attachment attachment) {
            json.writeStartObject();
            if (attachment.name() != null) {
                json.writeStringField("name", attachment.name());
            }
            json.writeNumberField("bytes", attachment.bytes());
            json.writeEndObject();
        } else {
            json.writeString(String.valueOf(one));
        }
    }
}
