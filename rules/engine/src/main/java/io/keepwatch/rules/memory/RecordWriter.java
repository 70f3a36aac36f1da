package io.keepwatch.rules.memory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing array of bytes with the few primitives that stored records are made of. Reused; not thread-safe. */
public final class RecordWriter {
    private byte[] bytes = new byte[4096];
    private int size;

    public RecordWriter reset() {
        size = 0;
        return this;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    public int size() {
        return size;
    }

    public void raw(int b) {
        room(1);
        bytes[size++] = (byte) b;
    }

    /** A number that is small when not negative: seven bits a byte, least first. */
    public void number(long number) {
        room(10);
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** How many bytes {@link #number} takes for it. */
    static int lengthOf(long number) {
        return Math.max(1, (63 - Long.numberOfLeadingZeros(number)) / 7 + 1);
    }

    /** A number that is small on either side of zero. */
    public void signed(long number) {
        number((number << 1) ^ (number >> 63));
    }

    public void fixed(long number) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (number >>> shift);
        }
    }

    public void text(String text) {
        text(text.getBytes(StandardCharsets.UTF_8));
    }

    public void text(byte[] utf8) {
        number(utf8.length);
        bytes(utf8, 0, utf8.length);
    }

    void optional(@Nullable String text) {
        if (text == null) {
            number(0);
        } else {
            number(1);
            text(text);
        }
    }

    void time(long second, int nano) {
        signed(second);
        nano(nano);
    }

    /** A fraction of a second, shorter when it is whole milliseconds or microseconds. */
    void nano(int nano) {
        if (nano % 1_000_000 == 0) {
            number(nano / 1_000_000 * 3L);
        } else if (nano % 1_000 == 0) {
            number(nano / 1_000 * 3L + 1);
        } else {
            number(nano * 3L + 2);
        }
    }

    public void bytes(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    void append(RecordWriter other) {
        bytes(other.bytes, 0, other.size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
