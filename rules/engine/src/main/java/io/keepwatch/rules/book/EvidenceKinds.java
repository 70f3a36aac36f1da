package io.keepwatch.rules.book;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of findings that a combination may name: those of the model, and every rule that leaves evidence of its own.
 * Combinations are not made of combinations: judging them ends after one round, whatever a catalogue says.
 *
 * @param known their names
 * @param refused names that one might think of, and why they are none
 */
public record EvidenceKinds(Set<String> known, Map<String, String> refused) {

    public EvidenceKinds {
        known = Set.copyOf(known);
        refused = Map.copyOf(refused);
    }

    /** None: for a condition that is looked at alone. */
    public static EvidenceKinds none() {
        return new EvidenceKinds(Set.of(), Map.of());
    }

    static EvidenceKinds of(RuleSet set) {
        Set<String> known = new TreeSet<>();
        Map<String, String> refused = new HashMap<>();
        set.model().model().kinds().forEach(kind -> known.add(kind.name()));
        for (RuleFolder folder : set.folders()) {
            if (folder.status() == RuleFolder.Status.RETIRED) {
                refused.put(folder.id(), "it is retired");
            } else if (folder.isCombination()) {
                String why = "a combination leaves it, and combinations are not made of combinations";
                refused.put(folder.id(), why);
                folder.kinds().forEach(kind -> refused.put(kind, why));
            } else if (folder.evidence().isEmpty()) {
                refused.put(
                        folder.id(),
                        folder.kinds().isEmpty()
                                ? "the rule leaves no evidence"
                                : "the rule leaves evidence of kind " + String.join(", ", folder.kinds()));
            } else {
                known.add(folder.id());
            }
        }
        known.removeAll(refused.keySet());
        return new EvidenceKinds(known, refused);
    }

    /** What is wrong with naming it, or null. */
    public @Nullable String problem(String kind) {
        if (known.contains(kind)) {
            return null;
        }
        String why = refused.get(kind);
        if (why != null) {
            return kind + " cannot be combined: " + why;
        }
        String meant = nearest(kind);
        return "no such kind of evidence: " + kind + (meant == null ? "" : "; is " + meant + " meant?");
    }

    private @Nullable String nearest(String kind) {
        return known.stream()
                .filter(other -> distance(kind, other) <= Math.max(2, kind.length() / 4))
                .min(Comparator.comparing((String other) -> distance(kind, other))
                        .thenComparing(other -> other))
                .orElse(null);
    }

    /** How many letters have to be put in, left out or changed. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + changed);
            }
            above = row;
        }
        return above[other.length()];
    }
}
