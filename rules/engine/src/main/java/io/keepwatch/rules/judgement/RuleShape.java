package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a condition looks at, found in its text.
 *
 * @param source the rule
 * @param line where the rule begins in its file
 * @param alerts whether it raises an alert, rather than evidence alone
 * @param reads the properties it reads, by type of activity
 */
record RuleShape(RuleSource source, int line, boolean alerts, Map<ActivityType, Set<FactProperty>> reads) {
    /** A rule whose text was not looked at: whatever it looks at, it finds. */
    static RuleShape ofEveryType(RuleSource source) {
        Map<ActivityType, Set<FactProperty>> reads = new EnumMap<>(ActivityType.class);
        for (ActivityType type : ActivityType.values()) {
            reads.put(
                    type,
                    Set.copyOf(FactSchema.properties(type, source.windows()).values()));
        }
        return new RuleShape(source, 0, true, reads);
    }

    /** The package of everything compiled for this rule; one for each rule, so that no rule sees another's classes. */
    String packageName() {
        return RuleCompiler.PACKAGE + ".r_" + source.id().replace('-', '_');
    }
}
