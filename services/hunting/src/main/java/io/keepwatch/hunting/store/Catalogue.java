package io.keepwatch.hunting.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files are the store at this moment. Files take the place of others in one step; whoever asks leases the files
 * that hold then, and these stay readable for as long as the lease is open. Thread-safe.
 */
final class Catalogue {
    private final NavigableMap<Hour, List<StoredFile>> live = new TreeMap<>();
    private final Map<StoredFile, Integer> leased = new HashMap<>();
    private final Runnable released;

    /** @param released called, outside any lock, whenever leased files have become free */
    Catalogue(Runnable released) {
        this.released = released;
    }

    synchronized void add(StoredFile file) {
        List<StoredFile> files = new ArrayList<>(of(file.hour()));
        files.add(file);
        live.put(file.hour(), List.copyOf(files));
    }

    /** Takes files of one hour out and puts another in, for everybody at once. */
    synchronized void replace(Hour hour, Collection<StoredFile> old, @Nullable StoredFile fresh) {
        List<StoredFile> files = new ArrayList<>(of(hour));
        files.removeAll(old);
        if (fresh != null) {
            files.add(fresh);
        }
        if (files.isEmpty()) {
            live.remove(hour);
        } else {
            live.put(hour, List.copyOf(files));
        }
    }

    /** The files of an hour; none if nothing happened then. */
    synchronized List<StoredFile> of(Hour hour) {
        return live.getOrDefault(hour, List.of());
    }

    synchronized List<Hour> hours() {
        return List.copyOf(live.keySet());
    }

    synchronized boolean isLive(StoredFile file) {
        return of(file.hour()).contains(file);
    }

    synchronized boolean isLeased(StoredFile file) {
        return leased.containsKey(file);
    }

    /** Leases the files of every hour that has an instant from {@code from} on and before {@code to}. */
    synchronized Lease lease(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return lease(List.of());
        }
        Hour last = Hour.of(to.minusNanos(1));
        return lease(live.subMap(Hour.of(from), true, last, true).values().stream()
                .flatMap(List::stream)
                .toList());
    }

    synchronized Lease lease(Hour hour) {
        return lease(of(hour));
    }

    private Lease lease(List<StoredFile> files) {
        files.forEach(file -> leased.merge(file, 1, Integer::sum));
        return new Lease(files);
    }

    private void release(List<StoredFile> files) {
        synchronized (this) {
            files.forEach(file -> leased.computeIfPresent(file, (one, count) -> count == 1 ? null : count - 1));
        }
        released.run();
    }

    /** Files that stay readable until it is closed. Not thread-safe. */
    final class Lease implements AutoCloseable {
        private final List<StoredFile> files;
        private boolean open = true;

        private Lease(List<StoredFile> files) {
            this.files = files;
        }

        List<StoredFile> files() {
            return files;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                release(files);
            }
        }
    }
}
