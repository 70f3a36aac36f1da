package io.keepwatch.platform;

import io.keepwatch.platform.process.PidFile;
import io.keepwatch.platform.process.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts the supervising process, listens to it until everything is ready, and ends it. */
final class Attendant {
    /** What the supervising process says when everything is ready; not shown. */
    static final String READY = "::ready";

    /** What it says before the sentence that tells why it cannot start. */
    static final String FAILURE = "::failed ";

    /** What it is told when it shall outlive us; the end of the pipe without this word ends it. */
    static final String DETACH = "detach";

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration END = Duration.ofSeconds(90);

    private final Home home;
    private final PrintStream out;
    private final PrintStream err;
    private volatile boolean detached;

    Attendant(Home home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    /** The supervising process of this home, if one lives. */
    Optional<ProcessHandle> running() {
        return new PidFile(home.pids().resolve(Supervision.NAME + ".pid")).process();
    }

    /**
     * Starts the platform and shows its progress.
     *
     * @return the supervising process once everything is ready, still on our leash; empty if it said why it could not
     */
    Optional<Process> start(boolean fresh) throws IOException, StartFailure {
        home.create();
        Supervision.requireDisk(home, Supervision.DISK_NEEDED);
        List<String> command = new ArrayList<>();
        // A session of its own: ctrl-C reaches us alone, and we tell it.
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                OwnClassPath.copiedTo(home.apps().resolve(Supervision.NAME)),
                PlatformCommand.class.getName(),
                "supervise"));
        if (fresh) {
            command.add("--fresh");
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        home.logs().resolve(Supervision.NAME + ".log").toFile()))
                .start();
        Thread onOurEnd = new Thread(() -> endAndWait(process.toHandle()), "end-platform");
        Runtime.getRuntime().addShutdownHook(onOurEnd);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(READY)) {
                return Optional.of(process);
            }
            if (line.startsWith(FAILURE)) {
                err.println(line.substring(FAILURE.length()));
            } else {
                out.println(line);
            }
        }
        endAndWait(process.toHandle());
        return Optional.empty();
    }

    /** Lets the platform outlive us. */
    void detach(Process process) throws IOException {
        try (Writer pipe = process.outputWriter(StandardCharsets.US_ASCII)) {
            pipe.write(DETACH + "\n");
        }
        detached = true;
    }

    private void endAndWait(ProcessHandle process) {
        if (!detached) {
            end(process);
        }
    }

    /** Ends the platform and waits until no process of it is left. */
    static void end(ProcessHandle supervision) {
        supervision.destroy();
        try {
            supervision.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Its children are on a leash of their own and go with it.
            supervision.destroyForcibly();
        }
    }
}
