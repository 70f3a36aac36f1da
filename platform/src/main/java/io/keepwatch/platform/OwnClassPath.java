package io.keepwatch.platform;

import io.keepwatch.platform.files.Directories;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Our own class path, for programs of ours that run elsewhere and longer than we do. */
final class OwnClassPath {
    private OwnClassPath() {}

    /** As it is, for another working directory. */
    static String absolute() {
        return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * A private copy of it, so that a build does not change what is running. A class path of one jar (a test's, which only
     * points to others) stays where it is.
     */
    static String copiedTo(Path directory) throws IOException {
        List<Path> entries = entries();
        if (entries.size() == 1) {
            return absolute();
        }
        Path jars = directory.resolve("lib");
        Directories.delete(jars);
        Files.createDirectories(jars);
        List<String> copies = new ArrayList<>();
        int folders = 0;
        for (Path entry : entries) {
            Path copy = Files.isDirectory(entry)
                    ? directory.resolve("classes-" + folders++)
                    : jars.resolve(entry.getFileName());
            if (Files.isDirectory(entry)) {
                Directories.mirror(entry, copy);
            } else if (Files.exists(entry)) {
                Files.copy(entry, copy);
            }
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static List<Path> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
    }
}
