package io.keepwatch.platform;

import io.keepwatch.platform.process.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * The directory that holds everything of one local platform.
 *
 * @param path by default {@code .keepwatch} in the repository
 * @param programs unpacked Keycloak and PostgreSQL, by default in the same directory; several homes may share them
 */
record Home(Path path, Path programs) {
    /** Moves the directory. */
    static final String VARIABLE = "KEEPWATCH_HOME";

    /** Moves the unpacked programs. */
    static final String PROGRAMS_VARIABLE = "KEEPWATCH_PROGRAMS";

    Home {
        path = path.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
    }

    static Home from(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        String programs = environment.getOrDefault(PROGRAMS_VARIABLE, "").strip();
        Path path = named.isEmpty() ? RepositoryRoot.find().resolve(".keepwatch") : Path.of(named);
        return new Home(path, programs.isEmpty() ? path.resolve("programs") : Path.of(programs));
    }

    Path logs() {
        return path.resolve("log");
    }

    Path pids() {
        return path.resolve("run");
    }

    /** Private copies of everything that was built, so that a build does not change what is running. */
    Path apps() {
        return path.resolve("app");
    }

    /** What must survive a restart. */
    Path data() {
        return path.resolve("data");
    }

    /** What the hunting service stores. */
    Path huntingStore() {
        return data().resolve("hunting");
    }

    /** The rules directory that the evaluator watches. */
    Path rules() {
        return path.resolve("rules");
    }

    Path clients() {
        return path.resolve("clients");
    }

    Path info() {
        return path.resolve("platform.json");
    }

    Path secrets() {
        return path.resolve("secrets.json");
    }

    /** Makes the directories; others than the owner see nothing of them. */
    void create() throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        for (Path directory : Set.of(logs(), pids(), apps(), data(), clients())) {
            Files.createDirectories(directory);
        }
    }

    /** Writes a file that only the owner may read; it is never seen half written. */
    static void writePrivately(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(aside, content, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
