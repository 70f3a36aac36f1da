package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What HR said of a person: the notices they gave or were given, and the times of enhanced monitoring. */
final class Notices {
    /** Most events and most periods kept; when there are more within reach, the oldest give way. */
    static final int MOST = 32;

    private static final Set<String> LEAVING = Set.of(HrEvent.RESIGNATION, HrEvent.TERMINATION);

    private final List<Said> said = new ArrayList<>();
    private final List<Period> periods = new ArrayList<>();

    /**
     * @param receipt our name for what HR said
     * @param occurred when it happened
     * @param leaving whether the person leaves: a resignation or a termination
     */
    record Said(String receipt, Instant occurred, boolean leaving) {}

    /** A time of enhanced monitoring, [from, until); periods that overlap are one. */
    record Period(Instant from, Instant until) {}

    List<Said> said() {
        return said;
    }

    List<Period> periods() {
        return periods;
    }

    void restore(List<Said> storedSaid, List<Period> storedPeriods) {
        said.clear();
        said.addAll(storedSaid);
        periods.clear();
        periods.addAll(storedPeriods);
    }

    boolean holds(HrEvent event) {
        return said.stream().anyMatch(s -> s.receipt().equals(event.receipt()));
    }

    void put(HrEvent event) {
        said.add(new Said(event.receipt(), event.occurred(), LEAVING.contains(event.event())));
        said.sort(Comparator.comparing(Said::occurred).thenComparing(Said::receipt));
        HrEvent.Monitoring monitoring = event.monitoring();
        if (monitoring != null
                && monitoring.kind().equals(HrEvent.Monitoring.ENHANCED)
                && monitoring.until() != null
                && monitoring.until().isAfter(monitoring.from())) {
            merge(new Period(monitoring.from(), monitoring.until()));
        }
    }

    private void merge(Period added) {
        Period merged = added;
        List<Period> apart = new ArrayList<>();
        for (Period period : periods) {
            if (period.from().isBefore(merged.until()) && merged.from().isBefore(period.until())) {
                merged = new Period(
                        period.from().isBefore(merged.from()) ? period.from() : merged.from(),
                        period.until().isAfter(merged.until()) ? period.until() : merged.until());
            } else {
                apart.add(period);
            }
        }
        apart.add(merged);
        apart.sort(Comparator.comparing(Period::from));
        periods.clear();
        periods.addAll(apart);
    }

    /** Drops what no activity at or after {@code reach} looks at, and the oldest of too much. */
    boolean forget(Instant reach) {
        Said newestBefore = null;
        for (Said s : said) {
            if (s.leaving() && !s.occurred().isAfter(reach)) {
                newestBefore = s;
            }
        }
        Said kept = newestBefore;
        boolean forgotten = said.removeIf(s -> !s.occurred().isAfter(reach) && s != kept);
        forgotten |= periods.removeIf(period -> !period.until().isAfter(reach));
        while (said.size() > MOST) {
            said.removeFirst();
            forgotten = true;
        }
        while (periods.size() > MOST) {
            periods.removeFirst();
            forgotten = true;
        }
        return forgotten;
    }

    /** When the newest notice by then was given, or null if there is none. */
    @Nullable
    Instant noticeAt(Instant time) {
        for (int i = said.size() - 1; i >= 0; i--) {
            Said s = said.get(i);
            if (s.leaving() && !s.occurred().isAfter(time)) {
                return s.occurred();
            }
        }
        return null;
    }

    /** Time since the newest notice given by then, or null if there is none. */
    @Nullable
    Duration sinceNotice(Remembered entry) {
        if (said.isEmpty()) {
            return null;
        }
        Instant notice = noticeAt(entry.time());
        return notice == null ? null : Duration.between(notice, entry.time());
    }

    /** Whether a period of enhanced monitoring holds the entry's time. */
    boolean monitoredAt(Remembered entry) {
        if (periods.isEmpty()) {
            return false;
        }
        Instant time = entry.time();
        return periods.stream().anyMatch(period -> !time.isBefore(period.from()) && time.isBefore(period.until()));
    }

    /** The beginning of the monitoring period that holds the time, else of the newest notice by then, else null. */
    @Nullable
    Instant monitoringAt(Instant time) {
        for (Period period : periods) {
            if (!time.isBefore(period.from()) && time.isBefore(period.until())) {
                return period.from();
            }
        }
        return noticeAt(time);
    }
}
