package io.keepwatch.rules.book;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.score.Strength;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code rule.yaml}. */
final class RuleFolderReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
    /** A window's name is a property of what the condition sees. */
    private static final Pattern WINDOW_NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");

    private static final int INDICATORS = 13;
    private static final String KIND = "kind";

    private RuleFolderReader() {}

    /**
     * @param path the folder below the rules directory
     * @param declaration the text of {@code rule.yaml}
     * @param drl the text of {@code rule.drl}
     */
    static RuleFolder read(String path, String declaration, String drl) throws RuleSetException {
        String folder = path.substring(path.lastIndexOf('/') + 1);
        String above = path.substring(0, path.length() - folder.length() - 1);
        YamlNode yaml = YamlNode.read(path + "/" + RuleFolder.DECLARATION, folder, declaration);
        Map<String, YamlNode> fields = yaml.fields(
                "id",
                "title",
                "description",
                "severity",
                "techniques",
                "indicator",
                "status",
                "retired",
                "informs",
                "route",
                "windows",
                "evidence",
                "grouping",
                "falsePositives",
                "blindSpots");
        YamlNode id = yaml.required(fields, "id");
        if (!ID.matcher(id.text()).matches()) {
            throw id.problem("expected lower-case words joined by hyphens");
        }
        if (!id.text().equals(folder)) {
            throw id.problem("the folder is called " + folder);
        }
        YamlNode description = yaml.required(fields, "description");
        Map<String, YamlNode> described = description.fields("why", "next");
        RuleFolder.Status status = yaml.required(fields, "status").word(RuleFolder.Status.values());
        YamlNode retired = fields.get("retired");
        YamlNode informs = fields.get("informs");
        Alert.Route route = route(fields.get("route"));
        if ((status == RuleFolder.Status.RETIRED) != (retired != null)) {
            throw yaml.problem("retired: says why, for a rule of status retired and no other");
        }
        return new RuleFolder(
                folder,
                above.substring(above.lastIndexOf('/') + 1),
                path,
                Digests.of(new TreeMap<>(Map.of(RuleFolder.DECLARATION, declaration, RuleFolder.CONDITION, drl))),
                yaml.required(fields, "title").text(),
                description.required(described, "why").text(),
                filled(description.required(described, "next")),
                yaml.required(fields, "severity").word(Severity.values()),
                route == Alert.Route.WELFARE && !fields.containsKey("techniques")
                        ? List.of()
                        : techniques(yaml.required(fields, "techniques")),
                indicator(fields.get("indicator")),
                status,
                retired == null ? null : retired.text(),
                informs != null && informs.flag(),
                route,
                windows(declared(fields.get("windows"), false)),
                EvidenceWindowReader.read(declared(fields.get("windows"), true)),
                evidence(fields.get("evidence")),
                kinds(fields.get("evidence")),
                grouping(yaml.required(fields, "grouping")),
                filled(yaml.required(fields, "falsePositives")),
                filled(yaml.required(fields, "blindSpots")),
                drl);
    }

    private static List<String> filled(YamlNode yaml) throws RuleSetException {
        List<String> texts = yaml.texts();
        if (texts.isEmpty()) {
            throw yaml.problem("says nothing");
        }
        return texts;
    }

    private static Alert.Route route(@Nullable YamlNode yaml) throws RuleSetException {
        return yaml == null ? Alert.Route.INVESTIGATION : yaml.word(Alert.Route.values());
    }

    private static List<String> techniques(YamlNode yaml) throws RuleSetException {
        List<String> techniques = filled(yaml);
        for (String technique : techniques) {
            if (!TECHNIQUE.matcher(technique).matches()) {
                throw yaml.problem(technique + " is not an ATT&CK technique id");
            }
        }
        return techniques;
    }

    private static Alert.@Nullable Indicator indicator(@Nullable YamlNode yaml) throws RuleSetException {
        if (yaml == null) {
            return null;
        }
        Map<String, YamlNode> fields = yaml.fields("number", "class");
        String indicatorClass = yaml.required(fields, "class").text();
        if (!indicatorClass.equals("high") && !indicatorClass.equals("medium")) {
            throw yaml.problem("class: expected high or medium");
        }
        return new Alert.Indicator((int) yaml.required(fields, "number").number(1, INDICATORS), indicatorClass);
    }

    /** The windows over evidence, or the others. */
    private static Map<String, YamlNode> declared(@Nullable YamlNode yaml, boolean overEvidence)
            throws RuleSetException {
        Map<String, YamlNode> declared = new LinkedHashMap<>();
        if (yaml != null) {
            for (Map.Entry<String, YamlNode> entry : yaml.fields().entrySet()) {
                if (!WINDOW_NAME.matcher(entry.getKey()).matches()) {
                    throw entry.getValue().problem("a window's name is letters and digits, the first one small");
                }
                if (entry.getValue().fields().containsKey(EvidenceWindowReader.EVIDENCE) == overEvidence) {
                    declared.put(entry.getKey(), entry.getValue());
                }
            }
        }
        return declared;
    }

    private static Map<String, WindowDeclaration> windows(Map<String, YamlNode> declared) throws RuleSetException {
        Map<String, WindowDeclaration> windows = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> entry : declared.entrySet()) {
            windows.put(entry.getKey(), WindowReader.read(entry.getValue()));
        }
        return windows;
    }

    private static List<RuleFolder.Evidence> evidence(@Nullable YamlNode yaml) throws RuleSetException {
        List<RuleFolder.Evidence> evidence = new ArrayList<>();
        if (yaml != null) {
            for (YamlNode item : yaml.items()) {
                Map<String, YamlNode> fields = item.fields("node", "strength", "halfLife", "family", KIND);
                if (!fields.containsKey(KIND)) {
                    YamlNode family = fields.get("family");
                    evidence.add(new RuleFolder.Evidence(
                            item.required(fields, "node").text(),
                            item.required(fields, "strength").word(Strength.values()),
                            item.required(fields, "halfLife").duration(),
                            family == null ? null : family.text()));
                }
            }
        }
        return evidence;
    }

    /** The kinds of the model that stand among the evidence. */
    private static List<String> kinds(@Nullable YamlNode yaml) throws RuleSetException {
        List<String> kinds = new ArrayList<>();
        if (yaml != null) {
            for (YamlNode item : yaml.items()) {
                Map<String, YamlNode> fields = item.fields();
                if (fields.containsKey(KIND)) {
                    if (fields.size() > 1) {
                        throw item.problem("the model says the rest of a kind");
                    }
                    kinds.add(item.required(fields, KIND).text());
                }
            }
        }
        return kinds;
    }

    private static Grouping grouping(YamlNode yaml) throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("per", "by");
        YamlNode by = fields.get("by");
        return new Grouping(
                yaml.required(fields, "per").word(Grouping.Period.values()), by == null ? List.of() : by.texts());
    }
}
