package io.keepwatch.ingestion.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body as its sender meant it: unpacked, and never longer than the limit, however little was sent. Reading past the
 * limit throws {@link BodyTooLargeException}; gzip may come in several members.
 */
public final class UnpackedBody extends InputStream {
    private static final int BUFFER = 1 << 16;
    /** Logs pack by 10 to 50, the most repetitive by some 200; what packs better was made to. Deflate's end is 1,032. */
    private static final long HIGHEST_RATIO = 400;
    /** Below this much the ratio of a small, dull body says nothing. */
    private static final long RATIO_FROM = 64L << 20;

    private final Packed packed;
    private final boolean gzip;
    private final long limit;
    private @Nullable InputStream in;
    private long unpacked;

    /**
     * A body in the encoding that its header names.
     *
     * @param encoding one that {@link #unpacks}
     * @param limit bytes it may have unpacked
     */
    public UnpackedBody(InputStream body, @Nullable String encoding, long limit) {
        packed = new Packed(body);
        gzip = isGzip(encoding);
        this.limit = limit;
    }

    /** True if bodies in this encoding can be read: gzip, identity, or none named. */
    public static boolean unpacks(@Nullable String encoding) {
        return encoding == null
                || encoding.isBlank()
                || encoding.strip().equalsIgnoreCase("identity")
                || isGzip(encoding);
    }

    private static boolean isGzip(@Nullable String encoding) {
        return encoding != null
                && (encoding.strip().equalsIgnoreCase("gzip")
                        || encoding.strip().equalsIgnoreCase("x-gzip"));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (in == null) {
            // Here, so that a body that is not gzip is found where every other fault of it is.
            in = gzip ? new GZIPInputStream(packed, BUFFER) : packed;
        }
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            unpacked += read;
            if (unpacked > limit) {
                throw new BodyTooLargeException("a request holds at most " + limit + " bytes after unpacking");
            }
            if (unpacked > RATIO_FROM && unpacked / Math.max(1, packed.count) > HIGHEST_RATIO) {
                throw new BodyTooLargeException("the body unpacks to more than " + HIGHEST_RATIO + " times its size");
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    private static final class Packed extends FilterInputStream {
        private long count;

        Packed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) {
                count++;
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                count += read;
            }
            return read;
        }

        /** Never 0: the unpacker takes 0 for the end and would drop the members that are still on their way. */
        @Override
        public int available() {
            return 1;
        }
    }
}
