package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.Combination;
import io.keepwatch.rules.book.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As {@link SessionJudge} does of activities: asks first, and every rule is asked, entered and caught by itself. */
final class SessionCombinationJudge implements CombinationJudge {
    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(
            Rule rule,
            Set<String> kinds,
            EvidenceFact fact,
            @Nullable AlphaConditions conditions,
            RuleSession session) {}

    /** @param off ids of rules that are not asked at all */
    SessionCombinationJudge(List<CompiledRule> compiled, List<Rule> rules, Set<String> off) {
        for (int i = 0; i < compiled.size(); i++) {
            CompiledRule rule = compiled.get(i);
            CompiledRule.Fact fact = rule.evidenceFact();
            Combination combination = rule.combination();
            if (fact != null
                    && combination != null
                    && !off.contains(rules.get(i).id())) {
                EvidenceFact made = (EvidenceFact) fact.make();
                made.declare(combination.windows());
                candidates.add(new Candidate(
                        rules.get(i), combination.kinds(), made, fact.conditions(), new RuleSession(rule)));
            }
        }
    }

    @Override
    public Verdict judge(String kind, Instant time, EvidenceValues values) {
        List<Rule> matched = new ArrayList<>();
        List<RuleFailure> failures = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.kinds.contains(kind)) {
                candidate.fact.look(kind, time, values);
                try {
                    if ((candidate.conditions == null || candidate.conditions.hold(candidate.fact))
                            && candidate.session.judge(candidate.fact)) {
                        matched.add(candidate.rule);
                    }
                } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                    failures.add(SessionJudge.failed(candidate.rule, e));
                }
            }
        }
        return matched.isEmpty() && failures.isEmpty() ? Verdict.NOTHING : new Verdict(matched, failures);
    }
}
