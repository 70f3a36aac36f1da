package io.keepwatch.hunting.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;

/** Finds damaged files and takes them out of the store, so that nothing else fails because of them. */
final class Intactness {
    private final StoreFiles files;
    private final Catalogue catalogue;
    private final StoreListener listener;

    Intactness(StoreFiles files, Catalogue catalogue, StoreListener listener) {
        this.files = files;
        this.catalogue = catalogue;
        this.listener = listener;
    }

    /** Enters every file of the store into the catalogue whose beginning and end are a Parquet file's. */
    void load() throws IOException {
        for (String path : files.list()) {
            StoredFile file = StoredFile.at(path, files.size(path));
            if (file != null) {
                String wrong = Checksums.ends(files, file);
                if (wrong == null) {
                    catalogue.add(file);
                } else {
                    quarantine(file, wrong);
                }
            }
        }
    }

    /** Reads every file of an hour and takes out what is damaged; returns how many were. */
    int examine(Hour hour) throws IOException {
        int damaged = 0;
        try (Catalogue.Lease lease = catalogue.lease(hour)) {
            for (StoredFile file : lease.files()) {
                if (isLost(file)) {
                    damaged++;
                }
            }
        }
        return damaged;
    }

    /** Whether some of these files, which could not be read, are damaged or gone; if so, the rest can be read again. */
    boolean hasLost(List<StoredFile> unreadable) throws IOException {
        boolean lost = false;
        for (StoredFile file : unreadable) {
            lost |= isLost(file);
        }
        return lost;
    }

    /**
     * The same of very many files, of which DuckDB says which one it was: only that one is read whole, the others are
     * looked at where they begin and end.
     */
    boolean hasLost(List<StoredFile> unreadable, SQLException failure) throws IOException {
        String message = String.valueOf(failure.getMessage());
        boolean lost = false;
        for (StoredFile file : unreadable) {
            if (message.contains(file.name()) || !hasEnds(file)) {
                lost |= isLost(file);
            }
        }
        return lost;
    }

    private boolean hasEnds(StoredFile file) {
        try {
            return Checksums.ends(files, file) == null;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isLost(StoredFile file) throws IOException {
        try {
            if (Checksums.isIntact(files, file)) {
                return false;
            }
            quarantine(file, "its content is not what was written");
        } catch (NoSuchFileException | FileNotFoundException e) {
            if (catalogue.isLive(file)) {
                listener.quarantined(file.path(), "it is not there any more");
            }
            catalogue.replace(file.hour(), List.of(file), null);
        }
        return true;
    }

    private void quarantine(StoredFile file, String reason) throws IOException {
        catalogue.replace(file.hour(), List.of(file), null);
        files.quarantine(file.path());
        listener.quarantined(file.path(), reason);
    }
}
