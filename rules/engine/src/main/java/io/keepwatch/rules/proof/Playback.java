package io.keepwatch.rules.proof;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Input;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.memory.RecordSource;
import io.keepwatch.rules.memory.SubjectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plays activities through the engine in the order they come, with everyone's state in memory. */
public final class Playback {
    private final Engine engine;
    private final Subjects subjects;
    private final Map<String, List<HrEvent>> hr = new HashMap<>();
    private final Map<String, SubjectState> states = new HashMap<>();
    private final Map<String, Alert> alerts = new HashMap<>();
    private final Map<String, Alert> unalerted = new HashMap<>();
    private final Map<String, List<Risk>> risks = new HashMap<>();
    private final Map<String, Long> failures = new TreeMap<>();

    public Playback(Engine engine, Subjects subjects) {
        this.engine = engine;
        this.subjects = subjects;
    }

    /** What HR said of a person; to be told before the person's first activity, each counts from its own time. */
    public void add(HrEvent event) {
        hr.computeIfAbsent(event.subject(), _ -> new ArrayList<>()).add(event);
    }

    /** Begins somebody who may never do anything. */
    void meet(String subject) {
        state(subject);
    }

    public void play(Activity activity) {
        SubjectState state = state(activity.header().subject());
        note(engine.step(state, new Input.Happened(activity), activity.header().time()));
    }

    private SubjectState state(String subject) {
        SubjectState state = states.get(subject);
        return state == null ? begin(subject) : state;
    }

    /** Something else than a rule finds something of this kind in an activity that was played. */
    void find(Activity activity, String kind) {
        SubjectState state = states.get(activity.header().subject());
        if (state != null) {
            note(engine.step(
                    state, new Input.Found(activity, kind), activity.header().time()));
        }
    }

    private SubjectState begin(String subject) {
        SubjectState state = engine.load(subject, RecordSource.EMPTY);
        states.put(subject, state);
        for (Identity identity : subjects.records(subject)) {
            note(engine.step(state, new Input.ProfileChanged(identity), Instant.EPOCH));
        }
        for (HrEvent event : hr.getOrDefault(subject, List.of())) {
            note(engine.step(state, new Input.HrSaid(event), event.receivedAt()));
        }
        return state;
    }

    private void note(Outcome outcome) {
        for (Alert alert : outcome.alerts()) {
            alerts.put(alert.id(), alert);
        }
        for (Alert finding : outcome.unalerted()) {
            unalerted.put(finding.id(), finding);
        }
        for (Risk risk : outcome.risks()) {
            risks.computeIfAbsent(risk.subject(), _ -> new ArrayList<>()).add(risk);
        }
        for (RuleFailure failure : outcome.failures()) {
            failures.merge(failure.rule() + ": " + failure.reason(), 1L, Long::sum);
        }
    }

    /** The final state of every alert, by the time its condition was met, then by id. */
    public List<Alert> alerts() {
        return sorted(alerts.values().stream());
    }

    /** The same, with what rules found that only raise evidence. */
    List<Alert> found() {
        return sorted(Stream.concat(alerts.values().stream(), unalerted.values().stream()));
    }

    private static List<Alert> sorted(Stream<Alert> of) {
        return of.sorted(Comparator.comparing(Alert::at).thenComparing(Alert::id))
                .toList();
    }

    /** What people's scores came to, in order, by their key. */
    public Map<String, List<Risk>> risks() {
        return risks;
    }

    /** How often which rule failed with which reason. */
    public Map<String, Long> failures() {
        return failures;
    }

    public int people() {
        return states.size();
    }
}
