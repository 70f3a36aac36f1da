package io.keepwatch.ingestion.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnpackedBodyTest {
    private static final long LIMIT = 2_000_000_000;

    @Test
    void shouldUnpackGzipOfSeveralMembersThatTrickleIn() throws IOException {
        byte[] first = gzip("one\n".getBytes(StandardCharsets.UTF_8));
        byte[] second = gzip("two\n".getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        // One byte at a time, with nothing available, as a network does it.
        InputStream network = new ByteArrayInputStream(both) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        assertThat(new String(new UnpackedBody(network, "gzip", LIMIT).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("one\ntwo\n");
    }

    @Test
    @DisplayName("A gzip bomb of 1:1000 is stopped long before the size limit")
    void shouldStopAGzipBomb() throws IOException {
        byte[] bomb = gzip(new byte[200_000_000]);
        assertThat(bomb.length).isLessThan(250_000);
        UnpackedBody body = new UnpackedBody(new ByteArrayInputStream(bomb), "gzip", LIMIT);
        long read = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = body.read(buffer, 0, buffer.length); n >= 0; n = body.read(buffer, 0, buffer.length)) {
                read += n;
            }
        } catch (BodyTooLargeException e) {
            assertThat(e.reason()).contains("times its size");
            assertThat(read).isLessThan(70_000_000);
            return;
        }
        throw new AssertionError("the bomb went off");
    }

    @Test
    void shouldStopAtTheLimit() throws IOException {
        byte[] ten = new byte[10];
        assertThat(new UnpackedBody(new ByteArrayInputStream(ten), null, 10).readAllBytes())
                .hasSize(10);
        assertThatExceptionOfType(BodyTooLargeException.class)
                .isThrownBy(() -> new UnpackedBody(new ByteArrayInputStream(ten), null, 9).readAllBytes());
        assertThatExceptionOfType(BodyTooLargeException.class)
                .isThrownBy(() ->
                        new UnpackedBody(new ByteArrayInputStream(gzip(new byte[11])), "gzip", 10).readAllBytes());
    }

    @Test
    void shouldTellWhatIsNotGzipAndWhatBreaksOff() throws IOException {
        assertThatExceptionOfType(ZipException.class)
                .isThrownBy(() -> new UnpackedBody(
                                new ByteArrayInputStream("no gzip at all".getBytes(StandardCharsets.UTF_8)),
                                "gzip",
                                LIMIT)
                        .readAllBytes());
        byte[] whole = gzip(new byte[10_000]);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> new UnpackedBody(new ByteArrayInputStream(half), "gzip", LIMIT).readAllBytes());
    }

    @Test
    void shouldKnowWhatItUnpacks() {
        assertThat(UnpackedBody.unpacks(null)).isTrue();
        assertThat(UnpackedBody.unpacks("GZIP")).isTrue();
        assertThat(UnpackedBody.unpacks("identity")).isTrue();
        assertThat(UnpackedBody.unpacks("br")).isFalse();
        assertThat(UnpackedBody.unpacks("gzip, gzip")).isFalse();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
