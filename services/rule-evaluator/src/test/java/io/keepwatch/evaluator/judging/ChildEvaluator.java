package io.keepwatch.evaluator.judging;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Starts {@link EvaluatorProcess} in a JVM of its own, listens to it, stops or kills it. Ends with this JVM. */
final class ChildEvaluator implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    /** How a child is started. */
    record Setup(
            String bootstrapServers,
            Path state,
            Path log,
            Duration commitInterval,
            long cacheBytes,
            String bell,
            String name) {
        ChildEvaluator start() {
            return start(0);
        }

        /** @param standAfter records after which it stands still inside the next write; 0: never */
        ChildEvaluator start(long standAfter) {
            return new ChildEvaluator(this, standAfter);
        }
    }

    private ChildEvaluator(Setup setup, long standAfter) {
        try {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            classPath(),
                            EvaluatorProcess.class.getName(),
                            setup.bootstrapServers(),
                            setup.state().toString(),
                            Long.toString(setup.commitInterval().toMillis()),
                            Long.toString(setup.cacheBytes()),
                            setup.bell(),
                            Long.toString(standAfter),
                            setup.name()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(setup.log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::listen);
    }

    private static String classPath() {
        String surefire = System.getProperty("surefire.test.class.path");
        String all = surefire == null ? System.getProperty("java.class.path") : surefire;
        return String.join(File.pathSeparator, all.split(File.pathSeparator));
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            said.add("END");
        }
    }

    /** Waits until it says something that begins so. */
    String await(String begin, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            String line = said.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("the evaluator did not say " + begin + " within " + atMost
                        + (process.isAlive() ? "" : "; it ended with " + process.exitValue()));
            }
            if (line.startsWith(begin)) {
                return line;
            }
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Lets it end properly. */
    void stop(Duration atMost) throws InterruptedException, IOException {
        process.getOutputStream().close();
        if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            kill();
            throw new AssertionError("the evaluator did not end within " + atMost);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
