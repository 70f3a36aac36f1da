package io.keepwatch.hunting.store;

import io.keepwatch.contracts.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Activities on their way into the store, by hour and partition. What the store has taken is gone from the batch, so that
 * a batch that met a full disk half way can simply be given to it again. Not thread-safe.
 */
public final class Batch {
    /** The first instant that can be stored: nanoseconds since 1970 in 64 bits reach no further in whole years. */
    public static final Instant EARLIEST = Instant.parse("1678-01-01T00:00:00Z");
    /** The first instant that cannot be stored any more. */
    public static final Instant END = Instant.parse("2262-01-01T00:00:00Z");

    private final NavigableMap<Slot, List<Row>> rows =
            new TreeMap<>(Comparator.comparing(Slot::hour).thenComparing(Slot::partition));
    private int size;

    /** What becomes one file. */
    record Slot(Hour hour, int partition) {}

    record Row(Activity activity, long offset) {}

    /**
     * Adds an activity.
     *
     * @param partition of the topic it came from
     * @param offset where it lies there; names the file
     * @throws IllegalArgumentException if its time lies before {@link #EARLIEST} or not before {@link #END}
     */
    public void add(int partition, long offset, Activity activity) {
        Instant time = activity.header().time();
        if (time.isBefore(EARLIEST) || !time.isBefore(END)) {
            throw new IllegalArgumentException("time: cannot be stored");
        }
        rows.computeIfAbsent(new Slot(Hour.of(time), partition), slot -> new ArrayList<>())
                .add(new Row(activity, offset));
        size++;
    }

    /** How many activities are left in it. */
    public int size() {
        return size;
    }

    /** Forgets what came from a partition. */
    public void drop(int partition) {
        rows.keySet().removeIf(slot -> slot.partition() == partition);
        size = rows.values().stream().mapToInt(List::size).sum();
    }

    @Nullable
    Slot first() {
        return rows.isEmpty() ? null : rows.firstKey();
    }

    List<Row> rows(Slot slot) {
        return rows.getOrDefault(slot, List.of());
    }

    void taken(Slot slot) {
        List<Row> taken = rows.remove(slot);
        size -= taken == null ? 0 : taken.size();
    }
}
