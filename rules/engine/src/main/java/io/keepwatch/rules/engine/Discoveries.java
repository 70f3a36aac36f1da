package io.keepwatch.rules.engine;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.Trace;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.WholePerson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What is found in an activity by something else than a rule: the model says what it means. */
final class Discoveries {
    private final WholePerson model;

    Discoveries(RuleBook book) {
        model = book.model();
    }

    /**
     * Notes that something of a kind was found.
     *
     * @return whether the activity is one that was counted and may still be judged
     * @throws IllegalArgumentException if the model has no such kind
     */
    boolean find(SubjectState state, Remembered activity, String kind, Findings findings) {
        Model.Kind found = Optional.ofNullable(model.kind(kind))
                .orElseThrow(() -> new IllegalArgumentException("no such kind: " + kind));
        AtomicReference<Remembered> counted = new AtomicReference<>();
        state.since(activity.time(), entry -> {
            if (entry.equals(activity)) {
                counted.set(entry);
            }
        });
        Remembered match = counted.get();
        if (match == null) {
            return false;
        }
        String source = match.named().source();
        String named = match.named().id();
        String id = AlertGroup.idOf(kind, state.subject(), source, named);
        for (Model.Effect effect : found.evidence()) {
            findings.find(Evidence.of(
                    id + '-' + effect.node(), found, effect, 1, match.time(), List.of(source + '/' + named)));
        }
        List<String> nodes = found.evidence().stream().map(Model.Effect::node).toList();
        findings.trace(new Trace(kind, id, nodes, false, match.named()), match);
        return true;
    }
}
