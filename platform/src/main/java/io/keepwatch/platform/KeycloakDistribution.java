package io.keepwatch.platform;

import io.keepwatch.platform.files.OneStep;
import io.keepwatch.platform.process.Launch;
import io.keepwatch.platform.process.RepositoryRoot;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Keycloak's programs: unpacked once and built once for PostgreSQL; never half unpacked. */
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
        return OneStep.folder(ready, unfinished -> {
            try {
                unpack(zip, unfinished);
            } catch (ZipException e) {
                throw new IOException(zip + " is damaged; delete it and build again", e);
            }
            FirstStep.run(
                    new Launch(command(unfinished, unfinished, List.of("-Xmx512m"), BUILD), Map.of(), unfinished), log);
        });
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
        } catch (EOFException e) {
            throw new ZipException("cut off");
        }
    }
}
