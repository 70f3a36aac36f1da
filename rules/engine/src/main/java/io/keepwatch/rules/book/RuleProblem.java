package io.keepwatch.rules.book;

import org.jspecify.annotations.Nullable;

/**
 * Why a rule set is refused, and where.
 *
 * @param rule the rule's id, or null where the problem is not one rule's
 * @param file the file, below the rules directory
 * @param line the line in that file, from 1; 0 where the file as a whole is meant
 * @param reason one sentence for the rule's author
 */
public record RuleProblem(@Nullable String rule, String file, int line, String reason) {
    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + reason;
    }
}
