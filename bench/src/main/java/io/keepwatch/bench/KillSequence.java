package io.keepwatch.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Kills the evaluator twice, then the broker, then the database, while a load is being judged, and measures how long
 * judging stood still after each kill of the evaluator.
 */
final class KillSequence implements Meanwhile {
    private static final Duration BACK_WITHIN = Duration.ofMinutes(3);

    /** At which share of the load, in percent, which process is killed. */
    private enum Kill {
        EVALUATOR_FIRST(15, "rule-evaluator"),
        EVALUATOR_AGAIN(35, "rule-evaluator"),
        BROKER(55, "kafka"),
        DATABASE(75, "postgresql");

        private final int percent;
        private final String process;

        Kill(int percent, String process) {
            this.percent = percent;
            this.process = process;
        }
    }

    private final Doors doors;
    private final long lines;
    private final JudgingProgress progress;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Future<List<Figure>>> running = new ArrayList<>();

    /** @param lines how many records the load will put into the activity topic */
    KillSequence(Doors doors, long lines) {
        this.doors = doors;
        this.lines = lines;
        this.progress = new JudgingProgress(doors.bootstrapServers());
    }

    @Override
    public void start() {
        running.add(thread.submit(this::play));
    }

    @Override
    public List<Figure> finish() throws InterruptedException {
        try {
            return running.getFirst().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the faults were not played to their end", e.getCause());
        }
    }

    private List<Figure> play() throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        long before = progress.judged();
        for (Kill kill : Kill.values()) {
            progress.awaitMoreThan(before + lines * kill.percent / 100, Duration.ofMinutes(20));
            Bench.progress(
                    "killing %s with %,d of %,d judged".formatted(kill.process, progress.judged() - before, lines));
            doors.kill(kill.process);
            long killedAt = System.nanoTime();
            if (!progress.awaitMoreThan(progress.awaitKnown(BACK_WITHIN), BACK_WITHIN)) {
                throw new IllegalStateException(
                        "nothing judged for " + BACK_WITHIN.toSeconds() + " s after " + kill.process + " was killed");
            }
            figures.add(Figure.of(
                    "kills: seconds until judging went on after %s was killed"
                            .formatted(kill.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                    LoadRun.secondsSince(killedAt)));
        }
        return figures;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        progress.close();
    }
}
