package io.keepwatch.platform.harness;

import io.keepwatch.platform.postgres.Database;
import io.keepwatch.platform.postgres.PostgresBinaries;
import io.keepwatch.platform.postgres.PostgresServer;
import io.keepwatch.platform.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL 18 for tests: one per JVM, in its own process, on a random port, gone with the JVM. What a test
 * commits survives {@link #kill()} and {@link #restart()}, not the machine's power cut.
 */
public final class TestPostgres {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String PASSWORD = "for-tests-only";

    private final PostgresServer server;
    private final Path log = Children.directory().resolve("postgresql.log");
    private final AtomicInteger databases = new AtomicInteger();
    private Process process;

    private TestPostgres() {
        try {
            server = new PostgresServer(
                    PostgresBinaries.unpackedBelow(ownDirectory()),
                    Children.directory().resolve("postgresql"),
                    Ports.free(),
                    PASSWORD);
            server.initialise(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        process = start();
    }

    private static final class Shared {
        static final TestPostgres INSTANCE = new TestPostgres();
    }

    /** This JVM's server, started at the first call. */
    public static TestPostgres shared() {
        return Shared.INSTANCE;
    }

    /**
     * A new, empty database owned by a role of the same name.
     *
     * @param name lower-case letters, digits and underscores; the database's name begins with it and ends with a number
     *     that makes it this call's own
     */
    public Database newDatabase(String name) {
        return server.database(name + "_" + databases.incrementAndGet(), PASSWORD);
    }

    /** Ends the server without warning, as {@code kill -9} does. */
    public synchronized void kill() {
        Children.kill(process);
    }

    /** Starts the server again over its data and waits until it answers; ends a running one without warning first. */
    public synchronized void restart() {
        Children.kill(process);
        process = start();
    }

    private Process start() {
        try {
            server.awaitOrphans();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Process started = Children.start(server.command("fsync=off", "full_page_writes=off"), log);
        Children.awaitReady(started, server::answers, START, log);
        return started;
    }

    /** Kept between runs, so that the programs are unpacked once; a folder that is not ours alone is not trusted. */
    private static Path ownDirectory() throws IOException {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "keepwatch-" + System.getProperty("user.name"));
        try {
            Files.createDirectory(
                    shared, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            boolean ours = Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(shared).getName().equals(System.getProperty("user.name"))
                    && Files.getPosixFilePermissions(shared).equals(PosixFilePermissions.fromString("rwx------"));
            return ours ? shared : Children.directory();
        }
        return shared;
    }
}
