package io.keepwatch.hunting.store;

import io.keepwatch.contracts.Activity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Every accepted activity, once, in Parquet files by day and hour of event time, sorted by person and time; days that are
 * long over become one file. One thread
 * adds; others keep the files in order and ask questions ({@link StoreReader}) meanwhile. Thread-safe.
 *
 * <p>An activity is the same as one that is there if source, id and time are: then it is a repeat and changes nothing. So
 * whatever was read from Kafka but not committed when the process died is simply given to the store again.
 */
public final class EventStore implements AutoCloseable {
    private static final Comparator<Activity> ORDER = Comparator.comparing(
                    (Activity activity) -> activity.header().subject())
            .thenComparing(activity -> activity.header().time());

    private final StoreFiles files;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Intactness intactness;
    private final Schema schema;
    private final Upkeep upkeep;
    private final Parquet parquet;
    private final HourKeys keys;
    private final ReentrantLock appending = new ReentrantLock();
    private final Map<Hour, Instant> lastAdded = new ConcurrentHashMap<>();

    /** Told how far an append got: of so many activities of a partition, some were new and the others repeats. */
    @FunctionalInterface
    public interface Progress {
        void taken(int partition, int stored, int repeated);
    }

    /**
     * Opens a store: ends what a process that died had begun, and puts into quarantine what cannot be a Parquet file.
     *
     * @param clock the machine's; decides when an hour is quiet and how long erased activities are remembered
     */
    public static EventStore open(StoreFiles files, StoreSettings settings, InstantSource clock, StoreListener listener)
            throws IOException {
        Replacements.settle(files, files.list());
        return new EventStore(files, settings, clock, listener);
    }

    private EventStore(StoreFiles files, StoreSettings settings, InstantSource clock, StoreListener listener)
            throws IOException {
        this.files = files;
        this.settings = settings;
        this.clock = clock;
        Replacements replacements = new Replacements(files, listener);
        catalogue = replacements.catalogue();
        intactness = new Intactness(files, catalogue, listener);
        intactness.load();
        parquet = new Parquet(files.scratch());
        schema = Schema.in(files, parquet);
        keys = new HourKeys(settings.mostKeys(), this::loadKeys);
        upkeep = new Upkeep(files, replacements, intactness, schema, settings);
    }

    /**
     * Stores what is new of a batch. Afterwards the batch is empty and everything in it is durable. After a failure what
     * is stored is gone from the batch, and the rest can be given to the store again.
     *
     * @throws IOException if it could not be written, for example because the disk is full
     */
    public void append(Batch batch, Progress progress) throws IOException {
        appending.lock();
        try {
            for (Batch.Slot slot = batch.first(); slot != null; slot = batch.first()) {
                int given = batch.rows(slot).size();
                int stored = store(slot, batch.rows(slot));
                batch.taken(slot);
                progress.taken(slot.partition(), stored, given - stored);
            }
        } finally {
            appending.unlock();
        }
    }

