package io.keepwatch.hunting.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;

/** Finds damaged files and takes them out of the store, so that nothing else fails because of them. */
final class Intactness {
    /** How DuckDB's errors begin that no file can be the reason of. */
    private static final List<String> OF_THE_QUESTION = List.of(
            "Out of Memory Error",
            "Parser Error",
            "Binder Error",
            "Catalog Error",
            "Conversion Error",
            "Permission Error",
            "Not implemented Error");

    private final StoreFiles files;
    private final Catalogue catalogue;
    private final StoreListener listener;

    Intactness(StoreFiles files, Catalogue catalogue, StoreListener listener) {
        this.files = files;
        this.catalogue = catalogue;
        this.listener = listener;
    }

    /** Enters every file of the store into the catalogue whose beginning and end are a Parquet file's, and what is missing. */
    void load() throws IOException {
        for (String path : files.quarantined()) {
            StoredFile file = StoredFile.at(path, 0);
            if (file != null) {
                catalogue.lose(file.partition(), path);
            }
        }
        for (String path : files.list()) {
            StoredFile file = StoredFile.at(path, files.size(path));
            if (file != null) {
                String wrong = Checksums.ends(files, file);
                if (wrong != null && isWholeAgain(file)) {
                    wrong = null;
                }
                if (wrong == null) {
                    catalogue.add(file);
                } else {
                    quarantine(file, wrong);
                }
            }
        }
    }

    /** Reads every leased file, takes out what is damaged and gives the lease back; returns how many were. */
    int examine(Catalogue.Lease some) throws IOException {
        int damaged = 0;
        try (Catalogue.Lease lease = some) {
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
     * The same of very many files: all are read only if the failure neither names one nor is one of the question's own.
     *
     * @param failure what DuckDB said; of damage it mostly names the file
     */
    boolean hasLost(List<StoredFile> unreadable, SQLException failure) throws IOException {
        String message = String.valueOf(failure.getMessage());
        if (OF_THE_QUESTION.stream().anyMatch(message::startsWith)) {
            return false;
        }
        List<StoredFile> named = unreadable.stream()
                .filter(file -> message.contains(file.name()))
                .toList();
        return hasLost(named.isEmpty() ? unreadable : named);
    }

    private boolean isLost(StoredFile file) throws IOException {
        String gone = null;
        try {
            if (Checksums.isIntact(files, file)) {
                return false;
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            gone = "it is not there any more";
        }
        // One that was replaced is deleted anyway; its rows lie elsewhere, or were not to be kept.
        if (!catalogue.isLive(file) || isWholeAgain(file)) {
            return true;
        }
        if (gone == null) {
            quarantine(file, "its content is not what was written");
        } else {
            catalogue.lose(file.partition(), file.path());
            catalogue.replace(List.of(file), null);
            listener.quarantined(file.path(), gone);
        }
        return true;
    }

    /** Whether it was only a copy that was damaged, and what it was copied from is whole. */
    private boolean isWholeAgain(StoredFile file) throws IOException {
        if (files.restore(file.path()) && Checksums.isIntact(files, file)) {
            listener.restored(file.path());
            return true;
        }
        return false;
    }

    private void quarantine(StoredFile file, String reason) throws IOException {
        catalogue.lose(file.partition(), file.path());
        catalogue.replace(List.of(file), null);
        files.quarantine(file.path());
        listener.quarantined(file.path(), reason);
    }
}
