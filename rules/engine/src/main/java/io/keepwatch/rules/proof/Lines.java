package io.keepwatch.rules.proof;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into lines without copying them; a line is valid until the next is asked for. Blank lines are skipped. */
public final class Lines implements AutoCloseable {
    /** Longest line, as at the door. */
    public static final int LONGEST = 1_000_000;

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[CHUNK];
    private int begin;
    private int end;
    private int next;
    private int filled;
    private long number;
    private boolean tooLong;
    /** Bytes of the stream that are no longer in the buffer. */
    private long dropped;

    public Lines(InputStream in) {
        this.in = new BufferedInputStream(in, CHUNK);
    }

    /** Moves to the next line that is not blank; false at the end. */
    public boolean advance() throws IOException {
        while (cut()) {
            number++;
            int from = begin;
            while (from < end && buffer[from] <= ' ' && buffer[from] >= 0) {
                from++;
            }
            if (from < end) {
                return true;
            }
        }
        return false;
    }

    private boolean cut() throws IOException {
        begin = next;
        tooLong = false;
        int at = begin;
        while (true) {
            for (; at < filled; at++) {
                if (buffer[at] == '\n') {
                    end = at;
                    next = at + 1;
                    return true;
                }
            }
            if (at - begin > LONGEST) {
                // The rest of it is read and forgotten, so that memory stays flat.
                tooLong = true;
                at = begin + 1;
                dropped += filled - at;
                filled = at;
            }
            int room = begin;
            if (!fill()) {
                end = filled;
                next = filled;
                return end > begin;
            }
            at -= room - begin;
        }
    }

    /** Makes room behind the line that is being cut and reads on; false at the end. */
    private boolean fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, filled - begin);
            dropped += begin;
            filled -= begin;
            begin = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read > 0;
    }

    public byte[] buffer() {
        return buffer;
    }

    public int offset() {
        return begin;
    }

    public int length() {
        return end - begin;
    }

    public byte[] copy() {
        return Arrays.copyOfRange(buffer, begin, end);
    }

    /** From 1, blank lines included. */
    public long number() {
        return number;
    }

    /** Where the line begins, in bytes from the beginning of the stream; of no use for one that is too long. */
    public long position() {
        return dropped + begin;
    }

    /** Whether the line is longer than {@link #LONGEST}; its content is lost then. */
    public boolean isTooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
