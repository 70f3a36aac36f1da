package io.keepwatch.bench;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Lets the blows of a fault fall at seeded shares of a load, in order. */
final class Blows implements Callable<Void> {
    private static final Duration LOAD_ARRIVES_WITHIN = Duration.ofMinutes(5);
    /** Blows fall while this many percent of the load, at most, are judged. */
    private static final int LATEST_PERCENT = 80;

    private final Doors doors;
    private final Fault fault;
    private final SplittableRandom random;
    private final long lines;

    Blows(Doors doors, Fault fault, SplittableRandom random, long lines) {
        this.doors = doors;
        this.fault = fault;
        this.random = random;
        this.lines = lines;
    }

    @Override
    public Void call() throws InterruptedException {
        try (JudgingProgress progress = new JudgingProgress(doors.bootstrapServers())) {
            long before = progress.judged();
            int count = fault.blows().size();
            for (int i = 0; i < count; i++) {
                int percent = LATEST_PERCENT * i / count + random.nextInt(LATEST_PERCENT / count);
                progress.awaitMoreThan(before + lines * percent / 100, LOAD_ARRIVES_WITHIN);
                switch (fault.blows().get(i)) {
                    case Fault.Kill(String process) -> doors.kill(process);
                    case Fault.Pause(String process, Duration length) -> doors.pause(process, length);
                }
            }
        }
        return null;
    }
}
