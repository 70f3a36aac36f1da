package io.keepwatch.contracts;

import java.time.Instant;

/**
 * An analyst's decision not to hear of one rule and one person for a while. What the rule finds meanwhile is not
 * reported; it is counted, and the decision stays on record.
 *
 * @param id its name
 * @param rule the rule
 * @param alert the alert it was decided at
 * @param reason why
 * @param by who decided
 * @param at when, by the domain clock: activities before are reported
 * @param until activities at or after are reported again
 */
public record Snooze(String id, String rule, String alert, String reason, String by, Instant at, Instant until) {}
