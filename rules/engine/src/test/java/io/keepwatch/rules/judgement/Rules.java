package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.book.Grouping;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.WindowDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rule sets for tests, from conditions alone. */
final class Rules {
    /** A person of whom nothing is remembered. */
    static final WindowValues NO_WINDOWS = new WindowValues() {
        @Override
        public long value(WindowDeclaration window) {
            return 0;
        }

        @Override
        public double dailyMean(WindowDeclaration window) {
            return 0;
        }

        @Override
        public double rate(WindowDeclaration window) {
            return 0;
        }

        @Override
        public boolean isFirst(WindowDeclaration window) {
            return false;
        }
    };

    private Rules() {}

    static RuleSource source(String id, String drl) {
        return new RuleSource(id, "catalogue/test/" + id + "/rule.drl", drl, Map.of());
    }

    /** A rule of one pattern. */
    static RuleSource rule(String id, String pattern) {
        return source(id, "rule \"" + id + "\"\nwhen\n    " + pattern + "\nthen\n    raise.alert();\nend\n");
    }

    static Judge judge(Set<RuleCompiler.Gate> gates, RuleSource... sources) throws RuleSetException {
        return judge(RuleCompiler.compile(List.of(sources), List.of(), new Lists(Map.of()), gates), true);
    }

    static Judge judge(CompiledRules compiled, boolean askFirst) {
        List<Rule> rules = new ArrayList<>();
        for (CompiledRule rule : compiled.rules()) {
            rules.add(new Rule(
                    rules.size(),
                    rule.id(),
                    "1",
                    Severity.P3,
                    "title",
                    "description",
                    List.of(),
                    new Alert.Indicator(1, "high"),
                    Alert.Mode.LIVE,
                    true,
                    false,
                    Alert.Route.INVESTIGATION,
                    List.of(),
                    new Grouping(Grouping.Period.DAY, List.of()),
                    Set.of(ActivityType.values()),
                    Set.of(),
                    false,
                    false,
                    List.of(),
                    List.of()));
        }
        return compiled.newJudge(rules, askFirst);
    }
}
