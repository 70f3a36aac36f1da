package io.keepwatch.rules.proof;

import java.util.List;

/**
 * One case of a rule: what happens, and which alerts of this rule come of it.
 *
 * @param rule the rule's id
 * @param file the file it stands in
 * @param line where it stands
 * @param name what it shows
 * @param kind what it proves
 * @param covers requirement or scenario ids it proves
 * @param scene what happens
 * @param alerts every alert of the rule that must come of it, by time
 */
record RuleCase(
        String rule,
        String file,
        int line,
        String name,
        Kind kind,
        List<String> covers,
        Scene scene,
        List<ExpectedAlert> alerts) {

    /** What a case proves. A live rule has one of each of the first three. */
    enum Kind {
        /** The rule fires. */
        FIRING,
        /** One step below the threshold it does not. */
        JUST_BELOW,
        /** Ordinary activity that looks a little like it does not fire. */
        BENIGN,
        /** An edge: exactly at a threshold, at the end of a window, in another time zone. */
        BOUNDARY
    }
}
