package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites files: merges small ones, drops old days, erases people. One thing at a time, with a DuckDB of its own and one
 * thread, so that whoever adds activities is never waited for and never waits.
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
    boolean merge(Predicate<Hour> quiet) throws IOException {
        working.lock();
        try {
            List<StoredFile> most = List.of();
            for (Hour hour : catalogue.hours()) {
                List<StoredFile> some = toMerge(catalogue.of(hour), quiet.test(hour));
                if (some.size() > most.size()) {
                    most = some;
                }
            }
            if (most.isEmpty()) {
                return false;
            }
            EventStore.requireSpace(files, settings);
            if (!intactness.hasLost(most)) {
                rewrite(most.getFirst().hour(), most, "", Set.of());
            }
            return true;
        } finally {
            working.unlock();
        }
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

    void expire(LocalDate first, Set<String> onHold) throws IOException {
        working.lock();
        try {
            for (Hour hour : catalogue.hours()) {
                if (hour.day().isBefore(first)) {
                    expire(hour, onHold);
                }
            }
        } finally {
            working.unlock();
        }
    }

    private void expire(Hour hour, Set<String> onHold) throws IOException {
        if (onHold.isEmpty()) {
            replacements.replace(hour, catalogue.of(hour), null);
            return;
        }
        List<StoredFile> all = catalogue.of(hour);
        while (!dropOthers(hour, all, onHold)) {
            all = catalogue.of(hour);
        }
    }

    private boolean dropOthers(Hour hour, List<StoredFile> all, Set<String> onHold) throws IOException {
        if (intactness.hasLost(all)) {
            return false;
        }
        if (!all.isEmpty() && parquet.count(schema.table(locations(all)), OF_OTHERS, onHold) > 0) {
            rewrite(hour, all, OF_PEOPLE, onHold);
        }
        return true;
    }

    long erase(String subject, Instant rememberUntil) throws IOException {
        working.lock();
        try {
            long erased = 0;
            Set<String> person = Set.of(subject);
            for (Hour hour : catalogue.hours()) {
                KeySet keys = new KeySet();
                List<StoredFile> holding = holding(hour, person, keys);
                if (!holding.isEmpty()) {
                    ErasedKeys.add(files, hour, keys, rememberUntil);
                    rewrite(hour, holding, OF_OTHERS, person);
                    erased += keys.size();
                }
            }
            return erased;
        } finally {
            working.unlock();
        }
    }

    /** The files of an hour with activities of a person, whose keys are added to {@code keys}. */
    private List<StoredFile> holding(Hour hour, Set<String> person, KeySet keys) throws IOException {
        List<StoredFile> holding = new ArrayList<>();
        for (StoredFile file : catalogue.of(hour)) {
            int before = keys.size();
            try {
                parquet.keys(schema.table(locations(List.of(file))), OF_PEOPLE, person, keys);
            } catch (IOException e) {
                if (!intactness.hasLost(List.of(file))) {
                    throw e;
                }
                continue;
            }
            if (keys.size() > before && !intactness.hasLost(List.of(file))) {
                holding.add(file);
            }
        }
        return holding;
    }

    /** Puts what is left of some files of an hour in their place. */
    private void rewrite(Hour hour, List<StoredFile> old, String where, Set<String> people) throws IOException {
        Path staged = files.stage(hour.directory());
        try {
            long rows = parquet.rewrite(schema.table(locations(old)), where, people, staged);
            @Nullable Path left = rows == 0 ? null : staged;
            replacements.replace(hour, old, left);
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
