package io.keepwatch.rules.backtest;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Input;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.memory.RecordSource;
import io.keepwatch.rules.memory.SubjectState;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One rule set over one person after another, on one thread, with what it cost. */
final class Trial {
    private final Engine engine;
    private final Map<String, Alert> alerts = new HashMap<>();
    private final List<Risk> risks = new ArrayList<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private @Nullable SubjectState state;
    private long nanos;

    Trial(Engine engine) {
        this.engine = engine;
    }

    /** Begins a person: what we were told of them comes before what they did. */
    void begin(String subject, List<Identity> profiles, List<HrEvent> hr) {
        long began = cpu();
        alerts.clear();
        risks.clear();
        SubjectState begun = engine.load(subject, RecordSource.EMPTY);
        state = begun;
        profiles.forEach(profile -> take(begun, new Input.ProfileChanged(profile), profile.validFrom()));
        hr.forEach(event -> take(begun, new Input.HrSaid(event), event.receivedAt()));
        nanos += cpu() - began;
    }

    /** Activities of the person begun last, in their order. */
    void play(List<Activity> activities) {
        SubjectState person = state;
        if (person == null) {
            throw new IllegalStateException("no person was begun");
        }
        long began = cpu();
        for (Activity activity : activities) {
            take(person, new Input.Happened(activity), activity.header().time());
        }
        nanos += cpu() - began;
    }

    private void take(SubjectState person, Input input, Instant now) {
        io.keepwatch.rules.engine.Outcome outcome = engine.step(person, input, now);
        for (Alert alert : outcome.alerts()) {
            alerts.put(alert.id(), alert);
        }
        risks.addAll(outcome.risks());
        for (RuleFailure failure : outcome.failures()) {
            failures.merge(failure.rule() + ": " + failure.reason(), 1L, Long::sum);
        }
    }

    /** The final state of the person's alerts, by id. */
    Map<String, Alert> alerts() {
        return alerts;
    }

    /** What the person's score came to, in order. */
    List<Risk> risks() {
        return risks;
    }

    /** How often which rule failed with which reason, of everybody. */
    Map<String, Long> failures() {
        return failures;
    }

    /** CPU time so far, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** CPU time of this thread: what others do on the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
