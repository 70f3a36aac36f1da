package io.keepwatch.platform.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Folders that take a while to fill and must never be seen half full: they are filled aside and appear in one step. What an
 * interrupted attempt left aside is removed by a later one.
 */
public final class OneStep {
    private static final String UNFINISHED = ".unfinished-";

    /** Nobody fills a folder for that long; what is older was left behind. */
    private static final Duration ABANDONED = Duration.ofMinutes(30);

    private OneStep() {}

    /** Fills a folder that exists and is empty. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException, InterruptedException;
    }

    /** Returns the folder, filled now if it was not there; two who ask at once both get a full one. */
    public static Path folder(Path ready, Filling filling) throws IOException, InterruptedException {
        if (Files.isDirectory(ready)) {
            return ready;
        }
        Path parent = Objects.requireNonNull(ready.toAbsolutePath().getParent(), "a folder in another one");
        Files.createDirectories(parent);
        deleteAbandoned(parent, ready.getFileName() + UNFINISHED);
        Path unfinished = Files.createTempDirectory(parent, ready.getFileName() + UNFINISHED);
        try {
            filling.fill(unfinished);
            Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Somebody else was quicker; theirs is as good.
            if (!Files.isDirectory(ready)) {
                throw e;
            }
        } finally {
            Directories.delete(unfinished);
        }
        return ready;
    }

    private static void deleteAbandoned(Path parent, String prefix) throws IOException {
        Instant before = Instant.now().minus(ABANDONED);
        try (var candidates = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path candidate : candidates) {
                if (Files.getLastModifiedTime(candidate).toInstant().isBefore(before)) {
                    Directories.delete(candidate);
                }
            }
        }
    }
}
