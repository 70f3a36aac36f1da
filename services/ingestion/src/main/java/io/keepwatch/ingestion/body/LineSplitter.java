package io.keepwatch.ingestion.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body at its line ends ({@code \n} or {@code \r\n}). A line over the limit is skipped to its end without being
 * held. The buffer grows with the longest line seen, never beyond the limit.
 */
public final class LineSplitter implements Pieces {
    private static final int INITIAL_BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int filled;
    private int rest;
    private int offset;
    private int length;
    private long number;
    private boolean tooLong;

    /** @param longest bytes a line may have, its end not counted */
    public LineSplitter(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    @Override
    public boolean next() throws IOException {
        while (advance()) {
            if (tooLong || !isBlank()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public @Nullable String fault() {
        return tooLong ? "longer than " + longest + " bytes" : null;
    }

    private boolean advance() throws IOException {
        tooLong = false;
        offset = rest;
        int searched = rest;
        while (true) {
            int end = lineEnd(searched);
            if (end >= 0) {
                rest = end + 1;
                return line(end);
            }
            if (filled - offset > longest + 1) {
                skipLine();
                return true;
            }
            int held = filled - offset;
            if (!fill()) {
                rest = filled;
                return held > 0 && line(filled);
            }
            searched = offset + held;
        }
    }

    private boolean line(int end) {
        number++;
        length = end - offset;
        if (length > 0 && buffer[end - 1] == '\r') {
            length--;
        }
        if (number == 1) {
            skipByteOrderMark();
        }
        tooLong = length > longest;
        return true;
    }

    private int lineEnd(int from) {
        byte[] bytes = buffer;
        for (int i = from, end = filled; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void skipLine() throws IOException {
        number++;
        length = 0;
        tooLong = true;
        do {
            offset = 0;
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            int end = lineEnd(0);
            if (end >= 0) {
                rest = end + 1;
                return;
            }
        } while (filled > 0);
        rest = 0;
    }

    /** Reads on, keeping the line at hand; it moves to the buffer's begin where there is no room behind it. */
    private boolean fill() throws IOException {
        if (filled == buffer.length) {
            int held = filled - offset;
            if (held > buffer.length / 2) {
                buffer = Arrays.copyOfRange(
                        buffer, offset, offset + Math.min(2 * buffer.length, longest + INITIAL_BUFFER));
            } else {
                System.arraycopy(buffer, offset, buffer, 0, held);
            }
            offset = 0;
            filled = held;
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read <= 0) {
            return false;
        }
        filled += read;
        return true;
    }

    private boolean isBlank() {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void skipByteOrderMark() {
        int mark = BYTE_ORDER_MARK.length;
        if (length >= mark && Arrays.equals(buffer, offset, offset + mark, BYTE_ORDER_MARK, 0, mark)) {
            offset += mark;
            length -= mark;
        }
    }
}
