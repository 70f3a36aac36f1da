package io.keepwatch.rules.backtest;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a backtest.
 *
 * @param live digest of the live set
 * @param candidate digest of the candidate
 * @param from alerts met before are not reported; null for all
 * @param until alerts met then or later are not reported; null for all
 * @param activities how many were judged by each of the sets
 * @param people how many people did them
 * @param rejected lines that could not be read
 * @param outOfOrder activities that stood behind a later one of the same person
 * @param seconds how long it took
 * @param threads on how many threads
 * @param liveNanos CPU time of an activity under the live set, in nanoseconds
 * @param candidateNanos the same under the candidate
 * @param rules what each rule said under both sets
 * @param ruleNanos CPU time of an activity where nothing but this rule judges, in nanoseconds, by rule
 * @param bands how people stand under both sets, and how they rose
 * @param failures rules that could not judge, with how often, of both sets
 */
public record BacktestReport(
        String live,
        String candidate,
        @Nullable Instant from,
        @Nullable Instant until,
        long activities,
        long people,
        long rejected,
        long outOfOrder,
        double seconds,
        int threads,
        double liveNanos,
        double candidateNanos,
        SortedMap<String, RuleTally> rules,
        Map<String, Double> ruleNanos,
        BandReport bands,
        Map<String, Long> failures) {

    /** Alerts that differ in any way. */
    public long differences() {
        return rules.values().stream()
                .mapToLong(rule -> rule.added() + rule.removed() + rule.changed())
                .sum();
    }
}
