package io.keepwatch.rules.engine;

/**
 * A match that was not reported, because someone decided so for a while.
 *
 * @param rule the rule that matched
 * @param by the id of the exception or snooze
 * @param kind which of the two
 */
public record Excepted(String rule, String by, Kind kind) {

    /** Who can decide that something is not reported. */
    public enum Kind {
        /** An entry of {@code rules/exceptions}: reviewed, in Git. */
        EXCEPTION,
        /** An analyst, of one rule and one person, in the case API. */
        SNOOZE
    }
}
