package io.keepwatch.ingestion.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
    private static final int LONGEST = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1 << 16})
    @DisplayName("However the bytes arrive, the lines are the same")
    void shouldCutTheSameLinesOfEveryTrickle(int chunk) throws IOException {
        String body =
                "one\r\n\n  \ntwo\n" + "x".repeat(LONGEST) + "\n" + "y".repeat(LONGEST + 1) + "\r\nthree\n\r\nlast";
        assertThat(lines(trickle(body.getBytes(StandardCharsets.UTF_8), chunk)))
                .containsExactly(
                        "1 one", "4 two", "5 " + "x".repeat(LONGEST), "6 longer than 1000 bytes", "7 three", "9 last");
    }

    @Test
    @DisplayName("A 10 MB line is rejected, the lines around it are kept, and it is never held")
    void shouldSkipAnOverlongLineToItsEnd() throws IOException {
        String body = "before\n" + "z".repeat(10_000_000) + "\nafter\n";
        LineSplitter splitter =
                new LineSplitter(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), 1_000_000);
        List<String> lines = new ArrayList<>();
        int largestBuffer = 0;
        while (splitter.next()) {
            lines.add(splitter.number() + " " + (splitter.fault() != null ? splitter.fault() : text(splitter)));
            largestBuffer = Math.max(largestBuffer, splitter.buffer().length);
        }
        assertThat(lines).containsExactly("1 before", "2 longer than 1000000 bytes", "3 after");
        assertThat(largestBuffer).isLessThan(1_200_000);
    }

    @Test
    void shouldSkipAnOverlongLastLineWithoutEnd() throws IOException {
        assertThat(lines(trickle(("a\n" + "b".repeat(200_000)).getBytes(StandardCharsets.UTF_8), 50_000)))
                .containsExactly("1 a", "2 longer than 1000 bytes");
    }

    @Test
    void shouldDropAByteOrderMark() throws IOException {
        assertThat(lines(trickle("\uFEFFone\ntwo".getBytes(StandardCharsets.UTF_8), 2)))
                .containsExactly("1 one", "2 two");
    }

    @Test
    void shouldFindNothingInAnEmptyBody() throws IOException {
        assertThat(lines(InputStream.nullInputStream())).isEmpty();
    }

    @Test
    @DisplayName("Random bodies in random pieces: as String.split cuts them")
    void shouldAgreeWithASimpleCut() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            StringBuilder body = new StringBuilder();
            List<String> expected = new ArrayList<>();
            int count = random.nextInt(40);
            for (int line = 1; line <= count; line++) {
                String text = "v".repeat(random.nextInt(1, 2 * LONGEST));
                body.append(text).append('\n');
                expected.add(line + " " + (text.length() > LONGEST ? "longer than 1000 bytes" : text));
            }
            assertThat(lines(trickle(body.toString().getBytes(StandardCharsets.UTF_8), random.nextInt(1, 5_000))))
                    .isEqualTo(expected);
        }
    }

    private static List<String> lines(InputStream body) throws IOException {
        LineSplitter splitter = new LineSplitter(body, LONGEST);
        List<String> lines = new ArrayList<>();
        while (splitter.next()) {
            lines.add(splitter.number() + " " + (splitter.fault() != null ? splitter.fault() : text(splitter)));
        }
        return lines;
    }

    private static String text(Pieces pieces) {
        return new String(pieces.buffer(), pieces.offset(), pieces.length(), StandardCharsets.UTF_8);
    }

    static InputStream trickle(byte[] bytes, int chunk) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, chunk));
            }
        };
    }
}
