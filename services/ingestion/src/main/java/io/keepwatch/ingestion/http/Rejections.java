package io.keepwatch.ingestion.http;

import java.util.ArrayList;
import java.util.List;

/** The rejected lines of one request: all counted, the first ones listed. Used by one thread. */
public final class Rejections {
    /** How many an answer lists. */
    public static final int LISTED = 1_000;

    private static final int LONGEST_REASON = 300;

    private final List<Answer.Rejection> listed = new ArrayList<>();
    private long count;

    public void add(long line, String reason) {
        count++;
        if (listed.size() < LISTED) {
            String shown = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
            listed.add(new Answer.Rejection(line, shown));
        }
    }

    public long count() {
        return count;
    }

    /** @param accepted lines that are durable */
    public Answer answer(long accepted) {
        return new Answer(accepted, List.copyOf(listed), count);
    }
}
