package io.keepwatch.rules.engine;

import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.rules.book.Combination;
import io.keepwatch.rules.book.EvidenceWindow;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.judgement.CombinationJudge;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.judgement.Verdict;
import io.keepwatch.rules.memory.Members;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.Trace;
import io.keepwatch.rules.memory.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the combinations about what was found, at the time of each finding that may complete one (S3-33, S3-34). What is
 * found late is put in its place in time, and what it may have been missing for is asked about again; so that the order in
 * which things came plays no part (R15). Where nothing was found that a combination looks at, nothing is read or asked.
 */
final class Combinations {
    private final CombinationJudge judge;
    private final Set<String> kinds = new HashSet<>();
    private final Duration reach;
    private final Duration allowance;
    private final boolean dependOnPerson;

    Combinations(RuleBook book, Duration latenessAllowance) {
        judge = book.newCombinationJudge();
        allowance = latenessAllowance;
        Duration longest = Duration.ZERO;
        boolean personal = false;
        for (Rule rule : book.rules()) {
            Combination combination = rule.combination();
            if (combination != null) {
                kinds.addAll(combination.kinds());
                longest = longest.compareTo(combination.reach()) < 0 ? combination.reach() : longest;
                personal |= rule.readsProfile();
            }
        }
        reach = longest;
        dependOnPerson = personal;
    }

    /** Asks about what this step has found, and about what that may complete. */
    void judge(SubjectState state, Findings findings) {
        Map<Trace, Remembered> found = findings.traces(kinds);
        if (found.isEmpty()) {
            return;
        }
        Traces known = state.risk().traces();
        found.keySet().removeIf(known::contains);
        if (!found.isEmpty()) {
            Instant first = found.keySet().stream()
                    .map(Trace::time)
                    .min(Instant::compareTo)
                    .orElseThrow();
            Instant last = found.keySet().stream()
                    .map(Trace::time)
                    .max(Instant::compareTo)
                    .orElseThrow();
            judge(state, known.with(found.keySet()), first, last.plus(reach), found, findings);
        }
        findings.leave(List.copyOf(found.keySet()));
    }

    /** Asks again about what was found since a moment, where it matters who the person was then. */
    void judgeSince(SubjectState state, Instant from, Findings findings) {
        if (dependOnPerson) {
            judge(state, state.risk().traces(), from, Instant.MAX, Map.of(), findings);
        }
    }

    /** Remembers what this step has found for as long as something in time may make a combination of it. */
    void remember(SubjectState state, Findings findings) {
        if (!findings.left().isEmpty()) {
            state.risk().leave(findings.left(), state.newest().minus(allowance).minus(reach));
        }
    }

    private void judge(
            SubjectState state,
            Traces traces,
            Instant from,
            Instant until,
            Map<Trace, Remembered> found,
            Findings findings) {
        List<Trace> concerned = traces.between(from, until);
        Map<AlertActivity, Remembered> matches = new HashMap<>();
        found.forEach((trace, match) -> matches.put(trace.activity(), match));
        if (concerned.stream().anyMatch(trace -> !matches.containsKey(trace.activity()))) {
            state.since(from, entry -> matches.putIfAbsent(entry.named(), entry));
        }
        for (Trace trace : concerned) {
            // What is no longer remembered is older than anything that may still be judged again.
            Remembered match = matches.get(trace.activity());
            if (match != null) {
                judge(state, traces, trace, match, found.containsKey(trace), findings);
            }
        }
    }

    private void judge(
            SubjectState state, Traces traces, Trace trace, Remembered match, boolean isNew, Findings findings) {
        Verdict verdict = judge.judge(trace.kind(), trace.time(), traces.asOf(trace.time()));
        verdict.failures().forEach(findings::fail);
        for (Rule rule : verdict.matched()) {
            Context person = state.person().at(match);
            Combination combination = rule.combination();
            if (combination != null && rule.judges(person)) {
                Excepted excepted = Judging.excepted(rule, match, state, person);
                if (excepted == null) {
                    Collection<Trace> combined = combined(combination, traces, trace);
                    findings.add(
                            rule,
                            match,
                            state,
                            combined.stream().map(Trace::activity).toList(),
                            Members.of(combined));
                } else if (isNew) {
                    // Judged again, it was counted before.
                    findings.except(excepted);
                }
            }
        }
    }

    /** What lies in the windows of a rule, and the finding that completes it. */
    private static Collection<Trace> combined(Combination combination, Traces traces, Trace last) {
        Set<Trace> combined = new LinkedHashSet<>();
        for (EvidenceWindow window : combination.windows()) {
            combined.addAll(traces.in(window, combination.windows(), last.time()));
        }
        combined.add(last);
        return combined;
    }
}
