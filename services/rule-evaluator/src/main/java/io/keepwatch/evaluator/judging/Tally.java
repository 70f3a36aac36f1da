package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Topic;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of every record of one task's partitions. It is kept in the people's own store and so is part of the same
 * transaction: a crash neither loses a count nor counts twice, and what came in can be held against what became of it at
 * any time (conservation). Not thread-safe.
 */
public final class Tally {
    /** The topics it counts, in the order they are stored. */
    public static final List<Topic> TOPICS = List.of(Topic.ACTIVITY, Topic.HR);
    /** Its key in the people's store; no person's, because a subject is never empty. */
    static final String KEY = "\0tally";

    private static final byte VERSION = 1;
    private static final long NOTHING_YET = -1;

    private final Map<Topic, Line> lines = new EnumMap<>(Topic.class);

    /** What can become of a record. */
    public enum Fate {
        JUDGED,
        REPEATED,
        LATE,
        UNNOTICED,
        MERGED,
        DEAD
    }

    /** The counts of one topic's partition. */
    public static final class Line {
        private static final Fate[] FATES = Fate.values();
        private static final int OTHERS = 3;
        private final long[] counts = new long[FATES.length];
        private long next = NOTHING_YET;
        private long skipped;
        private long again;

        /** Offset after the newest record counted, or −1 before the first. */
        public long next() {
            return next;
        }

        /** Offsets that were never delivered to us: removed by retention before we read them, or transaction markers. */
        public long skipped() {
            return skipped;
        }

        /** Records delivered once more after their offset was passed: the group's offsets were set back. */
        public long again() {
            return again;
        }

        public long count(Fate fate) {
            return counts[fate.ordinal()];
        }

        /** Zero, always: every offset passed was judged, set aside, or never there. */
        public long unaccounted() {
            return Math.max(next, 0) - (Arrays.stream(counts).sum() - again + skipped);
        }

        private Line copy() {
            Line copy = new Line();
            System.arraycopy(counts, 0, copy.counts, 0, counts.length);
            copy.next = next;
            copy.skipped = skipped;
            copy.again = again;
            return copy;
        }
    }

    Tally() {
        TOPICS.forEach(topic -> lines.put(topic, new Line()));
    }

    void count(Topic topic, long offset, Fate fate) {
        Line line = line(topic);
        if (offset < line.next) {
            line.again++;
        } else {
            line.skipped += offset - Math.max(line.next, 0);
            line.next = offset + 1;
        }
        line.counts[fate.ordinal()]++;
    }

    public Line line(Topic topic) {
        Line line = lines.get(topic);
        if (line == null) {
            throw new IllegalArgumentException("not an input: " + topic);
        }
        return line;
    }

    /** A copy that another thread may read. */
    Tally copy() {
        Tally copy = new Tally();
        lines.forEach((topic, line) -> copy.lines.put(topic, line.copy()));
        return copy;
    }

    byte[] encode() {
        int longs = TOPICS.size() * (Line.OTHERS + Line.FATES.length);
        ByteBuffer out = ByteBuffer.allocate(1 + longs * Long.BYTES).put(VERSION);
        for (Topic topic : TOPICS) {
            Line line = line(topic);
            out.putLong(line.next).putLong(line.skipped).putLong(line.again);
            Arrays.stream(line.counts).forEach(out::putLong);
        }
        return out.array();
    }

    /** @param stored what {@link #encode} made, or null where nothing was counted yet */
    static Tally decode(byte @Nullable [] stored) {
        Tally tally = new Tally();
        if (stored == null) {
            return tally;
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("the tally in the store has version " + version + ", expected " + VERSION);
        }
        for (Topic topic : TOPICS) {
            Line line = tally.line(topic);
            line.next = in.getLong();
            line.skipped = in.getLong();
            line.again = in.getLong();
            Arrays.setAll(line.counts, fate -> in.getLong());
        }
        return tally;
    }
}
