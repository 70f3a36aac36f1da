package io.keepwatch.rules.book;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a combination asks of what was found: how many findings of some kinds lie in the half-open time (t − over, t] up to
 * the finding at hand, itself included (S3-34). Times are exact: of findings there are few.
 *
 * @param name its name in the condition
 * @param kinds the kinds of findings that count
 * @param distinct whether different kinds are counted, rather than findings; what repeats under one anchor is one finding
 * @param over its length
 * @param after the window of the same rule of which something must come before whatever counts; null where order plays no
 *     part
 * @param line where its kinds stand in {@code rule.yaml}, for complaints
 */
public record EvidenceWindow(
        String name,
        Set<String> kinds,
        boolean distinct,
        Duration over,
        @Nullable String after,
        int line) {

    public EvidenceWindow {
        kinds = Set.copyOf(kinds);
    }
}
