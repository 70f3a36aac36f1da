package io.keepwatch.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process id of one of our programs, for people and scripts; nothing but the number is in it. Process ids are used
 * again, above all after a reboot: a process is ours only if it had been started when the file was written.
 *
 * @param path {@code run/<name>.pid}
 */
public record PidFile(Path path) {
    /** Start times are told in ticks since boot, and the boot time is a rounded one. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Writes the process' id; the file is never seen half written. */
    public void write(ProcessHandle process) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(aside, process.pid() + "\n");
        Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The living process that wrote this file or was written into it; empty if the file is missing or stale. */
    public Optional<ProcessHandle> process() {
        try {
            long pid = Long.parseLong(Files.readString(path).strip());
            Instant written = Files.getLastModifiedTime(path).toInstant();
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(started -> !started.isAfter(written.plus(TOLERANCE)))
                            .orElse(false));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Removes the file. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // A stale pid file is recognised as such; it does no harm.
            path.toFile().deleteOnExit();
        }
    }
}
