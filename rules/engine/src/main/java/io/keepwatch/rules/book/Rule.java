package io.keepwatch.rules.book;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.judgement.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule folder, read and compiled.
 *
 * @param index position in {@link RuleBook#rules()}
 * @param id the folder's name
 * @param version digest of {@code rule.yaml} and {@code rule.drl}
 * @param severity of its alerts
 * @param title of its alerts; {@code {account}} stands for the account, {@code {host}} for the host
 * @param description of its alerts: why, and the next steps
 * @param techniques ATT&amp;CK technique ids
 * @param indicator the SOP's indicator it covers, if any
 * @param mode live or shadow
 * @param alerts whether it raises alerts; otherwise it only says something of the person
 * @param informs whether its alerts inform and, by themselves, raise no suspicion
 * @param route to whom its alerts go
 * @param evidence what its alerts say of the person, kinds of the model spelled out
 * @param grouping what repeats are counted under
 * @param types the activity types its condition looks at
 * @param windows indexes of the windows its condition reads
 * @param readsProfile whether its condition reads the person's profile (also the time zone)
 * @param readsHr whether its condition reads what HR said
 * @param audience the groups it judges; empty where it judges everybody
 * @param exceptions what it is not to report
 * @param combination what makes it a rule over evidence; null for one over activities
 */
public record Rule(
        int index,
        String id,
        String version,
        Severity severity,
        String title,
        String description,
        List<String> techniques,
        Alert.@Nullable Indicator indicator,
        Alert.Mode mode,
        boolean alerts,
        boolean informs,
        Alert.Route route,
        List<RuleFolder.Evidence> evidence,
        Grouping grouping,
        Set<ActivityType> types,
        Set<Integer> windows,
        boolean readsProfile,
        boolean readsHr,
        List<Group> audience,
        List<RuleException> exceptions,
        @Nullable Combination combination) {

    public Rule {
        techniques = List.copyOf(techniques);
        evidence = List.copyOf(evidence);
        types = Set.copyOf(types);
        windows = Set.copyOf(windows);
        audience = List.copyOf(audience);
        exceptions = List.copyOf(exceptions);
    }

    /** A rule over activities. */
    public Rule(
            int index,
            String id,
            String version,
            Severity severity,
            String title,
            String description,
            List<String> techniques,
            Alert.@Nullable Indicator indicator,
            Alert.Mode mode,
            boolean alerts,
            boolean informs,
            Alert.Route route,
            List<RuleFolder.Evidence> evidence,
            Grouping grouping,
            Set<ActivityType> types,
            Set<Integer> windows,
            boolean readsProfile,
            boolean readsHr,
            List<Group> audience,
            List<RuleException> exceptions) {
        this(
                index,
                id,
                version,
                severity,
                title,
                description,
                techniques,
                indicator,
                mode,
                alerts,
                informs,
                route,
                evidence,
                grouping,
                types,
                windows,
                readsProfile,
                readsHr,
                audience,
                exceptions,
                null);
    }

    /**
     * Whether its alerts, within a monitoring period, are a suspicion: live, P1 or P2, more than information, and for those
     * who investigate.
     */
    public boolean raisesSuspicion() {
        return alerts
                && mode == Alert.Mode.LIVE
                && !informs
                && route == Alert.Route.INVESTIGATION
                && (severity == Severity.P1 || severity == Severity.P2);
    }

    /** Whether its alerts say something of the person: only a live rule moves a score. */
    public boolean leavesEvidence() {
        return mode == Alert.Mode.LIVE && !evidence.isEmpty();
    }

    /** The nodes its findings speak of, by the kind of finding: a kind of the model, or the rule itself. */
    public Map<String, List<String>> nodesByKind() {
        return evidence.stream()
                .collect(Collectors.groupingBy(
                        said -> said.kind() == null ? id : said.kind(),
                        TreeMap::new,
                        Collectors.mapping(RuleFolder.Evidence::node, Collectors.toList())));
    }

    /** Whether it judges this person. */
    public boolean judges(Context person) {
        if (audience.isEmpty()) {
            return true;
        }
        for (Group group : audience) {
            if (group.includes(person)) {
                return true;
            }
        }
        return false;
    }
}
