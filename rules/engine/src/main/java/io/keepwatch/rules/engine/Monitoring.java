package io.keepwatch.rules.engine;

import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.memory.MonitoringPeriods.Suspicion;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.Suspicions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What others are to be told of a person's monitoring periods after a step. */
final class Monitoring {
    private final Map<String, Rule> rules = new HashMap<>();

    Monitoring(RuleBook book) {
        book.rules().forEach(rule -> rules.put(rule.id(), rule));
    }

    /**
     * The alerts under which activities were counted that fall into what comes into effect now: the activities came
     * before HR did. Reads only.
     */
    List<Suspicion> standing(SubjectState state, Instant upTo) {
        Instant since = state.periods().newSince(upTo);
        if (since == null) {
            return List.of();
        }
        // The score may be a suspicion in what begins: whatever cannot be read is found out before anything is told.
        state.risk().evidence();
        List<Suspicion> suspicions = new ArrayList<>();
        state.countedSince(since, (entry, alert) -> {
            Rule rule = rules.get(alert.rule());
            if (rule != null && rule.raisesSuspicion()) {
                suspicions.add(new Suspicion(alert.id(), rule.id(), rule.severity(), entry.time()));
            }
        });
        return suspicions;
    }

    /**
     * @param suspicions alerts that may be a suspicion, of this step or standing before it
     * @param upTo the moment up to which something may have come into effect
     * @param now domain time
     * @param timeIsUp whether what ends by itself is due
     */
    List<MonitoringChange> changes(
            SubjectState state, List<Suspicion> suspicions, Instant upTo, Instant now, boolean timeIsUp) {
        List<MonitoringChange> changes = new ArrayList<>(state.periods().review(upTo, now, timeIsUp));
        changes.addAll(found(state, suspicions, now));
        return changes;
    }

    /** What was found in this step is to the periods there are; nearly nobody has any. */
    List<MonitoringChange> found(SubjectState state, Findings findings, Instant now) {
        return state.periods().isEmpty() ? List.of() : found(state, findings.suspicions(), now);
    }

    /** What alerts of this step are to the periods there are. */
    List<MonitoringChange> found(SubjectState state, List<Suspicion> suspicions, Instant now) {
        if (suspicions.isEmpty() || state.periods().isEmpty()) {
            return List.of();
        }
        return new Suspicions(state.periods())
                .ofAlerts(suspicions.stream().sorted(Suspicion.ORDER).toList(), now);
    }
}
