package io.keepwatch.platform.history;

import io.keepwatch.platform.files.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fetches what people did from a platform's hunting service into one file, sorted by person and time: all of it, or the
 * file is not made. What the service does not give at once is fetched stretch by stretch and merged. Used by one thread.
 */
public final class HistoryFetch {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Follows the name of what is being fetched; {@code make} removes it when somebody interrupts. */
    private static final String UNFINISHED = ".fetching";

    private static final long SHOWN_EVERY = 1_000_000_000L;

    private final HuntExport export;
    private final PrintStream progress;
    private long shownAt = System.nanoTime();

    /** Who asks; a token is taken for each request, because they are short. */
    @FunctionalInterface
    public interface Tokens {
        String token() throws IOException, InterruptedException;
    }

    /**
     * What was fetched.
     *
     * @param before activities before the stretch that was asked for
     * @param within activities in it
     */
    public record Fetched(long before, long within) {}

    /**
     * @param hunting where the service is, {@code http://localhost:8085}
     * @param progress gets a line about once a second
     */
    public HistoryFetch(String hunting, Tokens tokens, PrintStream progress) {
        this(hunting, tokens, progress, PATIENCE);
    }

    HistoryFetch(String hunting, Tokens tokens, PrintStream progress, Duration patience) {
        this.export = new HuntExport(hunting, tokens, patience, this::arrived);
        this.progress = progress;
    }

    /**
     * Fetches a stretch of time and what came before it.
     *
     * @param from the first instant
     * @param to the first one after it
     * @param before how much earlier history begins, so that windows and baselines know what was usual; zero or more
     * @param target overwritten; only its owner can read it
     * @throws IllegalArgumentException if {@code from} is not before {@code to}
     * @throws IOException with one sentence if the service does not give it, or has nothing from {@code from} to
     *     {@code to}
     */
    public Fetched fetch(Instant from, Instant to, Duration before, Path target)
            throws IOException, InterruptedException {
        Stretch asked = new Stretch(from, to);
        if (asked.isEmpty()) {
            throw new IllegalArgumentException("FROM is not before TO: " + asked);
        }
        Path directory = beside(target);
        try {
            Parts within = new Parts(directory, "within");
            collect(asked, within);
            if (within.activities == 0) {
                throw new IOException("The hunting store has no activity from " + asked);
            }
            Parts earlier = new Parts(directory, "before");
            Stretch lead = new Stretch(from.minus(before), from);
            if (!lead.isEmpty()) {
                collect(lead, earlier);
            }
            List<Path> parts = new ArrayList<>(earlier.files);
            parts.addAll(within.files);
            Path whole = Files.createFile(directory.resolve("whole"), only("rw-------"));
            SortedMerge.merge(parts, whole);
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Fetched(earlier.activities, within.activities);
        } finally {
            Directories.delete(directory);
        }
    }

    /** Where parts lie until all are there; what somebody who was interrupted left there goes. */
    private static Path beside(Path target) throws IOException {
        Path directory =
                target.resolveSibling(target.getFileName() + UNFINISHED).toAbsolutePath();
        Directories.delete(directory);
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.createDirectory(directory, only("rwx------"));
    }

    private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static final class Parts {
        private final Path directory;
        private final String name;
        private final List<Path> files = new ArrayList<>();
        private long activities;

        private Parts(Path directory, String name) {
            this.directory = directory;
            this.name = name;
        }

        private Path next() {
            return directory.resolve(name + "-" + files.size());
        }
    }

    private void collect(Stretch stretch, Parts parts) throws IOException, InterruptedException {
        Path file = parts.next();
        switch (export.fetch(stretch, file)) {
            case HuntExport.Outcome.Whole whole -> {
                parts.files.add(file);
                parts.activities += whole.activities();
            }
            case HuntExport.Outcome.TooMuch tooMuch -> {
                if (!stretch.canBeHalved()) {
                    throw new IOException(
                            "The hunting service does not give the whole of %s: %s".formatted(stretch, tooMuch.why()));
                }
                progress.printf("From %s: %s; asking for it in two halves%n", stretch, tooMuch.why());
                for (Stretch half : stretch.halves()) {
                    collect(half, parts);
                }
            }
        }
    }

    private void arrived(Stretch stretch, long lines, long all) {
        long now = System.nanoTime();
        if (now - shownAt >= SHOWN_EVERY || lines == all) {
            shownAt = now;
            progress.printf(
                    Locale.ROOT,
                    "%3d %%  %,d of %,d activities from %s%n",
                    100 * lines / Math.max(1, all),
                    lines,
                    all,
                    stretch);
        }
    }
}
