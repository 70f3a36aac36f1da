package io.keepwatch.ingestion.auditd;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A field's value as it stands in a record. The audit system quotes text it can print and writes all other text in hex,
 * in capitals; whether a value was quoted therefore decides how it is read.
 *
 * @param raw without quotes
 * @param quoted whether it stood in quotes
 */
record Value(String raw, boolean quoted) {
    private static final char UNREADABLE = '\uFFFD';

    /** The text somebody else chose: a path, a name, an argument; null where the record says that there is none. */
    @Nullable
    String text() {
        if (quoted) {
            return printable(raw);
        }
        if (isAbsent()) {
            return null;
        }
        return isHex() ? printable(new String(bytes(), StandardCharsets.UTF_8)) : printable(raw);
    }

    /** The bytes of a text, for values that come in pieces. */
    byte[] bytes() {
        return !quoted && isHex() ? HexFormat.of().parseHex(raw) : raw.getBytes(StandardCharsets.UTF_8);
    }

    /** A word of the audit system itself, such as a number or a result; never hex. */
    @Nullable
    String word() {
        return !quoted && isAbsent() ? null : printable(raw);
    }

    boolean isHex() {
        if (raw.isEmpty() || raw.length() % 2 != 0) {
            return false;
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    private boolean isAbsent() {
        return raw.isEmpty() || raw.equals("?") || raw.equals("(null)") || raw.equals("(none)");
    }

    /** No consumer of an activity takes a NUL; half surrogate pairs cannot come out of UTF-8. */
    static String printable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', UNREADABLE);
    }
}
