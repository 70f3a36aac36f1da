package io.keepwatch.evaluator.judging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Who of a partition is to be looked at when, in order of time. The store's keys are the time and the person, so that it
 * is its own order; its changelog is part of the same transactions as the people's. Not thread-safe.
 */
final class DuePeople {
    private static final byte[] DUE = {1};
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final KeyValueStore<Bytes, byte[]> store;
    /**
     * No entry lies before it. A store that is emptied from the front holds markers of what was removed there, and
     * reading over them would take ever longer.
     */
    private long first = Long.MIN_VALUE;

    /** An entry: who, at which millisecond. */
    record Entry(long millis, String subject) {
        private Bytes key() {
            byte[] utf8 = subject.getBytes(StandardCharsets.UTF_8);
            return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + utf8.length)
                    .putLong(millis ^ Long.MIN_VALUE)
                    .put(utf8)
                    .array());
        }

        private static Entry of(Bytes key) {
            ByteBuffer in = ByteBuffer.wrap(key.get());
            long millis = in.getLong() ^ Long.MIN_VALUE;
            return new Entry(millis, StandardCharsets.UTF_8.decode(in).toString());
        }
    }

    DuePeople(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The person is due then and no longer when they were before; null: not at all. */
    void move(String subject, @Nullable Instant before, @Nullable Instant after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            remove(new Entry(millis(before), subject));
        }
        if (after != null) {
            put(new Entry(millis(after), subject));
        }
    }

    void put(Entry entry) {
        first = Math.min(first, entry.millis());
        store.put(entry.key(), DUE);
    }

    void remove(Entry entry) {
        store.delete(entry.key());
    }

    /** The first of those whose time has come, in order of time; nobody of them twice. */
    List<Entry> upTo(Instant now, int most) {
        long last = now.toEpochMilli();
        if (last < first) {
            return List.of();
        }
        List<Entry> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(new Entry(first, "").key(), new Entry(last + 1, "").key())) {
            while (entries.hasNext() && due.size() < most) {
                due.add(Entry.of(entries.next().key));
            }
        }
        first = due.size() < most ? last + 1 : due.getLast().millis();
        return due;
    }

    /** The first whole millisecond at which the moment has come. */
    private static long millis(Instant due) {
        return due.getNano() % NANOS_PER_MILLI == 0 ? due.toEpochMilli() : due.toEpochMilli() + 1;
    }
}
