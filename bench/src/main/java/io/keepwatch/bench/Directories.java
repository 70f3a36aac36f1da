package io.keepwatch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where things are. */
final class Directories {
    private Directories() {}

    /** The repository that this was built in: the nearest folder upwards that holds the rules. */
    static Path repository() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("rules").resolve("engine"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "not inside a Keepwatch repository: " + Path.of("").toAbsolutePath());
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
