package io.keepwatch.rules.engine;

import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.memory.RiskMemory;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.Suspicions;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.ContextFact;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Within a monitoring period, a score that asks for an investigation is a suspicion, as an alert is: once in a period, and
 * also where it asked for one when the period began (H05, R18). It is looked for wherever the score may have risen - where
 * something was found, where a circumstance or a period began, where somebody looked - with everything that is known now,
 * so that what comes late is a suspicion all the same.
 */
final class SuspiciousScores {
    private final WholePerson model;
    private final Duration allowance;

    SuspiciousScores(RuleBook book, Duration latenessAllowance) {
        model = book.model();
        allowance = latenessAllowance;
    }

    /** The same, and what the score is to the periods there are; asked only where either has become another. */
    Outcome told(SubjectState state, Outcome outcome, Instant now) {
        boolean begun =
                outcome.monitoring().stream().anyMatch(change -> change.state().equals(MonitoringChange.ACTIVE));
        if (state.periods().isEmpty() || outcome.risks().isEmpty() && !begun) {
            return outcome;
        }
        List<MonitoringChange> found = found(state, outcome.risks(), now);
        return found.isEmpty() ? outcome : outcome.withMonitoring(inOrder(outcome.monitoring(), found));
    }

    private List<MonitoringChange> found(SubjectState state, List<Risk> risks, Instant now) {
        RiskMemory risk = state.risk();
        Instant looked = risk.looked();
        if (looked == null) {
            return List.of();
        }
        Dossier dossier =
                new Dossier(List.copyOf(risk.evidence()), state.person().circumstances());
        NavigableSet<Instant> rises = new TreeSet<>(state.periods().begins());
        dossier.evidence().stream().map(Evidence::at).forEach(rises::add);
        dossier.context().stream().map(ContextFact::from).forEach(rises::add);
        rises.removeIf(at -> at.isAfter(looked) && at.isAfter(now));
        Set<Instant> published = new HashSet<>();
        risks.stream().filter(one -> !one.band().equals(Band.MONITOR.word())).forEach(one -> published.add(one.at()));
        rises.addAll(published);
        boolean stillPublished = risk.published().band() != Band.MONITOR;
        Predicate<Instant> asks = at -> published.contains(at)
                || stillPublished && !at.isBefore(looked)
                || Band.of(model.score(dossier, at)) != Band.MONITOR;
        Instant newest = state.newest();
        Instant inTime = newest.equals(Instant.MIN) ? newest : newest.minus(allowance);
        return new Suspicions(state.periods()).ofScore(rises, asks, inTime, now);
    }

    /** A suspicion comes before the end of its period. */
    private static List<MonitoringChange> inOrder(List<MonitoringChange> told, List<MonitoringChange> found) {
        List<MonitoringChange> all = new ArrayList<>();
        for (MonitoringChange change : told) {
            boolean over = change.state().equals(MonitoringChange.EXPIRED)
                    || change.state().equals(MonitoringChange.ENDED);
            found.stream().filter(one -> over && isOfOnePeriod(one, change)).forEach(all::add);
            all.add(change);
        }
        found.stream().filter(one -> !all.contains(one)).forEach(all::add);
        return all;
    }

    private static boolean isOfOnePeriod(MonitoringChange one, MonitoringChange other) {
        return one.kind().equals(other.kind()) && one.period().equals(other.period());
    }
}
