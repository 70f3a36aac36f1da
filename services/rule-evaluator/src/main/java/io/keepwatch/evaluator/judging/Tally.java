package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of every record of one task's partitions, and since when they are judged with which windows. It is kept in the people's own store and so is part of the same
 * transaction: a crash neither loses a count nor counts twice, and what came in can be held against what became of it at
 * any time (conservation). Not thread-safe.
 */
public final class Tally {
    /** The topics it counts, in the order they are stored. */
    public static final List<Topic> TOPICS = List.of(Topic.ACTIVITY, Topic.HR, Topic.SNOOZE);
    /** Those of the version before. */
    private static final List<Topic> FIRST_TOPICS = List.of(Topic.ACTIVITY, Topic.HR);
    /** Its key in the people's store; no person's, because a subject is never empty. */
    static final String KEY = "\0tally";

    /** Counts alone. */
    private static final byte WITHOUT_WINDOWS = 1;

    private static final byte VERSION = 2;
    private static final long NOTHING_YET = -1;

    private final Map<Topic, Line> lines = new EnumMap<>(Topic.class);
    /** By the window's key, the second of domain time since which the partition is judged with it without a break. */
    private final SortedMap<Long, Long> windows = new TreeMap<>();

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

    /**
     * From now on the partition is judged with these windows. One that was not there before has not seen what it asks
     * for, whatever is remembered of people; one that is not there any more will have to begin anew.
     *
     * @return whether anything changed
     */
    boolean judgeWith(Collection<Long> keys, Instant now) {
        boolean changed = windows.keySet().retainAll(keys);
        for (Long key : keys) {
            changed |= windows.putIfAbsent(key, now.getEpochSecond()) == null;
        }
        return changed;
    }

    /** Since when (domain time) the partition is judged with the window of this key, or null if it is not yet. */
    public @Nullable Instant judgedSince(long key) {
        Long second = windows.get(key);
        return second == null ? null : Instant.ofEpochSecond(second);
    }

    /** A copy that another thread may read. */
    Tally copy() {
        Tally copy = new Tally();
        copy.windows.putAll(windows);
        lines.forEach((topic, line) -> copy.lines.put(topic, line.copy()));
        return copy;
    }

    byte[] encode() {
        int longs = TOPICS.size() * (Line.OTHERS + Line.FATES.length);
        int size = 1 + longs * Long.BYTES + Integer.BYTES + windows.size() * 2 * Long.BYTES;
        ByteBuffer out = ByteBuffer.allocate(size).put(VERSION);
        for (Topic topic : TOPICS) {
            Line line = line(topic);
            out.putLong(line.next).putLong(line.skipped).putLong(line.again);
            Arrays.stream(line.counts).forEach(out::putLong);
        }
        out.putInt(windows.size());
        windows.forEach((key, since) -> out.putLong(key).putLong(since));
        return out.array();
    }

    /** @param stored what this version or the one before encoded, or null where nothing was counted yet */
    static Tally decode(byte @Nullable [] stored) {
        Tally tally = new Tally();
        if (stored == null) {
            return tally;
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        byte version = in.get();
        if (version != VERSION && version != WITHOUT_WINDOWS) {
            throw new IllegalStateException(
                    "the tally in the store has version " + version + ", expected at most " + VERSION);
        }
        for (Topic topic : version == VERSION ? TOPICS : FIRST_TOPICS) {
            Line line = tally.line(topic);
            line.next = in.getLong();
            line.skipped = in.getLong();
            line.again = in.getLong();
            Arrays.setAll(line.counts, fate -> in.getLong());
        }
        if (version == VERSION) {
            for (int left = in.getInt(); left > 0; left--) {
                tally.windows.put(in.getLong(), in.getLong());
            }
        }
        return tally;
    }
}
