package io.keepwatch.rules.judgement;

/**
 * A rule could not judge an activity.
 *
 * @param rule the rule's id
 * @param reason what went wrong, without the activity's values
 */
public record RuleFailure(String rule, String reason) {}
