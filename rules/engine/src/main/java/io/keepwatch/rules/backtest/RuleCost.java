package io.keepwatch.rules.backtest;

import io.keepwatch.contracts.Activity;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one rule costs, with everything it needs remembered. */
final class RuleCost {
    private RuleCost() {}

    /**
     * CPU nanoseconds of an activity under this set.
     *
     * @param sample activities, each person's in a row
     */
    static double nanos(RuleBook alone, Duration lateness, List<Activity> sample) {
        if (sample.isEmpty()) {
            return 0;
        }
        // Once to get warm.
        play(alone, lateness, sample);
        return (double) play(alone, lateness, sample) / sample.size();
    }

    private static long play(RuleBook alone, Duration lateness, List<Activity> sample) {
        Trial trial = new Trial(new Engine(alone, lateness));
        List<Activity> ofPerson = new ArrayList<>();
        for (Activity activity : sample) {
            if (!ofPerson.isEmpty()
                    && !ofPerson.getFirst()
                            .header()
                            .subject()
                            .equals(activity.header().subject())) {
                play(trial, ofPerson);
            }
            ofPerson.add(activity);
        }
        play(trial, ofPerson);
        return trial.nanos();
    }

    private static void play(Trial trial, List<Activity> ofPerson) {
        trial.begin(ofPerson.getFirst().header().subject(), List.of(), List.of());
        trial.play(ofPerson);
        ofPerson.clear();
    }
}
