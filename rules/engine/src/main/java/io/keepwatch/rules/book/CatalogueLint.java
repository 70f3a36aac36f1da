package io.keepwatch.rules.book;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.judgement.FactSchema;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be wrong with a catalogue although each of its files reads well: two rules that say the same, sizes without a
 * unit, times and classes that cannot be meant. Applied wherever a set is loaded, so that an author, a build and a
 * running evaluator refuse the same.
 */
final class CatalogueLint {
    private static final Duration SHORTEST_HALF_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_HALF_LIFE = Duration.ofDays(365);
    private static final int LONGEST_TITLE = 120;
    /** Indicators of the SOP up to this number are high, the others medium. */
    private static final int LAST_HIGH_INDICATOR = 7;
    /** A size from here on is written with KB, MB or GB. */
    private static final long WITH_UNIT_FROM = 1_000;

    private static final Set<String> SIZES = Set.of("bytes", "largestAttachment", "attachedBytes");
    private static final Pattern COMPARED =
            Pattern.compile("\\b([a-z][A-Za-z0-9]*)\\s*(?:[<>]=?|[!=]=)\\s*([0-9][0-9_]*)L?(?!\\s*\\*|[0-9.])");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\r\\n]*");
    private static final Pattern WORD = Pattern.compile("\\b[a-zA-Z_][a-zA-Z0-9_]*\\b");

    private final List<RuleProblem> problems = new ArrayList<>();

    private CatalogueLint() {}

    /** What is wrong with the rules that judge or may judge. */
    static List<RuleProblem> problems(RuleSet set, EvidenceKinds kinds) {
        CatalogueLint lint = new CatalogueLint();
        Map<String, RuleFolder> byCondition = new HashMap<>();
        for (RuleFolder folder : set.folders()) {
            if (folder.status() != RuleFolder.Status.RETIRED) {
                lint.checkDeclaration(folder);
                lint.checkSizes(folder);
                lint.checkNodes(folder, set.model());
                lint.checkCombination(folder, kinds);
                RuleFolder same = byCondition.putIfAbsent(condition(folder), folder);
                if (same != null) {
                    lint.problem(
                            folder,
                            RuleFolder.CONDITION,
                            0,
                            "says the same as " + same.id() + ": one of them is enough");
                }
            }
        }
        return lint.problems;
    }

    private void checkDeclaration(RuleFolder folder) {
        for (String name : folder.windows().keySet()) {
            if (FactSchema.taken(name)) {
                declaration(folder, "windows." + name + ": activities have a property of this name");
            }
            Set<String> derived = new TreeSet<>(FactSchema.namesOf(name));
            derived.remove(name);
            derived.retainAll(folder.windows().keySet());
            derived.forEach(taken -> declaration(
                    folder, "windows." + taken + ": the window " + name + " gives a property of this name"));
        }
        for (RuleFolder.Evidence evidence : folder.evidence()) {
            if (evidence.halfLife().compareTo(SHORTEST_HALF_LIFE) < 0
                    || evidence.halfLife().compareTo(LONGEST_HALF_LIFE) > 0) {
                declaration(
                        folder,
                        "evidence.halfLife: expected 1h to " + LONGEST_HALF_LIFE.toDays() + "d for " + evidence.node());
            }
        }
        Alert.Indicator indicator = folder.indicator();
        if (indicator != null
                && !indicator.indicatorClass().equals(indicator.number() <= LAST_HIGH_INDICATOR ? "high" : "medium")) {
            declaration(
                    folder,
                    "indicator: 1 to " + LAST_HIGH_INDICATOR + " are high, those after are medium; found "
                            + indicator.number() + " " + indicator.indicatorClass());
        }
        if (folder.route() == Alert.Route.WELFARE
                && (indicator != null || !folder.evidence().isEmpty())) {
            declaration(folder, "route: what goes to welfare covers no indicator and is evidence of nothing");
        }
        if (folder.title().length() > LONGEST_TITLE) {
            declaration(folder, "title: longer than " + LONGEST_TITLE + " characters");
        }
    }

    private void checkNodes(RuleFolder folder, WholePerson model) {
        Set<String> nodes = new TreeSet<>();
        for (RuleFolder.Evidence evidence : folder.evidence()) {
            if (!model.hasNode(evidence.node())) {
                declaration(folder, "evidence.node: no such node in the model: " + evidence.node());
            }
            if (!nodes.add(evidence.node())) {
                declaration(folder, "evidence.node: is given twice: " + evidence.node());
            }
        }
        for (String name : folder.kinds()) {
            Model.Kind kind = model.kind(name);
            if (kind == null) {
                declaration(folder, "evidence.kind: no such kind in the model: " + name);
                continue;
            }
            for (Model.Effect effect : kind.evidence()) {
                if (!nodes.add(effect.node())) {
                    declaration(folder, "evidence.node: is given twice: " + effect.node());
                }
            }
        }
    }

    private void checkCombination(RuleFolder folder, EvidenceKinds kinds) {
        if (!folder.evidenceWindows().isEmpty() && !folder.windows().isEmpty()) {
            declaration(folder, "windows: a rule looks at activities or at what was found, not at both");
        }
        for (EvidenceWindow window : folder.evidenceWindows()) {
            if (FactSchema.takenOfEvidence(window.name())) {
                problem(
                        folder,
                        RuleFolder.DECLARATION,
                        window.line(),
                        "windows." + window.name() + ": evidence has a property of this name");
            }
            for (String kind : new TreeSet<>(window.kinds())) {
                String wrong = kinds.problem(kind);
                if (wrong != null) {
                    problem(
                            folder,
                            RuleFolder.DECLARATION,
                            window.line(),
                            "windows." + window.name() + ".evidence: " + wrong);
                }
            }
        }
    }

    /** {@code bytes > 500000000} is misread more easily than {@code bytes > 500 * MB}. */
    private void checkSizes(RuleFolder folder) {
        String[] lines = folder.drl().split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher compared = COMPARED.matcher(COMMENT.matcher(lines[i]).replaceAll(""));
            while (compared.find()) {
                String digits = compared.group(2).replace("_", "");
                boolean large = digits.length() > 18 || Long.parseLong(digits) >= WITH_UNIT_FROM;
                if (large && isSize(compared.group(1), folder)) {
                    problem(
                            folder,
                            RuleFolder.CONDITION,
                            i + 1,
                            compared.group(1) + " is a size in bytes: write " + digits + " with KB, MB or GB");
                }
            }
        }
    }

    private static boolean isSize(String property, RuleFolder folder) {
        return SIZES.contains(property)
                || folder.windows().entrySet().stream()
                        .anyMatch(window -> FactSchema.namesOf(window.getKey()).contains(property)
                                && !isRatio(property, window)
                                && window.getValue().measured()
                                        instanceof WindowDeclaration.Measured.OfAttribute(Attribute measured)
                                && measured == Attribute.BYTES
                                && window.getValue().aggregate() == WindowDeclaration.Aggregate.SUM);
    }

    private static boolean isRatio(String property, Map.Entry<String, WindowDeclaration> window) {
        return window.getValue().span() instanceof WindowDeclaration.Rate && property.equals(window.getKey());
    }

    /** The condition without comments and spaces; windows by what they say, not by their names. */
    private static String condition(RuleFolder folder) {
        String text = COMMENT.matcher(folder.drl()).replaceAll(" ");
        int when = text.indexOf("when");
        int then = text.lastIndexOf("then");
        String condition = when < 0 || then < when ? text : text.substring(when, then);
        return WORD.matcher(condition)
                .replaceAll(word -> Matcher.quoteReplacement(renamed(word.group(), folder)))
                .replaceAll("\\s", "");
    }

    private static String renamed(String word, RuleFolder folder) {
        for (Map.Entry<String, WindowDeclaration> window : folder.windows().entrySet()) {
            if (FactSchema.namesOf(window.getKey()).contains(word)) {
                return "w" + window.getValue().key()
                        + word.substring(window.getKey().length());
            }
        }
        for (EvidenceWindow window : folder.evidenceWindows()) {
            if (window.name().equals(word)) {
                String after = window.after() == null ? "" : renamed(window.after(), folder);
                return "e" + new TreeSet<>(window.kinds()) + window.distinct() + window.over() + after;
            }
        }
        return word;
    }

    private void declaration(RuleFolder folder, String reason) {
        problem(folder, RuleFolder.DECLARATION, 0, reason);
    }

    private void problem(RuleFolder folder, String file, int line, String reason) {
        problems.add(new RuleProblem(folder.id(), folder.path() + "/" + file, line, reason));
    }
}
