package io.keepwatch.platform;

import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.RepositoryRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's programs: unpacked once and built once for PostgreSQL, in a folder that appears in one step. A half-unpacked
 * one cannot exist under that name; what an interrupted attempt left beside it is removed.
 */
final class KeycloakDistribution {
    private static final Path DISTRIBUTION = Path.of("platform", "keycloak", "target", "distribution.path");
    private static final List<String> BUILD =
            List.of("build", "--db=postgres", "--health-enabled=true", "--metrics-enabled=false");

    /** As the distribution's own script starts it; run directly, so that the process is Keycloak and not a shell. */
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US");

    private final Path programs;

    KeycloakDistribution(Path programs) {
        this.programs = programs;
    }

    /** The folder of a built Keycloak; made now if it is missing. */
    Path folder(Path log) throws IOException, InterruptedException {
        Path zip = zip();
        String name = zip.getFileName().toString().replace("-quarkus-dist", "").replace(".zip", "");
        Path ready = programs.resolve("%s-%08x".formatted(name, BUILD.hashCode()));
        if (Files.isDirectory(ready)) {
            return ready;
        }
        Files.createDirectories(programs);
        deleteLeftBehind(ready);
        Path unfinished = Files.createTempDirectory(programs, ready.getFileName() + ".unfinished-");
        try {
            unpack(zip, unfinished);
            FirstStep.run(
                    new Launch(command(unfinished, unfinished, List.of("-Xmx512m"), BUILD), Map.of(), unfinished), log);
            Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (ZipException e) {
            throw new IOException(zip + " is damaged; delete it and build again", e);
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

    /**
     * A Keycloak command line.
     *
     * @param folder the programs
     * @param home configuration and data; may be the programs' folder itself
     */
    static List<String> command(Path folder, Path home, List<String> jvmFlags, List<String> arguments) {
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        JVM.stream(),
                        jvmFlags.stream(),
                        Stream.of(
                                "-Dkc.home.dir=" + home,
                                "-cp",
                                folder.resolve("lib/quarkus-run.jar").toString(),
                                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"),
                        arguments.stream())
                .flatMap(part -> part)
                .toList();
    }

    private static Path zip() throws IOException {
        Path pointer = RepositoryRoot.find().resolve(DISTRIBUTION);
        if (!Files.exists(pointer)) {
            throw new IOException("Keycloak was not fetched yet: build platform/keycloak first");
        }
        Path zip = Path.of(Files.readString(pointer).strip());
        if (!Files.isRegularFile(zip)) {
            throw new IOException(zip + " is gone from the local Maven repository; build again");
        }
        return zip;
    }

    private void deleteLeftBehind(Path ready) throws IOException {
        List<Path> leftBehind = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(programs, ready.getFileName() + ".unfinished-*")) {
            stream.forEach(leftBehind::add);
        }
        for (Path path : leftBehind) {
            Directories.delete(path);
        }
    }

    private static void unpack(Path zip, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            boolean any = false;
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                any = true;
                // The first folder carries the version; ours does too.
                Path inside = Path.of(entry.getName());
                if (inside.getNameCount() < 2) {
                    continue;
                }
                Path place =
                        target.resolve(inside.subpath(1, inside.getNameCount())).normalize();
                if (!place.startsWith(target)) {
                    throw new ZipException("names a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else {
                    Files.createDirectories(place.getParent());
                    Files.copy(entries, place);
                }
            }
            if (!any) {
                throw new ZipException("empty");
            }
        } catch (java.io.EOFException e) {
            throw new ZipException("cut off");
        }
    }
}
