package io.keepwatch.rules.docs;

import io.keepwatch.contracts.Alert;
import io.keepwatch.rules.book.EvidenceWindow;
import io.keepwatch.rules.book.Grouping;
import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The catalogue for people to read, in Markdown: every rule, and which indicator it covers. */
public final class CatalogueDocument {
    private static final Pattern CONDITION =
            Pattern.compile("(?s)^(.*?)rule\\s+\"[^\"]+\"\\s*when\\s*(.*?)\\s*then\\b");

    private final StringBuilder text = new StringBuilder();
    private final String rulesPath;

    private CatalogueDocument(String rulesPath) {
        this.rulesPath = rulesPath;
    }

    /** @param rulesPath the rules directory as seen from where the document will lie, for links */
    public static String of(RuleSet set, String rulesPath) {
        return new CatalogueDocument(rulesPath).write(set);
    }

    private String write(RuleSet set) {
        line("<!-- Written by `make docs` from the rules themselves; do not edit. -->");
        line("# The rules");
        line("");
        line(summary(set));
        overview(set);
        indicators(set);
        byTheme(set).forEach((theme, folders) -> {
            line("");
            line("## " + theme);
            folders.forEach(this::rule);
        });
        return text.toString();
    }

    private static String summary(RuleSet set) {
        return set.folders().stream()
                        .collect(Collectors.groupingBy(RuleFolder::status, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(status ->
                                status.getValue() + " " + status.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", "", ""))
                + ". How to write one: [rules/README.md](../rules/README.md).";
    }

    private static TreeMap<String, List<RuleFolder>> byTheme(RuleSet set) {
        return set.folders().stream()
                .collect(Collectors.groupingBy(RuleFolder::theme, TreeMap::new, Collectors.toList()));
    }

    private void overview(RuleSet set) {
        line("");
        line("| rule | severity | status | indicator | ATT&CK |");
        line("|---|---|---|---|---|");
        byTheme(set)
                .values()
                .forEach(folders -> folders.forEach(folder -> line("| [" + folder.id() + "](#" + folder.id()
                        + ") | " + folder.severity() + " | " + word(folder.status()) + " | " + indicator(folder) + " | "
                        + String.join(", ", folder.techniques()) + " |")));
    }

    private static String indicator(RuleFolder folder) {
        Alert.Indicator indicator = folder.indicator();
        return indicator == null ? "" : indicator.number() + " " + indicator.indicatorClass();
    }

    private void indicators(RuleSet set) {
        line("");
        line("## Coverage of the behavioural indicators");
        line("");
        line("| # | indicator | class | covered by |");
        line("|---|---|---|---|");
        for (Indicator indicator : Indicator.values()) {
            List<String> covering = new ArrayList<>();
            for (RuleFolder folder : set.folders()) {
                Alert.Indicator covered = folder.indicator();
                if (covered != null
                        && covered.number() == indicator.number()
                        && folder.status().judges()) {
                    String shadow = folder.status() == RuleFolder.Status.SHADOW ? " (shadow)" : "";
                    covering.add("[" + folder.id() + "](#" + folder.id() + ")" + shadow);
                }
            }
            line("| " + indicator.number() + " | " + indicator.title() + " | " + indicator.indicatorClass() + " | "
                    + (covering.isEmpty() ? "nothing yet" : String.join(", ", covering)) + " |");
        }
    }

    private void rule(RuleFolder folder) {
        line("");
        line("### " + folder.id());
        line("**" + folder.title() + "** · " + folder.severity() + " · " + word(folder.status()) + " · ["
                + folder.path().substring(folder.path().indexOf('/') + 1) + "](" + rulesPath + "/" + folder.path()
                + ")");
        line("");
        line(folder.why());
        line("");
        line("```");
        line(condition(folder.drl()));
        line("```");
        line("");
        folder.evidenceWindows().forEach(window -> line("- " + window(window)));
        line("- one alert per person and " + grouping(folder.grouping()));
        folder.evidence()
                .forEach(evidence -> line("- evidence: " + word(evidence.strength()) + " on " + evidence.node()
                        + ", half-life " + evidence.halfLife().toDays() + " d"
                        + (evidence.family() == null ? "" : ", family " + evidence.family())));
        folder.kinds().forEach(kind -> line("- evidence: as the model says of " + kind));
        if (folder.informs()) {
            line("- informs: by itself no suspicion");
        }
        if (folder.route() == Alert.Route.WELFARE) {
            line("- goes to welfare: opens no investigation");
        }
        if (folder.retiredBecause() != null) {
            line("- retired: " + folder.retiredBecause());
        }
        list("Next steps", folder.next(), "1. ");
        list("False positives", folder.falsePositives(), "- ");
        list("Blind spots", folder.blindSpots(), "- ");
    }

    private static String window(EvidenceWindow window) {
        return window.name() + ": " + (window.distinct() ? "different kinds" : "findings") + " among "
                + window.kinds().stream().sorted().collect(Collectors.joining(", ")) + " within "
                + length(window.over())
                + (window.after() == null ? "" : ", after " + window.after());
    }

    private static String length(Duration length) {
        if (length.equals(Duration.ofDays(length.toDays())) && length.toDays() > 1) {
            return length.toDays() + " d";
        }
        if (length.equals(Duration.ofHours(length.toHours()))) {
            return length.toHours() + " h";
        }
        return length.toSecondsPart() == 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
    }

    private static String grouping(Grouping grouping) {
        String period = switch (grouping.period()) {
            case DAY -> "day";
            case NIGHT -> "night";
            case MONITORING -> "monitoring period";
            case OPEN -> "until remediated";
        };
        return grouping.by().isEmpty() ? period : period + ", " + String.join(", ", grouping.by());
    }

    private static String condition(String drl) {
        Matcher matcher = CONDITION.matcher(drl);
        if (!matcher.find()) {
            return drl.strip();
        }
        String comment = matcher.group(1).strip();
        return (comment.isEmpty() ? "" : comment + "\n") + matcher.group(2).stripIndent();
    }

    private void list(String heading, List<String> items, String bullet) {
        line("");
        line("*" + heading + "*");
        line("");
        items.forEach(item -> line(bullet + item));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
