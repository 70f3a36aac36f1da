package io.keepwatch.rules.calibration;

import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.proof.Scene;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Score;
import io.keepwatch.rules.score.WholePerson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plays every scenario of a rules directory through its rules and scores people by its model, to know whether their scores
 * are what they must be and how far they are from not being it.
 */
public final class Calibration {
    /** How late an activity may come in a scenario and still count in its place. */
    private static final Duration LATENESS = Duration.ofHours(24);

    /** What is meant to be the same as something else is at no distance from a limit. */
    private static final double SAME = 1e-9;

    private final WholePerson model;
    private final Engine engine;
    private final Map<String, Double> values = new HashMap<>();

    private Calibration(RuleBook book) {
        model = book.model();
        engine = new Engine(book, LATENESS);
    }

    /**
     * What a reading came to.
     *
     * @param scenario the scenario's id
     * @param story what happens in it
     * @param name the reading's name
     * @param where file and line
     * @param node the node that was read, null for the score
     * @param value the score, or the node's probability in percent; both from 0 to 100
     * @param score the score with its working
     * @param must what the value must be, for people to read; empty where nothing is asked
     * @param room the smallest distance from a limit, in points; null where there is none
     * @param failure what went wrong; null if nothing did
     */
    public record Result(
            String scenario,
            String story,
            String name,
            String where,
            @Nullable String node,
            double value,
            Score score,
            List<String> must,
            @Nullable Double room,
            @Nullable String failure) {
        public Result {
            must = List.copyOf(must);
        }

        public Band band() {
            return score.band();
        }
    }

    /** @throws RuleSetException if the set or one of the scenarios is refused */
    public static List<Result> of(Path rulesDirectory) throws RuleSetException {
        RuleBook book = RuleBooks.load(rulesDirectory, null);
        return new Calibration(book).play(new ScenarioReader(rulesDirectory, book.model()).read());
    }

    private List<Result> play(List<Scenario> scenarios) {
        Map<Scenario.Reading, Score> scores = new HashMap<>();
        Map<String, Map<String, Long>> failures = new HashMap<>();
        for (Scenario scenario : scenarios) {
            Scene.Ending ending = scenario.scene().play(engine);
            failures.put(scenario.id(), ending.failures());
            for (Scenario.Reading reading : scenario.readings()) {
                Dossier dossier = dossier(ending.risks().getOrDefault(reading.subject(), List.of()));
                Score score = model.explain(dossier, reading.at());
                scores.put(reading, score);
                values.put(
                        reading.name(),
                        reading.node() == null
                                ? score.score()
                                : 100
                                        * Objects.requireNonNull(model.beliefs(dossier, reading.at())
                                                .get(reading.node())));
            }
        }
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (Scenario.Reading reading : scenario.readings()) {
                results.add(result(
                        scenario,
                        reading,
                        Objects.requireNonNull(scores.get(reading)),
                        failures.getOrDefault(scenario.id(), Map.of())));
            }
        }
        return results;
    }

    private static Dossier dossier(List<Risk> told) {
        return told.isEmpty() ? Dossier.empty() : Dossier.of(told.getLast());
    }

    private Result result(Scenario scenario, Scenario.Reading reading, Score score, Map<String, Long> failures) {
        double value = value(reading.name());
        List<String> wrong = new ArrayList<>();
        List<String> must = new ArrayList<>();
        Double room = null;
        for (Limit limit : reading.limits()) {
            must.add(limit.said());
            double distance = Math.abs(value - limit.bound(this::value));
            if (distance > SAME) {
                room = room == null ? distance : Math.min(room, distance);
            }
            if (!limit.holds(value, this::value)) {
                wrong.add(String.format(
                        Locale.ROOT, "expected %s (%.4f), was %.4f", limit.said(), limit.bound(this::value), value));
            }
        }
        String leading = reading.leading();
        if (leading != null) {
            must.add("leading: " + leading);
            if (!leading.equals(score.leading())) {
                wrong.add("expected " + leading + " to lead, was " + score.leading());
            }
        }
        if (!failures.isEmpty()) {
            wrong.add("rules failed: " + failures);
        }
        return new Result(
                scenario.id(),
                scenario.story(),
                reading.name(),
                reading.where(),
                reading.node(),
                value,
                score,
                must,
                room,
                wrong.isEmpty() ? null : String.join("; ", wrong));
    }

    private double value(String reading) {
        return Objects.requireNonNull(values.get(reading), reading);
    }
}
