package io.keepwatch.hunting.asking;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 describes it, to the letter: lines end in CR LF, and a quote only stands in quotes, doubled. */
final class Csv {
    private Csv() {}

    static List<List<String>> read(String text) {
        List<List<String>> table = new ArrayList<>();
        List<String> row = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            StringBuilder cell = new StringBuilder();
            if (text.charAt(at) == '"') {
                at++;
                while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    cell.append(text.charAt(at++));
                }
                at++;
            } else {
                while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
                    if (text.charAt(at) == '"' || text.charAt(at) == '\n') {
                        throw new AssertionError("outside quotes at " + at);
                    }
                    cell.append(text.charAt(at++));
                }
            }
            row.add(cell.toString());
            if (text.charAt(at) == ',') {
                at++;
            } else if (text.startsWith("\r\n", at)) {
                at += 2;
                table.add(row);
                row = new ArrayList<>();
            } else {
                throw new AssertionError("no end of a cell at " + at);
            }
        }
        return table;
    }
}
