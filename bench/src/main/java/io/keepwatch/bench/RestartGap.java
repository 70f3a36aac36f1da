package io.keepwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long judging stands still when the evaluator is killed, with a given number of people more in its state. */
final class RestartGap {
    private static final Duration BACK_WITHIN = Duration.ofMinutes(10);
    /** Activities posted after the kill, for someone to be judged. */
    private static final int PROBE = 200;

    private final Doors doors;
    private final long seed;

    RestartGap(Doors doors, long seed) {
        this.doors = doors;
        this.seed = seed;
    }

    /** Fills the state with people of two activities each, kills, and waits until a probe posted after it is judged. */
    List<Figure> measure(int people, Path directory) throws IOException, InterruptedException {
        LoadRun run = new LoadRun(doors);
        GeneratedLoad state = generate("state", people, people * 2, directory.resolve("state"));
        GeneratedLoad probe = generate("probe", PROBE, PROBE, directory.resolve("probe"));
        run.putIdentities(state);
        run.putIdentities(probe);
        run.post(state);
        run.awaitQuiet();
        List<Figure> figures = new ArrayList<>();
        try (JudgingProgress progress = new JudgingProgress(doors.bootstrapServers())) {
            long judged = progress.judged();
            doors.kill("rule-evaluator");
            long killedAt = System.nanoTime();
            run.post(probe);
            if (!progress.awaitMoreThan(judged, BACK_WITHIN)) {
                throw new IllegalStateException(
                        "nothing judged for " + BACK_WITHIN.toMinutes() + " minutes after a kill");
            }
            figures.add(Figure.of(
                    String.format(
                            Locale.ROOT,
                            "restart: seconds from kill to judging with %,d people more in the state",
                            people),
                    LoadRun.secondsSince(killedAt)));
            run.awaitQuiet();
        }
        return figures;
    }

    private GeneratedLoad generate(String what, int people, int activities, Path directory) throws IOException {
        String unique = "%s-%d-%s".formatted(what, seed, Long.toString(System.currentTimeMillis() / 1000, 36));
        Workload workload = new Workload(
                unique,
                seed,
                people,
                activities,
                Workload.FEWEST_DAYS,
                Instant.now().truncatedTo(ChronoUnit.DAYS));
        return GeneratedLoad.write(workload, new GeneratedLoad.Delivery.InOrder(), 2, directory);
    }
}
