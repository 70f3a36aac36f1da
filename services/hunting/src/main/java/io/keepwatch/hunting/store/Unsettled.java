package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Paths of which nobody knows whether the bucket has an object there, and which must have none: of uploads that are under
 * way, or failed, or were cut off by a crash. Noted in a directory before the upload begins. What failed stays noted after
 * the object was deleted, for as long as the upload might still arrive. Thread-safe.
 */
final class Unsettled {
    private static final String DIRECTORY = ".unsettled";
    /** No store works on a request for so long. */
    private static final Duration LATEST = Duration.ofDays(1);

    private static final String SLASH = "!";

    private final Path directory;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    private enum State {
        UNDER_WAY,
        FAILED,
        DELETED
    }

    /** What the last process left: all of it failed. */
    Unsettled(Path root) throws IOException {
        directory = root.resolve(DIRECTORY);
        Files.createDirectories(directory);
        LocalFiles.sync(root);
        try (Stream<Path> notes = Files.list(directory)) {
            notes.forEach(note -> states.put(note.getFileName().toString().replace(SLASH, "/"), State.FAILED));
        }
    }

    private Path note(String path) {
        return directory.resolve(path.replace("/", SLASH));
    }

    boolean has(String path) {
        return states.containsKey(path);
    }

    void begin(String path) throws IOException {
        // Anew, for its age.
        Files.deleteIfExists(note(path));
        Files.createFile(note(path));
        LocalFiles.sync(directory);
        states.put(path, State.UNDER_WAY);
    }

    /** It is known to be as it should. */
    void end(String path) throws IOException {
        if (Files.deleteIfExists(note(path))) {
            LocalFiles.sync(directory);
        }
        states.remove(path);
    }

    void failed(String path) {
        states.put(path, State.FAILED);
    }

    /** What is to be deleted from the bucket. */
    List<String> failures() {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() == State.FAILED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** It was deleted; if it was uploaded long ago it will not come back. */
    void deleted(String path, Instant now) throws IOException {
        if (Files.getLastModifiedTime(note(path)).toInstant().isBefore(now.minus(LATEST))) {
            end(path);
        } else {
            states.put(path, State.DELETED);
        }
    }
}
