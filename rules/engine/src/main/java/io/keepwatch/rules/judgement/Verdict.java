package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.Rule;
import java.util.List;

/**
 * What the rules said of one activity.
 *
 * @param matched in the order of the rule set
 * @param failures rules that threw, with why
 */
public record Verdict(List<Rule> matched, List<RuleFailure> failures) {
    /** Nothing matched, nothing failed. */
    public static final Verdict NOTHING = new Verdict(List.of(), List.of());
}
