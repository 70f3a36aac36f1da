package io.keepwatch.rules.backtest;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.rules.proof.ActivityLines;
import io.keepwatch.rules.proof.Lines;
import io.keepwatch.rules.proof.Subjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of activities, one JSON object a line, sorted by person and time, cut into parts of which none divides a person,
 * so that each can be judged by itself.
 */
final class History {
    private final Path file;
    private final List<Part> parts;
    /** How many lines stand before each part, as far as anybody asked. */
    private final List<Long> linesBefore = new ArrayList<>();

    /**
     * @param from offset of its first byte
     * @param until offset after its last byte
     */
    record Part(long from, long until) {}

    private History(Path file, List<Part> parts) {
        this.file = file;
        this.parts = List.copyOf(parts);
    }

    /**
     * @param source names the feed of every line; null to let lines say
     * @param partBytes about how large a part is
     */
    static History cut(Path file, @Nullable String source, Subjects subjects, long partBytes) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long from = 0;
            while (from < size) {
                long until = boundary(channel, from + partBytes, size, ActivityLines.asAccepted(source, subjects));
                parts.add(new Part(from, until));
                from = until;
            }
        }
        return new History(file, parts);
    }

    /** The offset of the first line after {@code about} that begins another person than the line before it. */
    private static long boundary(FileChannel channel, long about, long size, ActivityLines reader) throws IOException {
        if (about >= size) {
            return size;
        }
        String person = null;
        Lines lines = new Lines(new Section(channel, about, size));
        // What stands here first is the end of a line, or a whole one that is left to the part before.
        boolean more = lines.advance();
        while (more && lines.advance()) {
            String of = person(lines, reader);
            if (of != null && person != null && !of.equals(person)) {
                return about + lines.position();
            }
            person = of == null ? person : of;
        }
        return size;
    }

    private static @Nullable String person(Lines lines, ActivityLines reader) {
        try {
            return lines.isTooLong()
                    ? null
                    : reader.read(lines.buffer(), lines.offset(), lines.length())
                            .header()
                            .subject();
        } catch (MalformedMessageException e) {
            return null;
        }
    }

    long bytes() {
        return parts.isEmpty() ? 0 : parts.getLast().until();
    }

    List<Part> parts() {
        return parts;
    }

    /** The lines of a part; numbers count from its beginning. */
    Lines open(Part part) throws IOException {
        return new Lines(new Section(FileChannel.open(file, StandardOpenOption.READ), part.from(), part.until()));
    }

    /** The number in the file of a line of a part. */
    synchronized long line(Part part, long number) throws IOException {
        for (int i = linesBefore.size(); i <= parts.indexOf(part); i++) {
            linesBefore.add(i == 0 ? 0 : linesBefore.get(i - 1) + lines(parts.get(i - 1)));
        }
        return linesBefore.get(parts.indexOf(part)) + number;
    }

    private long lines(Part part) throws IOException {
        long lines = 0;
        byte[] block = new byte[1 << 16];
        try (Section in = new Section(FileChannel.open(file, StandardOpenOption.READ), part.from(), part.until())) {
            for (int read = in.read(block, 0, block.length); read > 0; read = in.read(block, 0, block.length)) {
                for (int i = 0; i < read; i++) {
                    lines += block[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    /** The bytes from one offset to another. Closing it closes the channel. */
    private static final class Section extends InputStream {
        private final FileChannel channel;
        private final long until;
        private long at;

        private Section(FileChannel channel, long from, long until) {
            this.channel = channel;
            this.at = from;
            this.until = until;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (at >= until) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, until - at)), at);
            at += Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
