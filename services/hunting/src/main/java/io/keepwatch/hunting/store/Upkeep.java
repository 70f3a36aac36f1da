package io.keepwatch.hunting.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites files: merges small ones, drops old days, erases people. One thing at a time, with a DuckDB of its own and one
 * thread, so that whoever adds activities is never waited for and never waits. What is rewritten is compared with its
 * checksum before, so that damage is never given a new one.
 */
final class Upkeep implements AutoCloseable {
    private static final String OF_PEOPLE = " WHERE subject = ANY(?)";
    private static final String OF_OTHERS = " WHERE NOT (subject = ANY(?))";
    /** A file this much larger than all smaller ones together is left alone until they have caught up. */
    private static final int MUCH = 2;

    private final StoreFiles files;
    private final Catalogue catalogue;
    private final Replacements replacements;
    private final Intactness intactness;
    private final Schema schema;
    private final StoreSettings settings;
    private final Parquet parquet;
    private final ReentrantLock working = new ReentrantLock();

    Upkeep(StoreFiles files, Replacements replacements, Intactness intactness, Schema schema, StoreSettings settings)
            throws IOException {
        this.files = files;
        this.catalogue = replacements.catalogue();
        this.replacements = replacements;
        this.intactness = intactness;
        this.schema = schema;
        this.settings = settings;
        parquet = new Parquet(files.scratch());
    }

    /** Merges files of the hour that has most of them to merge; false if none has. */
    boolean mergeHour(Predicate<Hour> quiet) throws IOException {
        working.lock();
        try {
            List<StoredFile> most = List.of();
            for (TimePartition partition : catalogue.partitions()) {
                if (!partition.isDay()) {
                    List<StoredFile> some = toMerge(catalogue.of(partition), quiet.test(partition.first()));
                    most = some.size() > most.size() ? some : most;
                }
            }
            return !most.isEmpty() && merge(most.getFirst().partition(), most);
        } finally {
            working.unlock();
        }
    }

    /**
     * Merges the hours of a day that ended long ago, and what lies there of the whole day already; false if there is no such
     * day. What comes late to a merged day waits beside it until it is worth the rewriting.
     */
    boolean mergeDay(Predicate<Hour> quiet, Instant now) throws IOException {
        working.lock();
        try {
            Map<LocalDate, List<TimePartition>> days =
                    catalogue.partitions().stream().collect(groupingBy(TimePartition::day, TreeMap::new, toList()));
            for (Map.Entry<LocalDate, List<TimePartition>> day : days.entrySet()) {
                TimePartition whole = TimePartition.of(day.getKey());
                List<StoredFile> files = day.getValue().stream()
                        .flatMap(partition -> catalogue.of(partition).stream())
                        .toList();
                if (whole.isOverFor(settings.dayOverFor(), now)
                        && isWorthMerging(whole, files)
                        && day.getValue().stream().allMatch(partition -> quiet.test(partition.first()))) {
                    return merge(whole, files);
                }
            }
            return false;
        } finally {
            working.unlock();
        }
    }

    private boolean isWorthMerging(TimePartition day, List<StoredFile> files) {
        long late = files.stream().filter(file -> !file.partition().isDay()).count();
        boolean merged = late < files.size();
        long bytes = files.stream().mapToLong(StoredFile::bytes).sum();
        return late >= (merged ? settings.fewestToMerge() : 1) && bytes <= settings.largestMerged();
    }

    private boolean merge(TimePartition into, List<StoredFile> some) throws IOException {
        EventStore.requireSpace(files, settings);
        if (!intactness.hasLost(some)) {
            rewrite(into, some, "", Set.of());
        }
        return true;
    }

    /** The smallest files, as long as they are of like size; all of them once nothing is added any more. */
    private List<StoredFile> toMerge(List<StoredFile> ofHour, boolean quiet) {
        List<StoredFile> some = new ArrayList<>();
        long bytes = 0;
        for (StoredFile file : ofHour.stream()
                .sorted(Comparator.comparingLong(StoredFile::bytes))
                .toList()) {
            boolean unlike = !quiet && some.size() >= settings.fewestToMerge() && file.bytes() > MUCH * bytes;
            if (unlike || bytes + file.bytes() > settings.largestMerged()) {
                break;
            }
            some.add(file);
            bytes += file.bytes();
        }
        return some.size() >= (quiet ? 2 : settings.fewestToMerge()) ? some : List.of();
    }

    void expire(LocalDate first, Set<String> onHold, Instant now) throws IOException {
        working.lock();
        try {
            for (TimePartition partition : catalogue.partitions()) {
                if (partition.day().isBefore(first)) {
                    expire(partition, onHold);
                }
            }
            ErasedKeys.expire(files, now);
        } finally {
            working.unlock();
        }
    }

    private void expire(TimePartition partition, Set<String> onHold) throws IOException {
        if (onHold.isEmpty()) {
            replacements.replace(partition, catalogue.of(partition), null);
            return;
        }
        intactness.examine(catalogue.lease(partition));
        List<StoredFile> all = catalogue.of(partition);
        if (!all.isEmpty() && parquet.count(schema.table(locations(all)), OF_OTHERS, onHold) > 0) {
            rewrite(partition, all, OF_PEOPLE, onHold);
        }
    }

    long erase(String subject, Instant rememberUntil) throws IOException {
        working.lock();
        try {
            long erased = 0;
            Set<String> person = Set.of(subject);
            for (TimePartition partition : catalogue.partitions()) {
                Map<Hour, KeySet> keys = new TreeMap<>();
                List<StoredFile> holding = holding(partition, person, keys);
                if (!holding.isEmpty()) {
                    for (Map.Entry<Hour, KeySet> hour : keys.entrySet()) {
                        ErasedKeys.add(files, hour.getKey(), hour.getValue(), rememberUntil);
                        erased += hour.getValue().size();
                    }
                    rewrite(partition, holding, OF_OTHERS, person);
                }
            }
            return erased;
        } finally {
            working.unlock();
        }
    }

    /** The files with activities of a person, whose keys are added to {@code keys}. */
    private List<StoredFile> holding(TimePartition partition, Set<String> person, Map<Hour, KeySet> keys)
            throws IOException {
        intactness.examine(catalogue.lease(partition));
        Set<StoredFile> holding = new LinkedHashSet<>();
        for (StoredFile file : catalogue.of(partition)) {
            parquet.keys(schema.table(locations(List.of(file))), OF_PEOPLE, person, (hour, key) -> {
                keys.computeIfAbsent(hour, one -> new KeySet()).add(key);
                holding.add(file);
            });
        }
        return List.copyOf(holding);
    }

    /** Puts what is left of some files in their place. */
    private void rewrite(TimePartition into, List<StoredFile> old, String where, Set<String> people)
            throws IOException {
        Path staged = files.stage(into.directory());
        try {
            long rows = parquet.rewrite(schema.table(locations(old)), where, people, staged);
            @Nullable Path left = rows == 0 ? null : staged;
            replacements.replace(into, old, left);
        } finally {
            files.discard(staged);
        }
    }

    private List<String> locations(List<StoredFile> some) {
        return some.stream().map(file -> files.location(file.path())).toList();
    }

    @Override
    public void close() throws IOException {
        working.lock();
        try {
            parquet.close();
        } finally {
            working.unlock();
        }
    }
}
