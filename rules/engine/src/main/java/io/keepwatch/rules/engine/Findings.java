package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Alert;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.MonitoringPeriods.Suspicion;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.WindowsAt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What judging has found for one input, before anything of it is counted. */
final class Findings {
    private final List<Finding> findings = new ArrayList<>();
    private final List<RuleFailure> failures = new ArrayList<>();
    private final List<Excepted> excepted = new ArrayList<>();
    private final List<HabitEvidence> habitual = new ArrayList<>();
    private Outcome.Habit habit = Outcome.Habit.NOT_ASKED;
    private boolean leaveEvidence;

    /**
     * @param rule the rule that matched
     * @param match the activity
     * @param group the alert it belongs to
     * @param standing what stood in the windows that the rule read
     */
    private record Finding(Rule rule, Remembered match, AlertGroup group, List<Remembered> standing) {}

    void fail(RuleFailure failure) {
        failures.add(failure);
    }

    void except(Excepted match) {
        excepted.add(match);
    }

    List<Excepted> excepted() {
        return excepted;
    }

    List<RuleFailure> failures() {
        return failures;
    }

    /** Notes a match with what stands in its windows now. */
    void add(Rule rule, Remembered match, SubjectState state, RuleIndex rules, WindowsAt values) {
        AlertGroup group = state.group(rule.id(), Anchors.of(rule, match, state));
        if (group.isRest() && group.isNew(match)) {
            failures.add(new RuleFailure(
                    Engine.MEMORY,
                    "too many alerts of " + rule.id() + " for one person: counted under " + group.anchor()));
        }
        List<Remembered> standing = new ArrayList<>();
        for (WindowDeclaration window : rules.windowsOf(rule)) {
            if (group.mayName(values.from(window))) {
                values.collect(window, Alert.MOST_ACTIVITIES, standing::add);
            }
        }
        findings.add(new Finding(rule, match, group, standing));
        leaveEvidence |= rule.leavesEvidence();
    }

    /** Notes what habits say of the activity. */
    void add(Habits.Answer answer) {
        habitual.addAll(answer.found());
        habit = answer.known();
        leaveEvidence |= !answer.found().isEmpty();
    }

    Outcome.Habit habit() {
        return habit;
    }

    /** Remembers what habits say; returns whether that is more than was known. */
    boolean rememberHabitual(SubjectState state) {
        boolean more = false;
        for (HabitEvidence found : habitual) {
            more |= found.remember(state.subject(), state.risk());
        }
        return more;
    }

    /** Whether something of it may say more of the person than was known. */
    boolean leaveEvidence() {
        return leaveEvidence;
    }

    /** What may be a suspicion within a monitoring period. */
    List<Suspicion> suspicions() {
        return findings.stream()
                .filter(finding -> finding.rule().raisesSuspicion())
                .map(finding -> new Suspicion(
                        finding.group().id(),
                        finding.rule().id(),
                        finding.rule().severity(),
                        finding.match().time()))
                .toList();
    }

    /** Counts everything that was found; returns the alerts that are now others than before, with their rules. */
    Map<AlertGroup, Rule> count(SubjectState state, RuleIndex rules) {
        Map<AlertGroup, Rule> grown = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Remembered match = finding.match();
            AlertGroup.Earliest earliest = finding.group().isEarlier(match)
                    ? new AlertGroup.Earliest(
                            match.named(),
                            match.unresolved(),
                            rules.textOf(finding.rule()).fieldsOf(match, state.subject()))
                    : null;
            if (state.count(finding.group(), match, earliest, finding.standing())) {
                grown.put(finding.group(), finding.rule());
            }
        }
        return grown;
    }
}
