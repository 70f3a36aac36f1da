package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a condition looks at, found in its text.
 *
 * @param source the rule
 * @param line where the rule begins in its file
 * @param alerts whether it raises an alert, rather than evidence alone
 * @param reads the properties it reads, by type of activity
 * @param overEvidence what it looks at of what was found; null where it looks at activities
 */
record RuleShape(
        RuleSource source,
        int line,
        boolean alerts,
        Map<ActivityType, Set<FactProperty>> reads,
        @Nullable OverEvidence overEvidence) {

    /**
     * What a combination looks at.
     *
     * @param reads the properties it reads
     * @param kinds the kinds of findings that its condition and its windows name
     */
    record OverEvidence(Set<FactProperty> reads, Set<String> kinds) {}

    /** A rule whose text was not looked at: whatever it looks at, it finds. */
    static RuleShape ofEveryType(RuleSource source) {
        Map<ActivityType, Set<FactProperty>> reads = new EnumMap<>(ActivityType.class);
        for (ActivityType type : ActivityType.values()) {
            reads.put(
                    type,
                    Set.copyOf(FactSchema.properties(type, source.windows()).values()));
        }
        Set<FactProperty> ofEvidence =
                Set.copyOf(FactSchema.ofEvidence(source.evidenceWindows()).values());
        return new RuleShape(
                source,
                0,
                true,
                reads,
                new OverEvidence(ofEvidence, source.kinds().known()));
    }

    /** The package of everything compiled for this rule; one for each rule, so that no rule sees another's classes. */
    String packageName() {
        return RuleCompiler.PACKAGE + ".r_" + source.id().replace('-', '_');
    }
}
