package io.keepwatch.rules.calibration;

import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.score.ContextFact;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.Score;
import io.keepwatch.rules.score.WholePerson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is found about one person, told in days; with the model and the rules that are shipped. */
final class Story {
    static final WholePerson MODEL;
    static final RuleSet RULES;

    static {
        try {
            RULES = RuleSetReader.read(Path.of(".."));
            MODEL = RULES.model();
        } catch (RuleSetException e) {
            throw new AssertionError(e);
        }
    }

    private static final Instant BEGIN = Instant.parse("2026-01-05T09:00:00Z");

    private final List<Evidence> evidence = new ArrayList<>();
    private final List<ContextFact> context = new ArrayList<>();

    static Instant day(double day) {
        return BEGIN.plusMillis((long) (day * Duration.ofDays(1).toMillis()));
    }

    /** The rule raised what its rule.yaml says, for an activity of its own. */
    Story rule(double day, String rule) {
        return rule(day, rule, "activity-" + evidence.size());
    }

    Story rule(double day, String rule, String activity) {
        RuleFolder folder = RULES.folders().stream()
                .filter(one -> one.id().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such rule: " + rule));
        for (RuleFolder.Evidence item : folder.evidence()) {
            evidence.add(new Evidence(
                    rule + "-" + evidence.size(),
                    rule,
                    folder.title(),
                    item.node(),
                    item.strength(),
                    false,
                    1,
                    item.halfLife(),
                    item.family(),
                    day(day),
                    List.of(activity),
                    List.of()));
        }
        return this;
    }

    /** A finding of a kind of the model, for an activity of its own. */
    Story found(double day, String kind) {
        return found(day, kind, 1, "activity-" + evidence.size());
    }

    Story found(double day, String kind, double fraction, String... activities) {
        Model.Kind declared = Objects.requireNonNull(MODEL.kind(kind), kind);
        for (Model.Effect effect : declared.evidence()) {
            evidence.add(Evidence.of(
                    kind + "-" + evidence.size(), declared, effect, fraction, day(day), List.of(activities)));
        }
        return this;
    }

    /** A combination of everything that was found until now. */
    Story combined(double day, String kind) {
        List<String> members = evidence.stream().map(Evidence::id).toList();
        List<String> activities = evidence.stream()
                .flatMap(item -> item.activities().stream())
                .distinct()
                .toList();
        int before = evidence.size();
        found(day, kind, 1, activities.toArray(String[]::new));
        for (Evidence item : List.copyOf(evidence.subList(before, evidence.size()))) {
            evidence.set(evidence.indexOf(item), item.combining(members));
        }
        return this;
    }

    /** A circumstance that holds from the beginning on. */
    Story circumstance(String... factors) {
        for (String factor : factors) {
            context.add(new ContextFact(factor, "HR", BEGIN, null));
        }
        return this;
    }

    Dossier dossier() {
        return new Dossier(evidence, context);
    }

    double scoreOn(double day) {
        return MODEL.score(dossier(), day(day));
    }

    Score explainedOn(double day) {
        return MODEL.explain(dossier(), day(day));
    }

    double beliefOn(double day, String node) {
        return Objects.requireNonNull(MODEL.beliefs(dossier(), day(day)).get(node), node);
    }
}
