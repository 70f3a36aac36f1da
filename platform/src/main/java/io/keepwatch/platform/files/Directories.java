package io.keepwatch.platform.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whole directories. */
public final class Directories {
    private Directories() {}

    /** Deletes the directory and everything in it; links are deleted, not followed. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes {@code target} hold the same files as {@code source}; what has the same size and time is left alone. */
    public static void mirror(Path source, Path target) throws IOException {
        Set<Path> wanted = copy(source, target, directory -> true);
        Files.walkFileTree(target, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!wanted.contains(target.relativize(file))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Copies a directory.
     *
     * @param enter which directories to enter
     * @return the files, relative to the source
     */
    public static Set<Path> copy(Path source, Path target, Predicate<Path> enter) throws IOException {
        Set<Path> copied = new HashSet<>();
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!enter.test(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(source.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = source.relativize(file);
                Path copy = target.resolve(relative);
                copied.add(relative);
                if (!same(attributes, copy)) {
                    Files.deleteIfExists(copy);
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return copied;
    }

    private static boolean same(BasicFileAttributes original, Path copy) throws IOException {
        if (!Files.exists(copy)) {
            return false;
        }
        BasicFileAttributes attributes = Files.readAttributes(copy, BasicFileAttributes.class);
        return attributes.size() == original.size()
                && attributes.lastModifiedTime().equals(original.lastModifiedTime());
    }
}
