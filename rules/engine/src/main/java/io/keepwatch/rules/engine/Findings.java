package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.Members;
import io.keepwatch.rules.memory.MonitoringPeriods.Suspicion;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.Trace;
import io.keepwatch.rules.memory.WindowsAt;
import io.keepwatch.rules.score.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What judging has found for one input, before anything of it is counted. */
final class Findings {
    private final List<Finding> findings = new ArrayList<>();
    private final List<RuleFailure> failures = new ArrayList<>();
    private final List<Excepted> excepted = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final Map<Trace, Remembered> traces = new LinkedHashMap<>();
    private List<Trace> left = List.of();
    private final List<HabitEvidence> habitual = new ArrayList<>();
    private Outcome.Habit habit = Outcome.Habit.NOT_ASKED;
    private boolean leaveEvidence;

    /**
     * @param rule the rule that matched
     * @param match the activity
     * @param group the alert it belongs to
     * @param standing what stood in the windows that the rule read
     */
    private record Finding(Rule rule, Remembered match, AlertGroup group, AlertGroup.Standing standing) {}

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
        AlertGroup group = group(rule, match, state);
        List<AlertActivity> standing = new ArrayList<>();
        for (WindowDeclaration window : rules.windowsOf(rule)) {
            if (group.mayName(values.from(window))) {
                values.collect(window, Alert.MOST_ACTIVITIES, entry -> standing.add(entry.named()));
            }
        }
        findings.add(new Finding(rule, match, group, new AlertGroup.Standing(standing, new Members())));
        leaveEvidence |= rule.leavesEvidence();
    }

    /** Notes a match of a combination with what it is made of. */
    void add(Rule rule, Remembered match, SubjectState state, List<AlertActivity> standing, Members members) {
        AlertGroup group = group(rule, match, state);
        findings.add(new Finding(rule, match, group, new AlertGroup.Standing(standing, members)));
        leaveEvidence |= rule.leavesEvidence();
    }

    private AlertGroup group(Rule rule, Remembered match, SubjectState state) {
        AlertGroup group = state.group(rule.id(), Anchors.of(rule, match, state));
        if (group.isRest() && group.isNew(match)) {
            failures.add(new RuleFailure(
                    Engine.MEMORY,
                    "too many alerts of " + rule.id() + " for one person: counted under " + group.anchor()));
        }
        return group;
    }

    /** Notes what something else than a rule says of the person. */
    void find(Evidence said) {
        evidence.add(said);
    }

    /** What something else than a rule says of the person. */
    List<Evidence> evidence() {
        return evidence;
    }

    /** Notes that something was found in an activity by something else than a rule, for combinations to look at. */
    void trace(Trace trace, Remembered match) {
        traces.put(trace, match);
        leaveEvidence = true;
    }

    /** What was found so far that is evidence of one of these kinds, each with its activity. */
    Map<Trace, Remembered> traces(Set<String> kinds) {
        Map<Trace, Remembered> found = new LinkedHashMap<>();
        if (kinds.isEmpty() || !leaveEvidence) {
            return found;
        }
        traces.forEach((trace, match) -> {
            if (kinds.contains(trace.kind())) {
                found.put(trace, match);
            }
        });
        for (Finding finding : findings) {
            Rule rule = finding.rule();
            if (rule.leavesEvidence() && rule.combination() == null) {
                rule.nodesByKind().forEach((kind, nodes) -> {
                    if (kinds.contains(kind)) {
                        Remembered match = finding.match();
                        found.put(new Trace(kind, finding.group().id(), nodes, rule.alerts(), match.named()), match);
                    }
                });
            }
        }
        return found;
    }

    /** Notes what is new of that, to be remembered. */
    void leave(List<Trace> fresh) {
        left = fresh;
    }

    /** What is to be remembered for combinations. */
    List<Trace> left() {
        return left;
    }

    /** Notes what habits say of an activity, for combinations to look at as well. */
    void add(Habits.Answer answer, SubjectState state, Remembered match) {
        habitual.addAll(answer.found());
        answer.found().forEach(found -> traces.put(found.trace(state.subject(), match), match));
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
