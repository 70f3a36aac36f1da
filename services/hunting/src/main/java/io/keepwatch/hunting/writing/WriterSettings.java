package io.keepwatch.hunting.writing;

import java.time.Duration;
import java.util.Map;

/**
 * How the writer works.
 *
 * @param kafka how to reach the broker; what the writer depends on itself it sets over these
 * @param mostRows activities collected at most before they are written
 * @param mostBytes bytes of messages collected at most before they are written
 * @param longest how long activities wait at most before they are written
 * @param pause how long it waits after a failure before it tries again
 */
public record WriterSettings(
        Map<String, Object> kafka, int mostRows, long mostBytes, Duration longest, Duration pause) {

    /** The consumer group; its committed offsets say what is stored. */
    public static final String GROUP = "hunting";

    private static final int MOST_ROWS = 200_000;
    private static final long MOST_BYTES = 128L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** The ordinary sizes. */
    public static WriterSettings of(Map<String, Object> kafka) {
        return new WriterSettings(kafka, MOST_ROWS, MOST_BYTES, LONGEST, PAUSE);
    }
}
