package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Alerts as they are published. */
final class Alerts {
    private static final String LATE = "late";

    private final RuleBook book;
    private final RuleIndex rules;

    Alerts(RuleBook book, RuleIndex rules) {
        this.book = book;
        this.rules = rules;
    }

    /** The newest state of alerts that have grown, in the order of the rules and their anchors. */
    List<Alert> of(SubjectState state, Map<AlertGroup, Rule> grown, Instant now) {
        if (grown.isEmpty()) {
            return List.of();
        }
        return grown.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<AlertGroup, Rule> e) -> e.getValue().index())
                        .thenComparing(e -> e.getKey().anchor()))
                .map(e -> of(state, e.getKey(), e.getValue(), now))
                .toList();
    }

    private Alert of(SubjectState state, AlertGroup group, Rule rule, Instant now) {
        return alert(
                state,
                rule,
                group.id(),
                group.anchor(),
                group.earliest(),
                group.count(),
                group.activities(),
                List.copyOf(group.members().told()),
                false,
                now);
    }

    /** The alert of an activity that came too late to count in its place: it stands beside what was raised in time. */
    Alert late(SubjectState state, Rule rule, Remembered match, Instant now) {
        AlertActivity named = match.named();
        String anchor = Anchors.of(rule, match, state).name();
        String id = AlertGroup.idOf(rule.id(), state.subject(), anchor, LATE, named.source(), named.id());
        AlertGroup.Earliest only = new AlertGroup.Earliest(
                named, match.unresolved(), rules.textOf(rule).fieldsOf(match, state.subject()));
        return alert(state, rule, id, anchor, only, 1, List.of(named), List.of(), true, now);
    }

    private Alert alert(
            SubjectState state,
            Rule rule,
            String id,
            String anchor,
            AlertGroup.Earliest earliest,
            long count,
            List<AlertActivity> activities,
            List<String> members,
            boolean late,
            Instant now) {
        return new Alert(
                id,
                rule.id(),
                rule.version(),
                book.digest(),
                book.commit(),
                rule.severity(),
                state.subject(),
                earliest.unresolved(),
                rules.textOf(rule).title(earliest.fields()),
                rules.textOf(rule).description(earliest.fields()),
                rule.techniques(),
                anchor,
                earliest.activity().time(),
                now,
                activities.getFirst().time(),
                count,
                activities,
                members,
                null,
                rule.indicator(),
                rule.mode(),
                late,
                rule.route());
    }
}
