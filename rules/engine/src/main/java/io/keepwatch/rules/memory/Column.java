package io.keepwatch.rules.memory;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entries of one page that one window takes, in order, with what each adds. Derived, never stored. */
final class Column {
    private static final int FIRST_CAPACITY = 8;

    private final WindowPlan window;
    private Remembered[] entries = new Remembered[FIRST_CAPACITY];
    private long[] amounts = new long[FIRST_CAPACITY];
    private String @Nullable [] parts;
    private int size;
    private long total;

    Column(WindowPlan window) {
        this.window = window;
        if (window.isSplit()) {
            parts = new String[FIRST_CAPACITY];
        }
    }

    WindowPlan window() {
        return window;
    }

    void add(Remembered entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
            amounts = Arrays.copyOf(amounts, 2 * size);
            parts = parts == null ? null : Arrays.copyOf(parts, 2 * size);
        }
        int at = size;
        while (at > 0 && entries[at - 1].compareTo(entry) > 0) {
            at--;
        }
        System.arraycopy(entries, at, entries, at + 1, size - at);
        System.arraycopy(amounts, at, amounts, at + 1, size - at);
        entries[at] = entry;
        amounts[at] = window.amount(entry);
        if (parts != null) {
            System.arraycopy(parts, at, parts, at + 1, size - at);
            parts[at] = window.part(entry);
        }
        total = Saturating.sum(total, amounts[at]);
        size++;
    }

    /** The sum of what the entries of a part add in [from, until). */
    long sum(String part, long from, long until) {
        int begin = firstNotBefore(from);
        int end = until > lastSecond() ? size : firstNotBefore(until);
        if (parts == null && begin == 0 && end == size) {
            return total;
        }
        long sum = 0;
        for (int i = begin; i < end; i++) {
            if (parts == null || parts[i].equals(part)) {
                sum = Saturating.sum(sum, amounts[i]);
            }
        }
        return sum;
    }

    /** Adds the measured values of a part in [from, until) to a set. */
    void distinct(String part, long from, long until, Set<Object> seen) {
        for (int i = firstNotBefore(from); i < size && entries[i].second() < until; i++) {
            if (parts == null || parts[i].equals(part)) {
                Object value = window.measured(entries[i]);
                if (value != null) {
                    seen.add(value);
                }
            }
        }
    }

    /** Hands over at most {@code most} entries of a part in [from, until), in order; returns how many. */
    int collect(String part, long from, long until, int most, Consumer<Remembered> to) {
        int handed = 0;
        for (int i = firstNotBefore(from); i < size && handed < most && entries[i].second() < until; i++) {
            if (parts == null || parts[i].equals(part)) {
                to.accept(entries[i]);
                handed++;
            }
        }
        return handed;
    }

    private long lastSecond() {
        return size == 0 ? Long.MIN_VALUE : entries[size - 1].second();
    }

    private int firstNotBefore(long second) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries[middle].second() < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
