package io.keepwatch.bench;

import java.time.Duration;

/** How long judging stands still when an idle evaluator is killed, with as many people in its state as there are. */
final class RestartGap {
    private static final Duration BACK_WITHIN = Duration.ofMinutes(10);

    private final Doors doors;

    RestartGap(Doors doors) {
        this.doors = doors;
    }

    Figure measure() {
        doors.kill("rule-evaluator");
        long killedAt = System.nanoTime();
        doors.awaitReady("rule-evaluator");
        double seconds = LoadRun.secondsSince(killedAt);
        if (seconds > BACK_WITHIN.toSeconds()) {
            throw new IllegalStateException("the evaluator did not come back within " + BACK_WITHIN);
        }
        return Figure.of("restart: seconds until a killed evaluator is ready again", seconds);
    }
}
