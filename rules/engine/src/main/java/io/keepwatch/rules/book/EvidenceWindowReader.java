package io.keepwatch.rules.book;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the windows of a combination from {@code rule.yaml}. */
final class EvidenceWindowReader {
    /** What makes a window one over evidence: the kinds of findings that feed it. */
    static final String EVIDENCE = "evidence";

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final String COUNT = "count";
    private static final String DISTINCT = "distinct";

    private EvidenceWindowReader() {}

    /** @param declared the windows by their names, all of them over evidence */
    static List<EvidenceWindow> read(Map<String, YamlNode> declared) throws RuleSetException {
        Map<String, EvidenceWindow> windows = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> entry : declared.entrySet()) {
            windows.put(entry.getKey(), read(entry.getKey(), entry.getValue(), windows.keySet()));
        }
        return new ArrayList<>(windows.values());
    }

    private static EvidenceWindow read(String name, YamlNode yaml, Set<String> before) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields(EVIDENCE, COUNT, DISTINCT, "over", "after");
        YamlNode kinds = yaml.required(fields, EVIDENCE);
        Set<String> named = new LinkedHashSet<>(kinds.texts());
        if (named.isEmpty()) {
            throw kinds.problem("names no kind of evidence");
        }
        YamlNode over = yaml.required(fields, "over");
        Duration length = over.duration();
        if (length.isZero() || length.compareTo(LONGEST) > 0) {
            throw over.problem("expected 1s to " + LONGEST.toDays() + "d");
        }
        return new EvidenceWindow(
                name, named, isDistinct(yaml, fields), length, after(fields.get("after"), before), kinds.line());
    }

    private static boolean isDistinct(YamlNode yaml, Map<String, YamlNode> fields) throws RuleSetException {
        YamlNode count = fields.get(COUNT);
        YamlNode distinct = fields.get(DISTINCT);
        if ((count == null) == (distinct == null)) {
            throw yaml.problem("says exactly one of count: true and distinct: kind");
        }
        if (count != null && !count.flag()) {
            throw count.problem("expected true");
        }
        if (distinct != null && !distinct.text().equals("kind")) {
            throw distinct.problem("only kinds can be told apart: distinct: kind");
        }
        return distinct != null;
    }

    /** Only of a window that stands before, so that no two wait for each other. */
    private static @Nullable String after(@Nullable YamlNode after, Set<String> before) throws RuleSetException {
        if (after != null && !before.contains(after.text())) {
            throw after.problem("no window " + after.text() + " stands before this one");
        }
        return after == null ? null : after.text();
    }
}
