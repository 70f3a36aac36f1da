package io.keepwatch.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares alerts by id, row by row: nothing lost, nothing twice, nothing different.
 *
 * @param expected how many were expected
 * @param differences one sentence each; empty if both agree
 */
record AlertComparison(int expected, List<String> differences) {

    static AlertComparison of(Collection<FoundAlert> expected, Collection<FoundAlert> found, Set<String> exceptRules) {
        List<String> differences = new ArrayList<>();
        Map<String, FoundAlert> want = byId("expected", expected, exceptRules, differences);
        Map<String, FoundAlert> have = byId("found", found, exceptRules, differences);
        want.forEach((id, alert) -> {
            FoundAlert other = have.get(id);
            if (other == null) {
                differences.add("lost: " + describe(alert));
            } else if (!other.equals(alert)) {
                differences.add("differs: expected " + describe(alert) + ", found " + describe(other));
            }
        });
        have.forEach((id, alert) -> {
            if (!want.containsKey(id)) {
                differences.add("not expected: " + describe(alert));
            }
        });
        return new AlertComparison(want.size(), List.copyOf(differences));
    }

    boolean agrees() {
        return differences.isEmpty();
    }

    /** How many alerts each rule raised, for the report. */
    static Map<String, Long> perRule(Collection<FoundAlert> alerts) {
        Map<String, Long> counts = new TreeMap<>();
        alerts.forEach(alert -> counts.merge(alert.rule(), 1L, Long::sum));
        return counts;
    }

    private static Map<String, FoundAlert> byId(
            String side, Collection<FoundAlert> alerts, Set<String> exceptRules, List<String> differences) {
        Map<String, FoundAlert> byId = new LinkedHashMap<>();
        for (FoundAlert alert : alerts) {
            if (!exceptRules.contains(alert.rule()) && byId.put(alert.id(), alert) != null) {
                differences.add(side + " twice: " + describe(alert));
            }
        }
        return byId;
    }

    private static String describe(FoundAlert alert) {
        return "%s of %s at %s, count %d, %d activities"
                .formatted(
                        alert.rule(),
                        alert.subject(),
                        alert.at(),
                        alert.count(),
                        alert.activities().size());
    }
}
