package io.keepwatch.hunting.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files are the store at this moment. Files take the place of others in one step; whoever asks leases the files
 * that hold then, and these stay readable for as long as the lease is open. Thread-safe.
 */
final class Catalogue {
    private final NavigableMap<Hour, List<StoredFile>> live = new TreeMap<>();
    /** What should be in the store and cannot be read. */
    private final NavigableMap<Hour, Set<String>> lost = new TreeMap<>();

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

    /** From now on this file is missing from its hour, and who asks is told. */
    synchronized void lose(Hour hour, String path) {
        lost.computeIfAbsent(hour, one -> new TreeSet<>()).add(path);
    }

    /** How many files are missing. */
    synchronized int lost() {
        return lost.values().stream().mapToInt(Set::size).sum();
    }

    /** The files of an hour; none if nothing happened then. */
    synchronized List<StoredFile> of(Hour hour) {
        return live.getOrDefault(hour, List.of());
    }

    synchronized List<Hour> hours() {
        return List.copyOf(live.keySet());
    }

    synchronized StoreSize size() {
        long files = 0;
        long bytes = 0;
        for (List<StoredFile> ofHour : live.values()) {
            files += ofHour.size();
            bytes += ofHour.stream().mapToLong(StoredFile::bytes).sum();
        }
        return new StoreSize(live.size(), files, bytes);
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
            return lease(List.of(), List.of());
        }
        Hour first = Hour.of(from);
        Hour last = Hour.of(to.minusNanos(1));
        return lease(
                flat(live.subMap(first, true, last, true).values()),
                flat(lost.subMap(first, true, last, true).values()));
    }

    private static <T> List<T> flat(Collection<? extends Collection<T>> all) {
        return all.stream().flatMap(Collection::stream).toList();
    }

    synchronized Lease lease(Hour hour) {
        return lease(of(hour), List.of());
    }

    private Lease lease(List<StoredFile> files, List<String> missing) {
        files.forEach(file -> leased.merge(file, 1, Integer::sum));
        return new Lease(files, missing);
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
        private final List<String> missing;
        private boolean open = true;

        private Lease(List<StoredFile> files, List<String> missing) {
            this.files = files;
            this.missing = missing;
        }

        List<StoredFile> files() {
            return files;
        }

        /** What lay in these hours and cannot be read. */
        List<String> missing() {
            return missing;
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
