package io.keepwatch.rules.judgement;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private final @Nullable Path directory;

    private CompiledConditions(@Nullable Path directory) {
        this.directory = directory;
    }

    /** Keeps nothing. */
    public static CompiledConditions notKept() {
        return new CompiledConditions(null);
    }

    /** Keeps them here; the directory is made when something is kept. */
    public static CompiledConditions in(Path directory) {
        return new CompiledConditions(directory);
    }

    /** Names a compilation by everything that goes into it. */
    static String key(String drl, Map<String, byte[]> facts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, Drools.getFullVersion().getBytes(StandardCharsets.UTF_8));
            add(digest, drl.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> fact : new TreeMap<>(facts).entrySet()) {
                add(digest, fact.getKey().getBytes(StandardCharsets.UTF_8));
                add(digest, fact.getValue());
            }
            for (Class<?> linked : LINKED) {
                add(digest, classFile(linked));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new IllegalStateException("a class of this engine cannot be read", e);
        }
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

    /** Forgets everything but these. */
    void retain(Set<String> keys) {
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : kept) {
                String name = file.getFileName().toString();
                if (!keys.contains(name.substring(0, name.length() - SUFFIX.length()))) {
                    Files.deleteIfExists(file);
                }
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

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IOException(type + " has no class file");
            }
            return in.readAllBytes();
        }
    }

    private static void add(MessageDigest digest, byte[] content) {
        digest.update((content.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(content);
    }
}
