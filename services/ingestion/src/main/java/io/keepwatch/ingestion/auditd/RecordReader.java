package io.keepwatch.ingestion.auditd;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.MalformedMessageException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line: {@code [node=NAME] type=TYPE msg=audit(SECONDS.MILLIS:SERIAL): field=value …}. Values are bare, in
 * quotes, or fields of their own in {@code msg='…'}; after the separator 0x1D the daemon repeats numbers as names.
 */
final class RecordReader {
    private static final char ENRICHED = '\u001d';
    private static final String STAMP = "audit(";
    /** The kernel's records have a few dozen; only an attack has more. */
    static final int MOST_FIELDS = 4_096;

    private static final int LONGEST_TYPE = 64;
    private static final int MOST_SECONDS_DIGITS = 11;
    private static final int MILLIS_DIGITS = 3;
    private static final long MILLIS = 1_000;

    private RecordReader() {}

    /** @throws MalformedMessageException if the line is no record; the reason is fit for the sender */
    static AuditRecord read(String line, long number, int size) throws MalformedMessageException {
        int separator = line.indexOf(ENRICHED);
        String said = separator < 0 ? line : line.substring(0, separator);
        int stampAt = said.indexOf(STAMP);
        int close = said.indexOf(')', Math.max(stampAt, 0));
        if (stampAt < 0 || close < 0) {
            throw new MalformedMessageException(
                    "not an audit record: expected type=… msg=audit(seconds.millis:serial)");
        }
        String head = said.substring(0, stampAt);
        String type = headField(head, "type=");
        if (type == null || type.length() > LONGEST_TYPE) {
            throw new MalformedMessageException("type: expected a record type");
        }
        String node = headField(head, "node=");
        if (node != null && node.length() > ActivityDraft.LONGEST_KEY) {
            throw new MalformedMessageException("node: longer than " + ActivityDraft.LONGEST_KEY + " characters");
        }
        AuditRecord.Stamp stamp = stamp(node == null ? "" : node, said.substring(stampAt + STAMP.length(), close));
        Map<String, Value> fields = new HashMap<>();
        readFields(said, close + 1, said.length(), true, fields);
        Map<String, String> names = new HashMap<>();
        if (separator >= 0) {
            Map<String, Value> enriched = new HashMap<>();
            readFields(line, separator + 1, line.length(), false, enriched);
            enriched.forEach((field, value) -> names.put(field.toLowerCase(Locale.ROOT), Value.printable(value.raw())));
        }
        return new AuditRecord(stamp, type, Map.copyOf(fields), Map.copyOf(names), number, size);
    }

    private static @Nullable String headField(String head, String name) {
        int at = head.indexOf(name);
        if (at < 0) {
            return null;
        }
        int from = at + name.length();
        int end = head.indexOf(' ', from);
        String value = head.substring(from, end < 0 ? head.length() : end);
        return value.isEmpty() ? null : Value.printable(value);
    }

    private static AuditRecord.Stamp stamp(String node, String text) throws MalformedMessageException {
        int dot = text.indexOf('.');
        int colon = text.indexOf(':');
        if (dot >= 0 && dot <= MOST_SECONDS_DIGITS && colon == dot + 1 + MILLIS_DIGITS) {
            Long seconds = Numbers.decimal(text.substring(0, dot));
            Long millis = Numbers.decimal(text.substring(dot + 1, colon));
            Long serial = Numbers.decimal(text.substring(colon + 1));
            if (seconds != null && millis != null && serial != null) {
                return new AuditRecord.Stamp(node, seconds * MILLIS + millis, serial);
            }
        }
        throw new MalformedMessageException("msg: expected audit(seconds.millis:serial) in numbers");
    }

    /** @param nests whether a value in single quotes may hold fields of its own; those hold none */
    private static void readFields(String text, int from, int to, boolean nests, Map<String, Value> fields)
            throws MalformedMessageException {
        int at = from;
        while (at < to) {
            int equals = text.indexOf('=', at);
            if (equals < 0 || equals >= to) {
                return;
            }
            String name = nameBefore(text, at, equals);
            int begin = equals + 1;
            if (nests && begin < to && text.charAt(begin) == '\'') {
                int end = text.lastIndexOf('\'', to - 1);
                int until = end <= begin ? to : end;
                readFields(text, begin + 1, until, false, fields);
                at = until + 1;
            } else if (begin < to && text.charAt(begin) == '"') {
                int end = text.indexOf('"', begin + 1);
                int until = end < 0 || end > to ? to : end;
                put(fields, name, new Value(text.substring(begin + 1, until), true));
                at = until + 1;
            } else {
                int end = endOfWord(text, begin, to);
                put(fields, name, new Value(text.substring(begin, end), false));
                at = end + 1;
            }
        }
    }

    private static void put(Map<String, Value> fields, String name, Value value) throws MalformedMessageException {
        if (!name.isEmpty()) {
            fields.putIfAbsent(name, value);
        }
        if (fields.size() > MOST_FIELDS) {
            throw new MalformedMessageException("more than " + MOST_FIELDS + " fields");
        }
    }

    /** The name is the last word before the equals sign: some records have prose in between. */
    private static String nameBefore(String text, int from, int equals) {
        int begin = equals;
        while (begin > from && !isGap(text.charAt(begin - 1)) && text.charAt(begin - 1) != ',') {
            begin--;
        }
        return text.substring(begin, equals);
    }

    private static int endOfWord(String text, int from, int to) {
        int end = from;
        while (end < to && !isGap(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '\t';
    }
}
