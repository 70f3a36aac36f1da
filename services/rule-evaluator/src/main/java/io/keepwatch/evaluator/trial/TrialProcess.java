package io.keepwatch.evaluator.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process that tries rule sets. It ends when this end of its input is closed, also by the death of this process. */
final class TrialProcess {
    /** An answer is bounded; what is longer is none. */
    private static final int LONGEST_ANSWER = 4_000_000;

    private static final String GONE = "";

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private boolean rehearsing;

    private TrialProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it with nothing of ours: no environment, no files but those of the command, a directory of its own to be in.
     *
     * @param log takes what it says beside its answers
     */
    static TrialProcess start(List<String> command, Path directory, Path log) throws IOException {
        Files.createDirectories(directory);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().clear();
        TrialProcess trial = new TrialProcess(builder.start());
        Thread.ofPlatform().daemon().name("rule-trial-answers").start(trial::listen);
        return trial;
    }

    /** @throws IOException if it is gone */
    void ask(String question) throws IOException {
        process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** As {@link #ask}, once and before anything else; what it answers matters to nobody. */
    void rehearse(String question) throws IOException {
        rehearsing = true;
        ask(question);
    }

    /** Whether it has nothing to do but wait. */
    boolean isWarm() {
        return !rehearsing || !answers.isEmpty();
    }

    /**
     * @param atMost the end of a rehearsal included
     * @throws TimeoutException if it did not answer in time
     * @throws IOException if it is gone
     */
    String answer(Duration atMost) throws InterruptedException, TimeoutException, IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (rehearsing) {
            rehearsing = false;
            next(deadline);
        }
        return next(deadline);
    }

    private String next(long deadline) throws InterruptedException, TimeoutException, IOException {
        String answer = answers.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (answer == null) {
            throw new TimeoutException();
        }
        if (answer.equals(GONE)) {
            process.waitFor(1, TimeUnit.SECONDS);
            throw new IOException(process.isAlive() ? "its output ended" : "it ended with code " + process.exitValue());
        }
        return answer;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly();
    }

    private void listen() {
        try (InputStream in = process.getInputStream()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0 && line.size() <= LONGEST_ANSWER; next = in.read()) {
                if (next == '\n') {
                    answers.add(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        } catch (IOException e) {
            // As good as its end.
        } finally {
            answers.add(GONE);
        }
    }
}
