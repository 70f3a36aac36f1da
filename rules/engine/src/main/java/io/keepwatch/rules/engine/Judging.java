package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleException;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.judgement.Verdict;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.WindowsAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the rules about activities in their place in time, and about others again whose windows have changed (R15). */
final class Judging {
    private final Judge judge;
    private final RuleIndex rules;
    private final WindowsAt windows;

    Judging(Judge judge, RuleIndex rules, WindowsAt windows) {
        this.judge = judge;
        this.rules = rules;
        this.windows = windows;
    }

    /** The remembered activities whose windows an activity has entered, each with the rules that read one of those. */
    private NavigableMap<Remembered, BitSet> touchedBy(SubjectState state, Remembered entry) {
        NavigableMap<Remembered, BitSet> touched = new TreeMap<>();
        windows.touchedBy(state, entry, (other, window) -> {
            BitSet reading = rules.readingWindow(window);
            if (rules.concern(reading, other.type())) {
                touched.computeIfAbsent(other, e -> new BitSet()).or(reading);
            }
        });
        return touched;
    }

    /** Judges again what was remembered before an activity entered its windows. */
    void judgeAgain(SubjectState state, Remembered entered, Findings findings) {
        touchedBy(state, entered)
                .forEach((entry, only) -> judge(state, entry, entry.project(state.subject()), only, findings));
    }

    /** Judges again, by some of the rules, what happened since a moment. */
    void judgeSince(SubjectState state, Instant from, BitSet only, Findings findings) {
        List<Remembered> concerned = new ArrayList<>();
        state.since(from, entry -> {
            if (rules.concern(only, entry.type())) {
                concerned.add(entry);
            }
        });
        for (Remembered entry : concerned) {
            judge(state, entry, entry.project(state.subject()), only, findings);
        }
    }

    /** @param only the rules to ask; null for every one, for an activity that was not judged before */
    void judge(SubjectState state, Remembered entry, Activity activity, @Nullable BitSet only, Findings findings) {
        Context person = state.person().at(entry);
        Verdict verdict = judge.judge(activity, windows.of(state, entry), person);
        for (Rule rule : verdict.matched()) {
            if ((only == null || only.get(rule.index())) && rule.judges(person)) {
                Excepted excepted = excepted(rule, entry, state, person);
                if (excepted == null) {
                    findings.add(rule, entry, state, rules, windows);
                } else if (only == null) {
                    // Judged again, it was counted before.
                    findings.except(excepted);
                }
            }
        }
        for (RuleFailure failure : verdict.failures()) {
            if (only == null || rules.isAmong(only, failure.rule())) {
                findings.fail(failure);
            }
        }
    }

    /** By whose decision a match is not reported; null where it is. */
    static @Nullable Excepted excepted(Rule rule, Remembered match, SubjectState state, Context person) {
        for (RuleException exception : rule.exceptions()) {
            if (exception.covers(match, state.subject(), person)) {
                return new Excepted(rule.id(), exception.id(), Excepted.Kind.EXCEPTION);
            }
        }
        String snooze = state.person().snoozeHolding(rule.id(), match);
        return snooze == null ? null : new Excepted(rule.id(), snooze, Excepted.Kind.SNOOZE);
    }
}
