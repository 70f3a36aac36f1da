package io.keepwatch.rules.book;

import java.io.IOException;
import java.nio.file.Path;

/** Writes rules that leave evidence, and rules over evidence, into a rules directory for tests. */
public final class CombinationRuleFiles {
    private static final String DECLARATION = """
            id: %s
            title: "{account} did it"
            description: {why: Because., next: [Look]}
            severity: %s
            techniques: [T1078]
            status: %s
            %s
            evidence: %s
            grouping: {per: day}
            falsePositives: [none known]
            blindSpots: [none known]
            """;

    private final RuleFiles rules;

    public CombinationRuleFiles(RuleFiles rules) {
        this.rules = rules;
    }

    /** A rules directory that holds nothing yet. */
    public static CombinationRuleFiles in(Path root) throws IOException {
        return new CombinationRuleFiles(new RuleFiles(root));
    }

    /** A rule that tells nobody, and leaves a finding of a kind of the model. */
    public CombinationRuleFiles finds(String id, String kind, String pattern) throws IOException {
        return rule(id, "P4", "live", "", "[{kind: " + kind + "}]", pattern, "evidence");
    }

    /** A rule with alerts and a finding of its own kind. */
    public CombinationRuleFiles alerts(String id, String status, String pattern) throws IOException {
        return rule(
                id, "P4", status, "", "[{node: DeviatesFromRoutine, strength: weak, halfLife: 14d}]", pattern, "alert");
    }

    /** @param windows the lines below {@code windows:}, or nothing */
    public CombinationRuleFiles combination(String id, String windows, String pattern) throws IOException {
        return combination(id, "P3", windows, pattern);
    }

    public CombinationRuleFiles combination(String id, String severity, String windows, String pattern)
            throws IOException {
        return rule(id, severity, "live", windows, "[{kind: UnusualPlaceTimeAndPrinting}]", pattern, "alert");
    }

    private CombinationRuleFiles rule(
            String id,
            String severity,
            String status,
            String windows,
            String evidence,
            String pattern,
            String consequence)
            throws IOException {
        String declared =
                windows.isEmpty() ? "" : "windows:\n" + windows.indent(2).stripTrailing();
        rules.file(
                "catalogue/test/" + id + "/rule.yaml", DECLARATION.formatted(id, severity, status, declared, evidence));
        rules.file(
                "catalogue/test/" + id + "/rule.drl",
                "rule \"" + id + "\"\nwhen\n    " + pattern + "\nthen\n    raise." + consequence + "();\nend\n");
        return this;
    }

    public RuleBook load() throws RuleSetException {
        return rules.load();
    }
}