    private int store(Batch.Slot slot, List<Batch.Row> rows) throws IOException {
        KeySet known = keys.of(slot.hour());
        KeySet fresh = new KeySet();
        ActivityKey.Maker maker = new ActivityKey.Maker();
        List<Activity> activities = new ArrayList<>(rows.size());
        List<ActivityKey> added = new ArrayList<>(rows.size());
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Batch.Row row : rows) {
            ActivityKey key = maker.of(row.activity());
            if (!known.contains(key) && fresh.add(key)) {
                activities.add(row.activity());
                added.add(key);
                first = Math.min(first, row.offset());
                last = Math.max(last, row.offset());
            }
        }
        if (!activities.isEmpty()) {
            activities.sort(ORDER);
            write(slot, first, last, activities);
            added.forEach(known::add);
            lastAdded.put(slot.hour(), clock.instant());
        }
        return activities.size();
    }

    private void write(Batch.Slot slot, long first, long last, List<Activity> activities) throws IOException {
        requireSpace(files, settings);
        TimePartition partition = TimePartition.of(slot.hour());
        Path staged = files.stage(partition.directory());
        try {
            parquet.write(activities, staged);
            StoredFile file =
                    Checksums.named(staged, partition, crc -> StoredFile.written(slot.partition(), first, last, crc));
            files.publish(staged, file.path());
            // From here on nothing may fail: whoever got an exception would give the same rows again.
            catalogue.add(file);
        } catch (IOException | RuntimeException e) {
            files.discard(staged);
            throw e;
        }
    }

    /** Leaves room for the journals and merges that give space back. */
    static void requireSpace(StoreFiles files, StoreSettings settings) throws IOException {
        long usable = files.usableBytes();
        if (usable < settings.reserve()) {
            throw new IOException("the disk is full: %,d bytes are left, %,d are held in reserve"
                    .formatted(usable, settings.reserve()));
        }
    }

    private KeySet loadKeys(Hour hour) throws IOException {
        KeySet loaded = new KeySet();
        intactness.examine(catalogue.lease(hour));
        try (Catalogue.Lease lease = catalogue.lease(hour)) {
            if (!lease.files().isEmpty()) {
                parquet.keys(schema.table(locations(lease.files())), hour, loaded);
            }
            ErasedKeys.load(files, hour, loaded);
        }
        return loaded;
    }

    private List<String> locations(List<StoredFile> some) {
        return some.stream().map(file -> files.location(file.path())).toList();
    }

    /**
     * Merges the files of one hour that has too many, or several and has been quiet for a while; if there is none, those of
     * one day that is long over.
     *
     * @return whether there was something to merge; then there may be more
     */
    public boolean tidy() throws IOException {
        Instant now = clock.instant();
        Instant quietSince = now.minus(settings.quietAfter());
        Predicate<Hour> quiet = hour -> {
            Instant last = lastAdded.get(hour);
            return last == null || last.isBefore(quietSince);
        };
        return upkeep.mergeHour(quiet) || upkeep.mergeDay(quiet, now);
    }

    /**
     * Deletes every day before {@code first}, except the activities of people on legal hold. May be asked again at any
     * time, also after it was interrupted.
     *
     * @param first the first day that is kept, UTC
     * @param onHold subjects whose activities are kept whatever their age
     */
    public void expire(LocalDate first, Set<String> onHold) throws IOException {
        upkeep.expire(first, onHold, clock.instant());
        lastAdded.keySet().removeIf(hour -> hour.day().isBefore(first));
    }

    /**
     * Deletes every activity of a person by rewriting the files that hold one. A repeated delivery of such an activity
     * does not bring it back for {@link StoreSettings#erasedKept}. May be asked again at any time, also after it was
     * interrupted. Whether it may be done, for example while the person is on legal hold, is for the caller to know.
     *
     * @return how many activities were erased
     */
    public long erase(String subject) throws IOException {
        return upkeep.erase(subject, clock.instant().plus(settings.erasedKept()));
    }

    /**
     * Reads every file against its checksum and puts into quarantine what is damaged.
     *
     * @return how many were
     */
    public int examine() throws IOException {
        int damaged = 0;
        for (TimePartition partition : catalogue.partitions()) {
            damaged += intactness.examine(catalogue.lease(partition));
        }
        return damaged;
    }

    /** How many files cannot be read: those in quarantine, and those that went away while the store was open. */
    public int damaged() {
        return catalogue.lost();
    }

    /** How much is stored. */
    public StoreSize size() {
        return catalogue.size();
    }

    /** The files that hold now, with every activity from {@code from} on and before {@code to}. */
    Catalogue.Lease lease(Instant from, Instant to) {
        return catalogue.lease(from, to);
    }

    StoreFiles files() {
        return files;
    }

    Schema schema() {
        return schema;
    }

    Intactness intactness() {
        return intactness;
    }

    /** Gives the files back; readers must be closed before. */
    @Override
    public void close() throws IOException {
        appending.lock();
        try (files;
                parquet;
                upkeep) {
            lastAdded.clear();
        } finally {
            appending.unlock();
        }
    }
}
