package io.keepwatch.rules.memory;

import io.keepwatch.contracts.ActivityType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some of a person's remembered activities, in order, with the columns that windows have asked for. */
final class Page {
    private static final int FEWEST = 8;

    /** Null until read, for those that are stored. */
    private @Nullable Remembered[] entries;

    private final @Nullable StoredEntries stored;
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
        entries = new @Nullable Remembered[Math.max(FEWEST, capacity)];
        columns = new @Nullable Column[windows];
        this.sections = sections;
        stored = null;
    }

    /** A page as it is stored. */
    Page(int windows, Sections sections, StoredEntries stored, EncodedEntries encoded) {
        entries = new @Nullable Remembered[Math.max(FEWEST, stored.size() + 1)];
        columns = new @Nullable Column[windows];
        this.sections = sections;
        this.stored = stored;
        this.encoded = encoded;
        size = stored.size();
        weight = encoded.length();
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
        Remembered entry = entries[i];
        if (entry == null) {
            entry = Objects.requireNonNull(stored).read(i);
            entries[i] = entry;
        }
        return entry;
    }

    /** When an entry was; cheaper than the entry. */
    long second(int i) {
        Remembered entry = entries[i];
        return entry == null ? Objects.requireNonNull(stored).second(i) : entry.second();
    }

    ActivityType type(int i) {
        Remembered entry = entries[i];
        return entry == null ? Objects.requireNonNull(stored).type(i) : entry.type();
    }

    private int compare(int i, Remembered other) {
        int bySecond = Long.compare(second(i), other.second());
        return bySecond != 0 ? bySecond : get(i).compareTo(other);
    }

    Remembered first() {
        return get(0);
    }

    Remembered last() {
        return get(size - 1);
    }

    /** The position of the first entry that is not before the given one. */
    int positionOf(Remembered entry) {
        if (size == 0 || compare(size - 1, entry) < 0) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, entry) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean holds(Remembered entry) {
        int at = positionOf(entry);
        return at < size && compare(at, entry) == 0;
    }

    /** The position of the first entry that is not before the given second. */
    int firstNotBefore(long second) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (second(middle) < second) {
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
        readFrom(at);
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

    /** What moves to another place can no longer be read from where it is stored. */
    private void readFrom(int first) {
        for (int i = first; i < size; i++) {
            get(i);
        }
    }

    void remove(Remembered entry) {
        int at = positionOf(entry);
        if (at < size && entries[at] == entry) {
            forgetEncodedFrom(at);
            readFrom(at + 1);
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
                if (window.takes(type(i)) && window.takes(get(i), profiles)) {
                    column.add(get(i));
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
