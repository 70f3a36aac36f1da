package io.keepwatch.rules.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some of a person's remembered activities, in order, with the columns that windows have asked for. */
final class Page {
    private Remembered[] entries;
    private int size;
    private int weight;
    private final @Nullable Column[] columns;
    private final Sections sections;
    private @Nullable EncodedEntries encoded;

    /**
     * @param windows how many windows there are
     * @param capacity how many entries are expected
     * @param sections what a newer release stored with the page
     */
    Page(int windows, int capacity, Sections sections) {
        entries = new Remembered[Math.max(8, capacity)];
        columns = new @Nullable Column[windows];
        this.sections = sections;
    }

    Sections sections() {
        return sections;
    }

    /** Its first entries as they are stored, where these are still what is stored of them. */
    @Nullable
    EncodedEntries encoded() {
        return encoded;
    }

    void encoded(@Nullable EncodedEntries newEncoded) {
        encoded = newEncoded;
    }

    int size() {
        return size;
    }

    /** Roughly how many bytes it takes when stored. */
    int weight() {
        return weight;
    }

    Remembered get(int i) {
        return entries[i];
    }

    Remembered first() {
        return entries[0];
    }

    Remembered last() {
        return entries[size - 1];
    }

    /** The position of the first entry that is not before the given one. */
    int positionOf(Remembered entry) {
        if (size == 0 || entries[size - 1].compareTo(entry) < 0) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries[middle].compareTo(entry) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean holds(Remembered entry) {
        int at = positionOf(entry);
        return at < size && entries[at].compareTo(entry) == 0;
    }

    /** The position of the first entry that is not before the given second. */
    int firstNotBefore(long second) {
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

    void add(Remembered entry, Profiles profiles) {
        int at = positionOf(entry);
        forgetEncodedFrom(at);
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        System.arraycopy(entries, at, entries, at + 1, size - at);
        entries[at] = entry;
        size++;
        weight += entry.weight();
        for (Column column : columns) {
            if (column != null && column.window().takes(entry, profiles)) {
                column.add(entry);
            }
        }
    }

    /** Puts a stored entry behind all others, before any column was asked for; its weight comes with {@link #restored}. */
    void append(Remembered entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size++] = entry;
    }

    /** Everything stored was put in. */
    void restored(EncodedEntries stored) {
        encoded = stored;
        weight = stored.length();
    }

    void remove(Remembered entry) {
        int at = positionOf(entry);
        if (at < size && entries[at] == entry) {
            forgetEncodedFrom(at);
            System.arraycopy(entries, at + 1, entries, at, size - at - 1);
            size--;
            weight -= entry.weight();
            Arrays.fill(columns, null);
        }
    }

    /** An entry is another than was stored. */
    void touch(Remembered entry) {
        forgetEncodedFrom(positionOf(entry));
    }

    private void forgetEncodedFrom(int at) {
        if (encoded != null && at < encoded.entries()) {
            encoded = null;
        }
    }

    Column column(WindowPlan window, Profiles profiles) {
        Column column = columns[window.index()];
        if (column == null) {
            column = new Column(window);
            for (int i = 0; i < size; i++) {
                if (window.takes(entries[i], profiles)) {
                    column.add(entries[i]);
                }
            }
            columns[window.index()] = column;
        }
        return column;
    }

    void forgetColumns() {
        Arrays.fill(columns, null);
    }
}
