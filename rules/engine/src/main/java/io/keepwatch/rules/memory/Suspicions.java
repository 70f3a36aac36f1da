package io.keepwatch.rules.memory;

import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.rules.memory.MonitoringPeriods.Suspicion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What alerts and scores are to the monitoring periods they fall into: each alert is a suspicion once, and once in a
 * period a score that asks for an investigation is; but not of somebody who left.
 */
public final class Suspicions {
    /** Stands for the score among the alerts that were told. */
    private static final long SCORE = AlertGroups.key(AlertGroup.idOf("score"));

    private static final String OF_SCORE = "The score asks for an investigation.";

    private final MonitoringPeriods periods;

    /** @param periods the periods that others were told of */
    public Suspicions(MonitoringPeriods periods) {
        this.periods = periods;
    }

    /** What these alerts are. */
    public List<MonitoringChange> ofAlerts(List<Suspicion> alerts, Instant now) {
        if (periods.isEmpty() || alerts.isEmpty()) {
            return List.of();
        }
        List<MonitoringChange> changes = new ArrayList<>();
        for (Suspicion alert : alerts) {
            long key = AlertGroups.key(alert.alert());
            for (Told period : List.copyOf(periods.told())) {
                if (mayBeSuspected(period, key) && periods.holds(period, alert.at())) {
                    changes.add(periods.change(period, MonitoringChange.SUSPICION, alert.at(), now, null, alert, null));
                    periods.put(period.knowing(key));
                }
            }
        }
        return changes;
    }

    /**
     * What the score is.
     *
     * @param instants when it may have risen, in order
     * @param asks whether it asks for an investigation at one of them
     * @param inTime what happened before can no longer change what is over
     */
    public List<MonitoringChange> ofScore(
            Collection<Instant> instants, Predicate<Instant> asks, Instant inTime, Instant now) {
        List<MonitoringChange> changes = new ArrayList<>();
        for (Told period : List.copyOf(periods.told())) {
            if (mayBeSuspected(period, SCORE)) {
                instants.stream()
                        .filter(at -> !(period.isOver() && at.isBefore(inTime)))
                        .filter(at -> periods.holds(period, at))
                        .filter(asks)
                        .findFirst()
                        .ifPresent(at -> {
                            changes.add(
                                    periods.change(period, MonitoringChange.SUSPICION, at, now, null, null, OF_SCORE));
                            periods.put(period.knowing(SCORE));
                        });
            }
        }
        return changes;
    }

    private static boolean mayBeSuspected(Told period, long key) {
        return !period.kind().equals(MonitoringChange.EX_EMPLOYEE) && !period.knows(key);
    }
}
