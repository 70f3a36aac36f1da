package io.keepwatch.notification.hr;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them: fields in quotes may hold commas, quotes (doubled) and line breaks. Blank
 * lines and a byte order mark are passed over.
 */
final class CsvLines {
    private final String text;
    private int at;
    private int number = 1;

    private CsvLines(String text) {
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /**
     * One record.
     *
     * @param number of the line on which it begins, from 1
     * @param broken true if a quote stands where none may or is never closed
     */
    record Line(int number, List<String> fields, boolean broken) {}

    static List<Line> of(String text) {
        CsvLines csv = new CsvLines(text);
        List<Line> lines = new ArrayList<>();
        while (csv.at < text.length()) {
            Line line = csv.next();
            if (line.broken()
                    || line.fields().size() > 1
                    || !line.fields().getFirst().isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Line next() {
        int begin = number;
        List<String> fields = new ArrayList<>();
        boolean broken = false;
        while (true) {
            StringBuilder field = new StringBuilder();
            broken |= at < text.length() && text.charAt(at) == '"' ? quoted(field) : plain(field);
            fields.add(field.toString());
            if (at >= text.length()) {
                return new Line(begin, fields, broken);
            }
            char end = text.charAt(at++);
            if (end == '\n') {
                number++;
                return new Line(begin, fields, broken);
            }
        }
    }

    /** Up to the next comma or line break; true if there is a quote in it. */
    private boolean plain(StringBuilder field) {
        boolean broken = false;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            char letter = text.charAt(at++);
            broken |= letter == '"';
            if (letter != '\r') {
                field.append(letter);
            }
        }
        return broken;
    }

    /** Up to the closing quote; true if there is none, or something behind it. */
    private boolean quoted(StringBuilder field) {
        at++;
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter != '"') {
                if (letter == '\n') {
                    number++;
                }
                field.append(letter);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                StringBuilder behind = new StringBuilder();
                return plain(behind) || !behind.isEmpty();
            }
        }
        return true;
    }
}
