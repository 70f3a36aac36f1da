package io.keepwatch.ingestion.auditd;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program's arguments, its name first, separated by spaces. EXECVE records hold them one by one, long ones in pieces
 * ({@code a2[0]}, {@code a2[1]}, …) that may lie in several records; where those were lost, PROCTITLE holds the beginning.
 */
final class Arguments {
    /** Longest text given out, in characters; what is longer ends in the mark. */
    static final int LONGEST = 65_536;

    /** Stands where something is missing. */
    static final String MISSING = "…";

    private static final Pattern NAME = Pattern.compile("a(\\d{1,6})(?:\\[(\\d{1,6})])?");

    private Arguments() {}

    static @Nullable String of(AuditEvent event) {
        SortedMap<Integer, SortedMap<Integer, Value>> pieces = new TreeMap<>();
        event.all("EXECVE").forEach(execve -> collect(execve.fields(), pieces));
        if (pieces.isEmpty()) {
            AuditRecord title = event.first("PROCTITLE");
            Value value = title == null ? null : title.fields().get("proctitle");
            return value == null ? null : limited(titleOf(value));
        }
        StringBuilder text = new StringBuilder();
        int expected = 0;
        for (Map.Entry<Integer, SortedMap<Integer, Value>> argument : pieces.entrySet()) {
            if (argument.getKey() > expected) {
                append(text, MISSING);
            }
            append(text, joined(argument.getValue()));
            expected = argument.getKey() + 1;
            if (text.length() > LONGEST) {
                break;
            }
        }
        if (expected < count(event)) {
            append(text, MISSING);
        }
        return limited(text.toString());
    }

    private static void collect(Map<String, Value> fields, SortedMap<Integer, SortedMap<Integer, Value>> pieces) {
        fields.forEach((name, value) -> {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                int piece = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
                pieces.computeIfAbsent(Integer.parseInt(matcher.group(1)), argument -> new TreeMap<>())
                        .putIfAbsent(piece, value);
            }
        });
    }

    private static String joined(SortedMap<Integer, Value> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int expected = 0;
        for (Map.Entry<Integer, Value> piece : pieces.entrySet()) {
            if (piece.getKey() > expected) {
                bytes.writeBytes(MISSING.getBytes(StandardCharsets.UTF_8));
            }
            bytes.writeBytes(piece.getValue().bytes());
            expected = piece.getKey() + 1;
        }
        return Value.printable(bytes.toString(StandardCharsets.UTF_8));
    }

    private static long count(AuditEvent event) {
        return event.all("EXECVE")
                .map(execve -> execve.number("argc"))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** In a title, arguments end with a NUL. */
    private static String titleOf(Value value) {
        String title = new String(value.bytes(), StandardCharsets.UTF_8);
        int end = title.length();
        while (end > 0 && title.charAt(end - 1) == '\0') {
            end--;
        }
        return title.substring(0, end).replace('\0', ' ');
    }

    private static void append(StringBuilder text, String argument) {
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(argument);
    }

    private static String limited(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int cut = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, cut) + MISSING;
    }
}
