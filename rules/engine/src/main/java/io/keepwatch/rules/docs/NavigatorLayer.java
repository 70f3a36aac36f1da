package io.keepwatch.rules.docs;

import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The catalogue as a layer of the ATT&amp;CK Navigator (layer format 4.5): a technique's score is its number of rules. */
public final class NavigatorLayer {
    private static final String WHITE = "#ffffff";
    private static final String COVERED = "#8ec843";

    private NavigatorLayer() {}

    public static String of(RuleSet set) {
        Map<String, List<String>> rules = new TreeMap<>();
        for (RuleFolder folder : set.folders()) {
            if (folder.status().judges()) {
                folder.techniques()
                        .forEach(technique -> rules.computeIfAbsent(technique, _ -> new ArrayList<>())
                                .add(folder.id() + (folder.status() == RuleFolder.Status.SHADOW ? " (shadow)" : "")));
            }
        }
        int most = rules.values().stream().mapToInt(List::size).max().orElse(1);
        return JsonText.of(Schema.of(
                "name",
                "Keepwatch rules",
                "versions",
                Schema.of("layer", "4.5"),
                "domain",
                "enterprise-attack",
                "description",
                "Techniques that the live and shadow rules look for; the score is how many do.",
                "techniques",
                rules.entrySet().stream()
                        .map(technique -> Schema.of(
                                "techniqueID",
                                technique.getKey(),
                                "score",
                                technique.getValue().size(),
                                "comment",
                                String.join(", ", technique.getValue())))
                        .toList(),
                "gradient",
                Schema.of("colors", List.of(WHITE, COVERED), "minValue", 0, "maxValue", most)));
    }
}
