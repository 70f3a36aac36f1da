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
    private final NavigableMap<TimePartition, List<StoredFile>> live = new TreeMap<>();
    /** What should be in the store and cannot be read. */
    private final NavigableMap<TimePartition, Set<String>> lost = new TreeMap<>();

    private final Map<StoredFile, Integer> leased = new HashMap<>();
    private final Runnable released;

    /** @param released called, outside any lock, whenever leased files have become free */
    Catalogue(Runnable released) {
        this.released = released;
    }

    synchronized void add(StoredFile file) {
        List<StoredFile> files = new ArrayList<>(of(file.partition()));
        files.add(file);
        live.put(file.partition(), List.copyOf(files));
    }

    /** Takes files out and puts another in, for everybody at once. */
    synchronized void replace(Collection<StoredFile> old, @Nullable StoredFile fresh) {
        for (StoredFile file : old) {
            live.computeIfPresent(file.partition(), (partition, files) -> without(file, files));
        }
        if (fresh != null) {
            add(fresh);
        }
    }

    private static @Nullable List<StoredFile> without(StoredFile file, List<StoredFile> files) {
        List<StoredFile> others =
                files.stream().filter(other -> !other.equals(file)).toList();
        return others.isEmpty() ? null : others;
    }

    /** From now on this file is missing, and who asks for its time is told. */
    synchronized void lose(TimePartition partition, String path) {
        lost.computeIfAbsent(partition, one -> new TreeSet<>()).add(path);
    }

    /** How many files are missing. */
    synchronized int lost() {
        return lost.values().stream().mapToInt(Set::size).sum();
    }

    /** The files of a partition; none if nothing lies there. */
    synchronized List<StoredFile> of(TimePartition partition) {
        return live.getOrDefault(partition, List.of());
    }

    /** Those with files, in their order. */
    synchronized List<TimePartition> partitions() {
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
        return of(file.partition()).contains(file);
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
        return lease(overlapping(live, first, last), overlapping(lost, first, last));
    }

    private static <T> List<T> overlapping(
            NavigableMap<TimePartition, ? extends Collection<T>> all, Hour first, Hour last) {
        // What holds the first hour begins with it, or with its day.
        return all.tailMap(TimePartition.of(Hour.firstOf(first.day())), true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().first().compareTo(last) <= 0)
                .filter(entry -> entry.getKey().overlaps(first, last))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** Leases every file that may have an activity of this hour. */
    synchronized Lease lease(Hour hour) {
        return lease(overlapping(live, hour, hour), List.of());
    }

    synchronized Lease lease(TimePartition partition) {
        return lease(of(partition), List.of());
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
