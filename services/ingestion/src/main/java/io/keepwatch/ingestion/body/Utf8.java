package io.keepwatch.ingestion.body;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8: no overlong forms, no encoded surrogates, nothing beyond U+10FFFF, no NUL. Parsers are laxer where they
 * skip a value, and take a NUL for a hint at UTF-16.
 */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private Utf8() {}

    public static boolean isText(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (at + Long.BYTES <= end) {
                long eight = (long) LONGS.get(bytes, at);
                // The first term shows bytes from 0x80 on, the second a zero byte.
                if (((eight | (eight - LOW_BITS)) & HIGH_BITS) == 0) {
                    at += Long.BYTES;
                    continue;
                }
            }
            int width = width(bytes, at, end);
            if (width == 0) {
                return false;
            }
            at += width;
        }
        return true;
    }

    /** Bytes of the character that begins here; 0 if none does. */
    private static int width(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return first == 0 ? 0 : 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + width > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < width; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return width;
    }
}
