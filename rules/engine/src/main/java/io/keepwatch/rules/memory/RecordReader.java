package io.keepwatch.rules.memory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote. A record that cannot be read is an {@link IllegalStateException}, never a guess. */
public final class RecordReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    public RecordReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private RecordReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** A record that was read before, from somewhere in it on. */
    static RecordReader from(byte[] bytes, int position) {
        return new RecordReader(bytes, position, bytes.length);
    }

    /** The whole record, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} it reads next. */
    int position() {
        return at;
    }

    public boolean hasMore() {
        return at < end;
    }

    public int raw() {
        need(1);
        return bytes[at++] & 0xff;
    }

    public long number() {
        if (at < end && bytes[at] >= 0) {
            return bytes[at++];
        }
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte b = bytes[at++];
            number |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw damaged("a number has no end");
    }

    /** A number that counts what follows, so that a damaged one asks for no more than there is. */
    public int count() {
        long count = number();
        if (count < 0 || count > end - at) {
            throw damaged("a length goes beyond the record");
        }
        return (int) count;
    }

    public int index(int below) {
        long index = number();
        if (index < 0 || index >= below) {
            throw damaged("a reference leads nowhere");
        }
        return (int) index;
    }

    public long signed() {
        long number = number();
        return (number >>> 1) ^ -(number & 1);
    }

    public long fixed() {
        need(8);
        long number = 0;
        for (int i = 0; i < 8; i++) {
            number = number << 8 | (bytes[at++] & 0xff);
        }
        return number;
    }

    void skip(int more) {
        need(more);
        at += more;
    }

    /** Passes over these bytes, if they are what comes next. */
    boolean skipIfNext(byte[] expected) {
        int until = at + expected.length;
        if (until > end || !Arrays.equals(bytes, at, until, expected, 0, expected.length)) {
            return false;
        }
        at = until;
        return true;
    }

    public String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    @Nullable
    String optional() {
        return number() == 0 ? null : text();
    }

    int nano() {
        long scaled = number();
        long nano = switch ((int) (scaled % 3)) {
            case 0 -> scaled / 3 * 1_000_000;
            case 1 -> scaled / 3 * 1_000;
            default -> scaled / 3;
        };
        if (nano < 0 || nano > 999_999_999) {
            throw damaged("a fraction of a second is none");
        }
        return (int) nano;
    }

    /** The next part, of a length that is written before it. */
    RecordReader part() {
        int length = count();
        RecordReader part = new RecordReader(bytes, at, at + length);
        at += length;
        return part;
    }

    /** What is left. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    public static IllegalStateException damaged(String how) {
        return new IllegalStateException("a stored record is damaged: " + how);
    }

    private void need(int more) {
        if (end - at < more) {
            throw damaged("it ends too early");
        }
    }
}
