package io.keepwatch.rules.backtest;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one rule said under two sets. Two of them add up, in any order. */
final class RuleTally {
    private final Side live = new Side();
    private final Side candidate = new Side();
    private final Set<String> affected = new HashSet<>();
    private long added;
    private long removed;
    private long changed;

    /** What one of the two sets said. */
    static final class Side {
        private final Map<LocalDate, Long> byDay = new TreeMap<>();
        private long alerts;
        private long known;
        private long confirmed;

        /** Alerts raised. */
        long alerts() {
            return alerts;
        }

        /** Alerts of which it is known how they ended. */
        long known() {
            return known;
        }

        /** Alerts that turned out to be right. */
        long confirmed() {
            return confirmed;
        }

        /** Alerts by the day (UTC) their condition was first met. */
        Map<LocalDate, Long> byDay() {
            return byDay;
        }

        private void add(Side other) {
            alerts += other.alerts;
            known += other.known;
            confirmed += other.confirmed;
            other.byDay.forEach((day, number) -> byDay.merge(day, number, Long::sum));
        }
    }

    Side live() {
        return live;
    }

    Side candidate() {
        return candidate;
    }

    /** Alerts only the candidate raises. */
    long added() {
        return added;
    }

    /** Alerts only the live set raises. */
    long removed() {
        return removed;
    }

    /** Alerts that both raise, counted differently. */
    long changed() {
        return changed;
    }

    /** People of whom anything is added, removed or counted differently. */
    int affected() {
        return affected.size();
    }

    /** @param outcome whether it turned out to be right, {@link Outcome#UNKNOWN} where nobody said */
    void raised(Side side, LocalDate day, Outcome outcome) {
        side.alerts++;
        side.byDay.merge(day, 1L, Long::sum);
        if (outcome != Outcome.UNKNOWN) {
            side.known++;
            side.confirmed += outcome == Outcome.CONFIRMED ? 1 : 0;
        }
    }

    void differs(Difference difference, String subject) {
        affected.add(subject);
        switch (difference) {
            case ADDED -> added++;
            case REMOVED -> removed++;
            case CHANGED -> changed++;
        }
    }

    void add(RuleTally other) {
        live.add(other.live);
        candidate.add(other.candidate);
        affected.addAll(other.affected);
        added += other.added;
        removed += other.removed;
        changed += other.changed;
    }

    /** How an alert differs between the sets. */
    enum Difference {
        ADDED,
        REMOVED,
        CHANGED
    }
}
