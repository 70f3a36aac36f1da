package io.keepwatch.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One program under the supervisor's eyes, from its first start to the end. */
final class Supervised {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FAREWELL = Duration.ofSeconds(20);
    private static final long LOG_KEPT = 20L << 20;

    private final Program program;
    private final Path log;
    private final PidFile pidFile;
    private final Leash leash;
    private final Consumer<String> report;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Deaths deaths = new Deaths();
    private volatile boolean retired;
    private @Nullable Process process;

    Supervised(Program program, Path logs, Path pids, Leash leash, Consumer<String> report) {
        this.program = program;
        this.log = logs.resolve(program.name() + ".log");
        this.pidFile = new PidFile(pids.resolve(program.name() + ".pid"));
        this.leash = leash;
        this.report = report;
    }

    String name() {
        return program.name();
    }

    Set<String> needs() {
        return program.after();
    }

    /** Completes when the program is ready for the first time, or fails with a {@link StartFailure}. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** The whole life; returns when retired. */
    void run(List<CompletableFuture<Void>> needed) {
        try {
            CompletableFuture.allOf(needed.toArray(CompletableFuture[]::new)).join();
            if (firstStart()) {
                watch();
            }
        } catch (StartFailure e) {
            ready.completeExceptionally(e);
        } catch (CompletionException e) {
            // One it needs could not be started: that one's sentence is the one to tell.
            ready.completeExceptionally(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            ready.completeExceptionally(
                    new StartFailure("%s could not be started: %s (log: %s)".formatted(name(), reason(e), log), e));
        }
    }

    private boolean firstStart() throws Exception {
        long begun = System.nanoTime();
        keepLogSmall();
        program.prepare();
        Optional<Process> started = start();
        if (started.isEmpty()) {
            return false;
        }
        awaitReady(started.get());
        if (retired) {
            return false;
        }
        program.furnish();
        report.accept("%-16s ready %8s".formatted(name(), seconds(begun)));
        return ready.complete(null);
    }

    private void watch() throws InterruptedException {
        Process watched = Objects.requireNonNull(current());
        while (!retired) {
            int code = watched.waitFor();
            leash.release(watched.toHandle());
            if (retired) {
                return;
            }
            Duration pause = deaths.pauseAfter(Instant.now());
            report.accept(
                    deaths.inSeries()
                            ? "%s died %d times in a minute (last exit code %d); trying again in %d s (log: %s)"
                                    .formatted(name(), Deaths.MANY, code, pause.toSeconds(), log)
                            : "%s died (exit code %d) and is started again (log: %s)".formatted(name(), code, log));
            Thread.sleep(pause);
            watched = startAgain(watched);
        }
    }

    /** The new process, or the dead one where even the start failed, which then counts as another death. */
    private Process startAgain(Process dead) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Process again = start().orElse(dead);
            awaitReady(again);
            report.accept("%-16s back  %8s".formatted(name(), seconds(begun)));
            return again;
        } catch (InterruptedException e) {
            throw e;
        } catch (StartFailure e) {
            // It died again, or does not get ready: the former is counted by the loop, the latter is worth a word.
            Process now = Objects.requireNonNull(current());
            if (now.isAlive()) {
                report.accept(e.sentence());
            }
            return now;
        } catch (Exception e) {
            report.accept("%s could not be started: %s".formatted(name(), reason(e)));
            return dead;
        }
    }

    private synchronized Optional<Process> start() throws Exception {
        if (retired) {
            return Optional.empty();
        }
        Process started = program.launch().start(log);
        leash.hold(started.toHandle(), program.farewell());
        process = started;
        pidFile.write(started.toHandle());
        return Optional.of(started);
    }

    private void awaitReady(Process started) throws StartFailure, InterruptedException {
        long until = System.nanoTime() + program.patience().toNanos();
        while (!retired && !program.ready()) {
            if (!started.isAlive()) {
                throw new StartFailure(
                        "%s died while starting (exit code %d), see %s".formatted(name(), started.exitValue(), log));
            }
            if (System.nanoTime() > until) {
                throw new StartFailure("%s is not ready after %d s, see %s"
                        .formatted(name(), program.patience().toSeconds(), log));
            }
            Thread.sleep(POLL);
        }
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    /** From now on it is not started again. */
    synchronized void retire() {
        retired = true;
    }

    /** Ends the process and waits for it. */
    void end() {
        Process last = current();
        if (last == null) {
            return;
        }
        if (last.isAlive()) {
            ask(last, program.farewell());
            if (!gone(last, FAREWELL)) {
                last.destroyForcibly();
                gone(last, FAREWELL);
            }
        }
        leash.release(last.toHandle());
        pidFile.delete();
    }

    private static boolean gone(Process process, Duration within) {
        boolean interrupted = Thread.interrupted();
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return !process.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void ask(Process process, Leash.Word word) {
        if (word == Leash.Word.TERM) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-s", word.name(), Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_KEPT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String seconds(long since) {
        return "%.1f s".formatted((System.nanoTime() - since) / 1e9);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
