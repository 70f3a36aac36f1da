package io.keepwatch.cases.risk;

import io.keepwatch.contracts.Risk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is new in a record against the one before, in sentences that name nobody. */
final class Because {
    /** More than these are counted, not told. */
    private static final int MOST = 5;

    private Because() {}

    static String of(@Nullable Risk before, Risk record) {
        List<String> sentences = new ArrayList<>(findings(before, record));
        sentences.addAll(circumstances(before, record));
        if (sentences.isEmpty()) {
            return switch (record.reason()) {
                case Risk.TIME -> "Nothing happened: time alone.";
                case Risk.EVIDENCE -> "What was found is not the same as before.";
                default -> "Circumstances are not the same as before.";
            };
        }
        int more = sentences.size() - MOST;
        return String.join(" ", sentences.subList(0, Math.min(MOST, sentences.size())))
                + (more > 0 ? " And " + more + " more." : "");
    }

    private static List<String> findings(@Nullable Risk before, Risk record) {
        Map<String, Risk.Finding> known = new HashMap<>();
        if (before != null) {
            before.evidence().forEach(finding -> known.put(finding.id(), finding));
        }
        return record.evidence().stream()
                .filter(finding -> !finding.equals(known.get(finding.id())))
                .map(finding -> finding.says() + '.')
                .distinct()
                .toList();
    }

    private static List<String> circumstances(@Nullable Risk before, Risk record) {
        List<Risk.Circumstance> known = before == null ? List.of() : before.context();
        Map<String, Risk.Circumstance> now = named(record.context());
        Map<String, Risk.Circumstance> then = named(known);
        List<String> sentences = new ArrayList<>();
        now.forEach((name, fact) -> {
            if (!fact.equals(then.get(name))) {
                sentences.add((then.containsKey(name) ? "Ends otherwise: " : "Holds: ") + name + '.');
            }
        });
        then.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> sentences.add("Holds no more: " + name + '.'));
        return sentences;
    }

    private static Map<String, Risk.Circumstance> named(List<Risk.Circumstance> context) {
        return context.stream()
                .collect(Collectors.toMap(
                        fact -> fact.factor() + " (" + fact.source() + ')',
                        fact -> fact,
                        (_, later) -> later,
                        TreeMap::new));
    }
}
