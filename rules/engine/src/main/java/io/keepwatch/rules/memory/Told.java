package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What others were told of one period.
 *
 * @param kind one of {@link HrEvent.Monitoring}, or ex-employee
 * @param name the receipt of the event that began it
 * @param from begin, inclusive
 * @param over its end, once that was told
 * @param suspicions the alerts told, by the beginning of their ids
 */
record Told(
        String kind, String name, Instant from, @Nullable Instant over, List<Long> suspicions) {
    /** Most suspicions remembered of one period; told again, an older one has the id that it had. */
    private static final int MOST_SUSPICIONS = 128;

    Told {
        suspicions =
                List.copyOf(suspicions.subList(Math.max(0, suspicions.size() - MOST_SUSPICIONS), suspicions.size()));
    }

    boolean isOver() {
        return over != null;
    }

    boolean is(Told other) {
        return kind.equals(other.kind) && name.equals(other.name);
    }

    boolean knows(long alert) {
        return suspicions.contains(alert);
    }

    Told beginning(Instant begin) {
        return begin.isBefore(from) ? new Told(kind, name, begin, over, suspicions) : this;
    }

    Told endedAt(Instant end) {
        return new Told(kind, name, from, end, suspicions);
    }

    Told knowing(long alert) {
        List<Long> more = new ArrayList<>(suspicions);
        more.add(alert);
        return new Told(kind, name, from, over, more);
    }

    Told with(Told other) {
        List<Long> all = new ArrayList<>(suspicions);
        other.suspicions.stream().filter(alert -> !knows(alert)).forEach(all::add);
        return new Told(kind, name, other.from.isBefore(from) ? other.from : from, over, all);
    }
}
