package io.keepwatch.evaluator.judging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
            String name,
            List<String> jvm) {
        /** As small as a test can be. */
        static final List<String> SMALL = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

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
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(setup.jvm());
            command.addAll(List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-cp",
                    classPath(),
                    EvaluatorProcess.class.getName(),
                    setup.bootstrapServers(),
                    setup.state().toString(),
                    Long.toString(setup.commitInterval().toMillis()),
                    Long.toString(setup.cacheBytes()),
                    setup.bell(),
                    Long.toString(standAfter),
                    setup.name()));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(setup.log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::listen);
    }

    private static String classPath() {
        String surefire = System.getProperty("surefire.test.class.path");
        return surefire == null ? System.getProperty("java.class.path") : surefire;
    }

    /** Processor time it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
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
