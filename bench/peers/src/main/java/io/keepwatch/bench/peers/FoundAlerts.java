package io.keepwatch.bench.peers;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The alerts that one pass over the load came to: one per rule, person and anchor, counting its matches. */
public final class FoundAlerts implements Matches {
    private final Map<Key, Counted> alerts = new HashMap<>();

    private record Key(String rule, String subject, String anchor) {}

    private record Counted(long count, Instant first) {}

    /** Counts a match; matches come in time order. */
    @Override
    public void matched(SiemRule rule, Person person, long second, String fields) {
        alerts.merge(
                new Key(rule.id(), person.subject(), rule.anchor(person, second, fields)),
                new Counted(1, Instant.ofEpochSecond(second)),
                (known, one) -> new Counted(known.count() + 1, known.first()));
    }

    /** Takes over an alert from who counts by itself; a later state of the same alert replaces the earlier. */
    public void counted(String rule, String subject, String anchor, long count, Instant first) {
        alerts.put(new Key(rule, subject, anchor), new Counted(count, first));
    }

    AlertLines lines() {
        return new AlertLines(alerts.entrySet().stream()
                .map(e -> AlertLines.line(
                        e.getKey().rule(),
                        e.getKey().subject(),
                        e.getKey().anchor(),
                        e.getValue().count(),
                        e.getValue().first().toString()))
                .toList());
    }
}
