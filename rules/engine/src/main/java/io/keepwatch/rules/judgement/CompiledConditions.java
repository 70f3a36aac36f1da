package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.Digests;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.drools.base.util.Drools;
import org.jspecify.annotations.Nullable;

/**
 * The class files that conditions were compiled to, kept in a directory from one start to the next: compiling takes
 * seconds in a process that just started, reading them back does not. What is kept is trusted no more than what was just
 * compiled: it passes the same {@link MemberGate} before anything of it is loaded. A file that is missing, damaged or
 * made by another version is as good as none, and a directory that cannot be written keeps nothing.
 */
public final class CompiledConditions {
    private static final String SUFFIX = ".jar";
    /** The last entry: a file that was cut between two entries reads like a shorter one. */
    private static final String COMPLETE = "complete";
    /** What compiled conditions are linked against, beside Drools: another shape of these is another compilation. */
    private static final List<Class<?>> LINKED = List.of(EventFact.class, Raise.class);

    /** Compilations that sets which were only tried may leave behind. */
    private static final int MOST_TRIED = 1_000;

    private final @Nullable Path directory;
    private final boolean trying;

    private CompiledConditions(@Nullable Path directory, boolean trying) {
        this.directory = directory;
        this.trying = trying;
    }

    /** Keeps nothing. */
    public static CompiledConditions notKept() {
        return new CompiledConditions(null, false);
    }

    /** Keeps them here; the directory is made when something is kept. */
    public static CompiledConditions in(Path directory) {
        return new CompiledConditions(directory, false);
    }

    /** Keeps them here beside what others keep, which it does not forget for a set that is only tried. */
    public static CompiledConditions tryingIn(Path directory) {
        return new CompiledConditions(directory, true);
    }

    /**
     * Names a compilation by everything that goes into it. Of the facts that is what they offer, not how: a window that
     * another rule declares moves the places where values lie, and must not compile the whole catalogue anew.
     */
    static String key(String drl, Map<String, byte[]> facts) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(Drools.getFullVersion().getBytes(StandardCharsets.UTF_8));
        parts.add(drl.getBytes(StandardCharsets.UTF_8));
        new TreeMap<>(facts).forEach((path, fact) -> {
            parts.add(path.getBytes(StandardCharsets.UTF_8));
            parts.add(offered(fact).getBytes(StandardCharsets.UTF_8));
        });
        LINKED.forEach(linked -> parts.add(classFile(linked)));
        return Digests.of(parts);
    }

    /**
     * The class files by path, or null where there are none.
     *
     * @param folder where each of them must lie; a file that holds anything else is not ours
     */
    @Nullable
    Map<String, byte[]> find(String key, String folder) {
        if (directory == null) {
            return null;
        }
        Map<String, byte[]> classFiles = new HashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new BufferedInputStream(Files.newInputStream(directory.resolve(key + SUFFIX))))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(COMPLETE)) {
                    return classFiles;
                }
                if (!entry.getName().startsWith(folder)) {
                    return null;
                }
                classFiles.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
        return null;
    }

    void keep(String key, Map<String, byte[]> classFiles) {
        if (directory == null) {
            return;
        }
        try {
            makeDirectory(directory);
            Path half = Files.createTempFile(directory, key, ".half");
            try {
                try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(half)))) {
                    for (Map.Entry<String, byte[]> file : new TreeMap<>(classFiles).entrySet()) {
                        zip.putNextEntry(new ZipEntry(file.getKey()));
                        zip.write(file.getValue());
                        zip.closeEntry();
                    }
                    zip.putNextEntry(new ZipEntry(COMPLETE));
                    zip.closeEntry();
                }
                Files.move(half, directory.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            // The next start compiles again: slower, not wrong.
        }
    }

    /** Forgets everything but these; of a set that is only tried, what was kept longest ago, once there is too much. */
    void retain(Set<String> keys) {
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            List<Path> files = new ArrayList<>();
            for (Path file : kept) {
                String name = file.getFileName().toString();
                if (!keys.contains(name.substring(0, name.length() - SUFFIX.length()))) {
                    files.add(file);
                }
            }
            files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
            for (Path file : files.subList(0, trying ? Math.max(0, files.size() - MOST_TRIED) : files.size())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left over only takes a little room.
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(directory);
        }
    }

    private static String offered(byte[] fact) {
        return ClassFile.of().parse(fact).methods().stream()
                .map(method ->
                        method.methodName().stringValue() + method.methodType().stringValue())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static byte[] classFile(Class<?> type) {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IllegalStateException("a class of this engine has no class file: " + type);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("a class of this engine cannot be read", e);
        }
    }
}
