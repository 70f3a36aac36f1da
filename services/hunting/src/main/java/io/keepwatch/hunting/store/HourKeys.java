package io.keepwatch.hunting.store;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys of the activities stored in the hours used last, so that a repeat is known without asking the files. An hour's
 * keys are read from its files when it is first written to. Not thread-safe.
 */
final class HourKeys {
    private static final int ANY = 16;
    private static final float LOAD = 0.75f;

    private final int most;
    private final Loader loader;
    private final Map<Hour, KeySet> hours = new LinkedHashMap<>(ANY, LOAD, true);

    /** Reads the keys of an hour from its files. */
    @FunctionalInterface
    interface Loader {
        KeySet load(Hour hour) throws IOException;
    }

    HourKeys(int most, Loader loader) {
        this.most = most;
        this.loader = loader;
    }

    /** The keys of an hour, to be added to by whoever stores more; valid until another hour is asked for. */
    KeySet of(Hour hour) throws IOException {
        KeySet keys = hours.get(hour);
        if (keys == null) {
            keys = loader.load(hour);
            hours.put(hour, keys);
        }
        forgetBeyond(hour);
        return keys;
    }

    private void forgetBeyond(Hour used) {
        long held = hours.values().stream().mapToLong(KeySet::size).sum();
        for (Iterator<Map.Entry<Hour, KeySet>> oldest = hours.entrySet().iterator();
                held > most && oldest.hasNext(); ) {
            Map.Entry<Hour, KeySet> entry = oldest.next();
            if (!entry.getKey().equals(used)) {
                held -= entry.getValue().size();
                oldest.remove();
            }
        }
    }
}
