package io.keepwatch.platform.harness;

import io.keepwatch.platform.process.Leash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The processes and the temporary directory of this JVM's servers; both go when the JVM goes, however it goes. */
final class Children {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Leash LEASH = Leash.start();
    private static final List<Process> STARTED = new ArrayList<>();
    private static final Path DIRECTORY = temporary();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::end, "keepwatch-harness-end"));
    }

    private Children() {}

    /** A directory for this JVM only. */
    static Path directory() {
        return DIRECTORY;
    }

    static synchronized Process start(List<String> command, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Flags meant for the test's JVM are not meant for its servers.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            Process process = builder.start();
            STARTED.add(process);
            LEASH.hold(process.toHandle(), Leash.Word.KILL);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void run(List<String> command, Path log) {
        Process process = start(command, log);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            LEASH.release(process.toHandle());
        }
    }

    static void awaitReady(Process process, BooleanSupplier ready, Duration atMost, Path log) {
        long until = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException(
                        (process.isAlive() ? "Not ready after " + atMost : "Died while starting")
                                + ", its log ends with:\n" + end(log));
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** As `kill -9` would: no word of warning. */
    static void kill(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        LEASH.release(process.toHandle());
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("keepwatch-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void end() {
        STARTED.forEach(Children::kill);
        LEASH.close();
        try (Stream<Path> content = Files.walk(DIRECTORY)) {
            content.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A temporary directory that stays costs disk, nothing else.
            System.err.println("Left behind: " + DIRECTORY + " (" + e.getMessage() + ")");
        }
    }
}
