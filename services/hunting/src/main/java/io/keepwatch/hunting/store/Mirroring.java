package io.keepwatch.hunting.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Makes a directory the mirror of a bucket: of what is the store's, not of what somebody else keeps below its prefix. */
final class Mirroring {
    /** Below it, in the bucket, lies what was damaged. */
    static final String QUARANTINE = ".quarantine/";

    private static final int AT_ONCE = 8;
    private static final int TRIES = 2;

    private final Bucket bucket;
    private final LocalFiles mirror;
    private final StoreListener listener;
    private final Set<String> quarantined = new ConcurrentSkipListSet<>();

    Mirroring(Bucket bucket, LocalFiles mirror, StoreListener listener) {
        this.bucket = bucket;
        this.mirror = mirror;
        this.listener = listener;
    }

    static boolean isOurs(String path) {
        return StoredFile.at(path, 0) != null
                || Schema.isAt(path)
                || ErasedKeys.isAt(path)
                || Replacements.isJournal(path);
    }

    /**
     * Drops what the bucket does not have, and fetches what the mirror does not have or has otherwise.
     *
     * @param gone what is as good as deleted from the bucket
     */
    void run(Predicate<String> gone) throws IOException {
        Map<String, Bucket.Entry> objects = new TreeMap<>();
        for (Bucket.Entry object : bucket.list()) {
            if (object.path().startsWith(QUARANTINE)) {
                quarantined.add(object.path().substring(QUARANTINE.length()));
            } else if (isOurs(object.path()) && !gone.test(object.path())) {
                objects.put(object.path(), object);
            }
        }
        for (String path : mirror.list()) {
            if (isOurs(path) && !objects.containsKey(path)) {
                mirror.delete(path);
            }
        }
        List<Bucket.Entry> missing = new ArrayList<>();
        for (Bucket.Entry object : objects.values()) {
            if (!isMirrored(object)) {
                missing.add(object);
            }
        }
        fetch(missing);
    }

    /** Files of activities never change, and are read against their checksum where it matters; the others are small. */
    private boolean isMirrored(Bucket.Entry object) throws IOException {
        if (!mirror.exists(object.path()) || mirror.size(object.path()) != object.bytes()) {
            return false;
        }
        if (StoredFile.at(object.path(), object.bytes()) != null) {
            return true;
        }
        try (InputStream in = mirror.open(object.path())) {
            return object.tag().contains(HexFormat.of().formatHex(S3Bucket.md5(in)));
        }
    }

    private void fetch(List<Bucket.Entry> missing) throws IOException {
        try (ExecutorService fetching = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().name("hunting-mirror-", 0).factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (Bucket.Entry object : missing) {
                all.add(fetching.submit(() -> {
                    fetch(object);
                    return object;
                }));
            }
            try {
                for (Future<?> one : all) {
                    one.get();
                }
            } catch (ExecutionException e) {
                fetching.shutdownNow();
                throw e.getCause() instanceof IOException failure
                        ? new IOException(failure.getMessage(), failure)
                        : new IOException("files could not be fetched", e);
            } catch (InterruptedException e) {
                fetching.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while files were fetched", e);
            }
        }
    }

    private void fetch(Bucket.Entry object) throws IOException {
        String path = object.path();
        StoredFile file = StoredFile.at(path, object.bytes());
        for (int i = 0; i < TRIES; i++) {
            Path staged = mirror.stage(directory(path));
            try {
                bucket.fetch(path, staged);
                if (Files.size(staged) == object.bytes() && (file == null || Checksums.isIntact(staged, file))) {
                    mirror.put(staged, path);
                    return;
                }
            } finally {
                mirror.discard(staged);
            }
        }
        if (file == null) {
            throw new IOException(path + " does not come from the bucket as it lies there");
        }
        quarantine(path);
        mirror.delete(path);
        listener.quarantined(path, "its content is not what was written");
    }

    /** Moves an object out of the store, in the bucket. */
    void quarantine(String path) throws IOException {
        bucket.copy(path, QUARANTINE + path);
        quarantined.add(path);
        bucket.delete(path);
    }

    /** The paths of what was moved out of the store, now or before. */
    Set<String> quarantined() {
        return quarantined;
    }

    /** The directory of a path, empty for the store's own. */
    static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
