package io.keepwatch.rules.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Visits to sites on which work is looked for. A habit is at least three of them on at least two of the person's days
 * within 30 days; whether a visit makes one depends on those before it alone, whatever order they came in.
 */
final class Visits {
    private static final int FEWEST = 3;
    private static final int FEWEST_DAYS = 2;

    /** Of so much time the first and the last few are kept: what is in between cannot make a habit of none. */
    private static final Duration BUCKET = Duration.ofHours(6);

    private static final int MOST_AT_AN_END = 2;

    private final NavigableSet<Visit> visits = new TreeSet<>(Visit.ORDER);

    /**
     * @param time when
     * @param key a hash of the activity's source and id: two visits may be of one instant
     */
    record Visit(Instant time, int key) {
        private static final Comparator<Visit> ORDER =
                Comparator.comparing(Visit::time).thenComparing(Visit::key);
    }

    NavigableSet<Visit> all() {
        return visits;
    }

    void add(Visit visit) {
        visits.add(visit);
        long seconds = BUCKET.toSeconds();
        long bucket = Math.floorDiv(visit.time().getEpochSecond(), seconds);
        Instant begin = Instant.ofEpochSecond(bucket * seconds);
        List<Visit> together = List.copyOf(visits.subSet(first(begin), true, first(begin.plus(BUCKET)), false));
        if (together.size() > 2 * MOST_AT_AN_END) {
            together.subList(MOST_AT_AN_END, together.size() - MOST_AT_AN_END).forEach(visits::remove);
        }
    }

    void restore(Visit visit) {
        visits.add(visit);
    }

    /** Whether, as of a visit, there is a habit. */
    boolean isHabit(Visit visit, Function<Instant, ZoneId> zones) {
        Visit begin = first(visit.time().minus(Conduct.LENGTH).plusNanos(1));
        Set<LocalDate> days = new HashSet<>();
        int count = 0;
        for (Visit one : visits.subSet(begin, true, visit, true).descendingSet()) {
            count++;
            days.add(one.time().atZone(zones.apply(one.time())).toLocalDate());
            if (count >= FEWEST && days.size() >= FEWEST_DAYS) {
                return true;
            }
        }
        return false;
    }

    /** Whether one happened before a time. */
    boolean anyBefore(Instant time) {
        return !visits.isEmpty() && visits.first().time().isBefore(time);
    }

    void forgetBefore(Instant time) {
        visits.headSet(first(time), false).clear();
    }

    private static Visit first(Instant time) {
        return new Visit(time, Integer.MIN_VALUE);
    }
}
