package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.memory.SubjectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A person in a test: what happens to them, what is stored of them, and the alerts as they stand. */
final class Person {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private Engine engine;
    private final Map<String, byte[]> records = new HashMap<>();
    private final Map<String, Alert> alerts = new TreeMap<>();
    private final List<MonitoringChange> told = new ArrayList<>();
    private final List<Risk> risks = new ArrayList<>();
    private Instant now = NOW;
    private PeerSnapshot peers = PeerSnapshot.NONE;
    private SubjectState state;
    private int ids;

    Person(RuleBook book) {
        engine = new Engine(book, Histories.ALLOWANCE);
        state = engine.load(Histories.SUBJECT, records::get);
    }

    Outcome does(ActivityType type, String time, Object... values) {
        return takes(new Input.Happened(activity(type, "a" + ids++, Instant.parse(time), values)));
    }

    /** Attributes in turn: attribute, value, attribute, value, … */
    static Activity activity(ActivityType type, String id, Instant time, Object... values) {
        Map<Attribute, Object> attributes = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            attributes.put((Attribute) values[i], values[i + 1]);
        }
        return Histories.activity(type, "feed", id, time, "account0", "host0", attributes);
    }

    Outcome changesProfile(Identity identity) {
        return takes(new Input.ProfileChanged(identity));
    }

    Outcome givesNotice(HrEvent event) {
        return takes(new Input.HrSaid(event));
    }

    Outcome takes(Input input) {
        Outcome outcome = engine.step(state, input, peers, now);
        outcome.alerts().forEach(alert -> alerts.put(alert.id(), alert));
        told.addAll(outcome.monitoring());
        risks.addAll(outcome.risks());
        return outcome;
    }

    /** From now on they are compared with these. */
    Person among(PeerSnapshot snapshot) {
        peers = snapshot;
        return this;
    }

    /** It is now this time, and nothing is done about it. */
    Person is(Instant time) {
        now = time;
        return this;
    }

    /** It is now this time, and whatever was due until then is done, each as of its own time. */
    Person lives(Instant until) {
        now = until;
        for (Instant due = state.due(); due != null && !due.isAfter(now); ) {
            Instant next = takes(new Input.Tick(due)).due();
            if (next != null && !next.isAfter(due)) {
                throw new AssertionError("due again at " + next + " after " + due);
            }
            due = next;
        }
        return this;
    }

    /** What was told of the score, in order. */
    List<Risk> risks() {
        return risks;
    }

    /** What was told of monitoring, in order. */
    List<MonitoringChange> told() {
        return told;
    }

    /** Stores what has changed and reads it again, as after a restart. */
    void restarts() {
        engine.store(state, (key, value) -> {
            if (value == null) {
                records.remove(key);
            } else {
                records.put(key, value);
            }
        });
        reloads();
    }

    /** Goes on under another rule set, as after a reload. */
    void movesTo(RuleBook book) {
        restarts();
        engine = new Engine(book, Histories.ALLOWANCE);
        reloads();
    }

    /** Reads what is stored. */
    void reloads() {
        state = engine.load(Histories.SUBJECT, records::get);
    }

    /** The alerts of a rule as they stand, by anchor. */
    List<Alert> alerts(String rule) {
        return alerts.values().stream()
                .filter(alert -> alert.rule().equals(rule))
                .sorted((a, b) -> a.anchor().compareTo(b.anchor()))
                .toList();
    }

    SubjectState state() {
        return state;
    }

    Map<String, byte[]> records() {
        return records;
    }
}
