package io.keepwatch.rules.book;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.judgement.FactSchema;
import io.keepwatch.rules.score.Strength;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule folder as its author wrote it: {@code rule.yaml} read and checked, {@code rule.drl} still text. The catalogue's
 * documentation and lint read this; {@link Rule} is what judges.
 *
 * @param id the folder's name, and the name of the rule in {@code rule.drl}
 * @param theme the folder above
 * @param path the folder below the rules directory, for example {@code catalogue/siem/bulk-download}
 * @param version digest of {@code rule.yaml} and {@code rule.drl}
 * @param title of its alerts, with placeholders such as {@code {account}}
 * @param why what the finding means
 * @param next the next steps of a responder who is not a specialist
 * @param severity of its alerts
 * @param techniques ATT&amp;CK technique ids
 * @param indicator the SOP's indicator it covers, if any
 * @param status where in its life it is
 * @param retiredBecause why it was retired
 * @param informs whether its alerts inform and, by themselves, raise no suspicion
 * @param route to whom its alerts go
 * @param windows the windows over activities that its condition may read, by name
 * @param evidenceWindows the windows over evidence that its condition may read, in their order
 * @param evidence what it says about the person in its own words; empty where it says nothing
 * @param kinds kinds of the model that its findings are of, where the model says it all
 * @param grouping what repeats are counted under
 * @param falsePositives when it fires on innocent activity
 * @param blindSpots what it cannot see
 * @param drl the text of {@code rule.drl}
 */
public record RuleFolder(
        String id,
        String theme,
        String path,
        String version,
        String title,
        String why,
        List<String> next,
        Severity severity,
        List<String> techniques,
        Alert.@Nullable Indicator indicator,
        Status status,
        @Nullable String retiredBecause,
        boolean informs,
        Alert.Route route,
        Map<String, WindowDeclaration> windows,
        List<EvidenceWindow> evidenceWindows,
        List<Evidence> evidence,
        List<String> kinds,
        Grouping grouping,
        List<String> falsePositives,
        List<String> blindSpots,
        String drl) {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\r\\n]*");
    private static final Pattern OVER_EVIDENCE = Pattern.compile("\\b" + FactSchema.EVIDENCE + "\\s*\\(");

    /** The file that holds the condition. */
    public static final String CONDITION = "rule.drl";
    /** The file that holds everything else about the rule. */
    public static final String DECLARATION = "rule.yaml";
    /** The file that proves the rule. */
    public static final String CASES = "cases.yaml";

    /** Where in its life a rule is. */
    public enum Status {
        /** Being written; read and checked, never judges. */
        DRAFT,
        /** Judges and is recorded; opens no case, moves no score. */
        SHADOW,
        /** Judges and counts. */
        LIVE,
        /** Kept with the reason, no longer judges. */
        RETIRED;

        /** Whether a rule of this status judges at all. */
        public boolean judges() {
            return this == SHADOW || this == LIVE;
        }
    }

    /**
     * What the finding says about the person, for the whole-person model.
     *
     * @param node the node of the model it speaks of
     * @param strength how much it says
     * @param halfLife after this time it says half as much
     * @param family findings of one family on one node count ever less; the rule's own where absent
     * @param negative whether it speaks against the node's first state
     * @param kind the kind of the model that says so; null where the rule does, whose id is the kind then
     */
    public record Evidence(
            String node,
            Strength strength,
            Duration halfLife,
            @Nullable String family,
            boolean negative,
            @Nullable String kind) {
        /** What a rule says in its own words. */
        public Evidence(String node, Strength strength, Duration halfLife, @Nullable String family) {
            this(node, strength, halfLife, family, false, null);
        }
    }

    /** Whether its condition is over evidence rather than over activities. */
    public boolean isCombination() {
        return OVER_EVIDENCE.matcher(COMMENT.matcher(drl).replaceAll(" ")).find();
    }

    /** Whether its matches say something of the person. */
    public boolean leavesEvidence() {
        return !evidence.isEmpty() || !kinds.isEmpty();
    }

    RuleFolder withStatus(Status newStatus) {
        return new RuleFolder(
                id,
                theme,
                path,
                version,
                title,
                why,
                next,
                severity,
                techniques,
                indicator,
                newStatus,
                retiredBecause,
                informs,
                route,
                windows,
                evidenceWindows,
                evidence,
                kinds,
                grouping,
                falsePositives,
                blindSpots,
                drl);
    }

    /** The description of its alerts: why it matters, then the next steps, numbered. */
    public String description() {
        StringBuilder text = new StringBuilder(why);
        text.append("\n\nNext steps:");
        for (int i = 0; i < next.size(); i++) {
            text.append("\n").append(i + 1).append(". ").append(next.get(i));
        }
        return text.toString();
    }
}
