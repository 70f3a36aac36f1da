package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.book.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the conditions of each rule that looks at the activity's type, and enters a rule's session only where they hold.
 * Every rule is asked, entered and caught by itself.
 */
final class SessionJudge implements Judge {
    private static final Candidate[] NOBODY = {};

    private final EventView view;
    private final Candidate[][] candidates;

    private record Candidate(
            Rule rule, EventFact fact, @Nullable AlphaConditions conditions, RuleSession session) {}

    /** @param off ids of rules that are not asked at all */
    SessionJudge(List<CompiledRule> compiled, List<Rule> rules, EventView view, boolean askFirst, Set<String> off) {
        this.view = view;
        List<RuleSession> sessions = compiled.stream().map(RuleSession::new).toList();
        candidates = new Candidate[ActivityType.values().length][];
        for (ActivityType type : ActivityType.values()) {
            List<Candidate> ofType = new ArrayList<>();
            for (int i = 0; i < compiled.size(); i++) {
                CompiledRule.Fact fact = compiled.get(i).fact(type);
                if (fact != null && !off.contains(rules.get(i).id())) {
                    EventFact made = (EventFact) fact.make();
                    made.look(view);
                    ofType.add(new Candidate(rules.get(i), made, askFirst ? fact.conditions() : null, sessions.get(i)));
                }
            }
            candidates[type.ordinal()] = ofType.toArray(NOBODY);
        }
    }

    @Override
    public Verdict judge(Activity activity, WindowValues windows, Context context) {
        Candidate[] ofType = candidates[activity.type().ordinal()];
        if (ofType.length == 0) {
            return Verdict.NOTHING;
        }
        view.show(activity, windows, context);
        List<Rule> matched = null;
        List<RuleFailure> failures = null;
        for (Candidate candidate : ofType) {
            try {
                if ((candidate.conditions == null || candidate.conditions.hold(candidate.fact))
                        && candidate.session.judge(candidate.fact)) {
                    matched = matched == null ? new ArrayList<>() : matched;
                    matched.add(candidate.rule);
                }
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                failures = failures == null ? new ArrayList<>() : failures;
                failures.add(failed(candidate.rule, e));
            }
        }
        return matched == null && failures == null
                ? Verdict.NOTHING
                : new Verdict(matched == null ? List.of() : matched, failures == null ? List.of() : failures);
    }

    static RuleFailure failed(Rule rule, Throwable thrown) {
        return new RuleFailure(rule.id(), reason(thrown), true);
    }

    /** The innermost cause's kind: its message may hold the activity's values. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; depth < 20 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        return cause.getClass().getName();
    }
}
