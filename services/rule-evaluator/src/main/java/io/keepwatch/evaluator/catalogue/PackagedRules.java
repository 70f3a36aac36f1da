package io.keepwatch.evaluator.catalogue;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rule set packaged with this service, laid out as a directory for as long as it is open. */
final class PackagedRules implements AutoCloseable {
    private static final String RESOURCE = "keepwatch-rules";

    private final Path directory;

    private PackagedRules(Path directory) {
        this.directory = directory;
    }

    static PackagedRules open() throws IOException {
        URL resource = Thread.currentThread().getContextClassLoader().getResource(RESOURCE);
        if (resource == null) {
            throw new IOException("no rules were packaged");
        }
        Path target = Files.createTempDirectory(RESOURCE);
        if (resource.openConnection() instanceof JarURLConnection jar) {
            try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.getJarFileURL()), Map.of())) {
                copy(files.getPath(RESOURCE), target);
            }
        } else {
            copy(Path.of(URI.create(resource.toString())), target);
        }
        return new PackagedRules(target);
    }

    Path directory() {
        return directory;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path path : all) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
