package io.keepwatch.rules.judgement;

/**
 * A rule could not judge an activity, or not as it should.
 *
 * @param rule the rule's id
 * @param reason what went wrong, without the activity's values
 * @param threw whether the rule itself threw; a rule that goes on so is no use to anybody
 */
public record RuleFailure(String rule, String reason, boolean threw) {
    /** A failure that is not the rule's own doing, such as a bound of memory that was reached. */
    public RuleFailure(String rule, String reason) {
        this(rule, reason, false);
    }
}
