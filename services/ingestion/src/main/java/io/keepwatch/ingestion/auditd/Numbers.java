package io.keepwatch.ingestion.auditd;

import org.jspecify.annotations.Nullable;

/** Numbers as records hold them; what is not one is null, never an exception. */
final class Numbers {
    private static final int MOST_DIGITS = 18;
    private static final int HEX = 16;
    private static final int MOST_HEX_DIGITS = 16;

    private Numbers() {}

    static @Nullable Long decimal(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** Base 16 without a prefix, as the kernel writes registers. */
    static @Nullable Long hex(String text) {
        if (text.isEmpty() || text.length() > MOST_HEX_DIGITS) {
            return null;
        }
        try {
            return Long.parseUnsignedLong(text, HEX);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
