package io.keepwatch.bench.peers.engine;

import io.keepwatch.bench.peers.Contestant;
import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.FoundAlerts;
import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Input;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.memory.RecordSource;
import io.keepwatch.rules.memory.SubjectState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The whole engine with everyone's state decoded on the heap, as the evaluator has it between two commits: repeats, late
 * activities, windows and alerts with the activities they name.
 */
public final class EngineOnHeap implements Contestant {
    static final Duration ALLOWANCE = Duration.ofHours(24);
    static final Instant PUBLISHED = Instant.parse("2026-03-20T00:00:00Z");

    private final Load load;
    private final RuleBook book;

    public EngineOnHeap(Load load) throws IOException {
        this.load = load;
        this.book = NineRules.load();
    }

    @Override
    public Pass pass() {
        FoundAlerts found = new FoundAlerts();
        Engine engine = new Engine(book, ALLOWANCE);
        Map<String, SubjectState> people = new HashMap<>();
        for (Person person : load.people()) {
            SubjectState state = engine.load(person.subject(), RecordSource.EMPTY);
            introduce(engine, state, person);
            people.put(person.subject(), state);
        }
        Cost before = Cost.now();
        for (Activity activity : load.activities()) {
            SubjectState state = people.get(activity.header().subject());
            if (state != null) {
                take(engine.step(state, new Input.Happened(activity), PUBLISHED), found);
            }
        }
        return new Pass(found, Cost.now().since(before));
    }

    /** Tells the engine who somebody is and when they gave notice. */
    static void introduce(Engine engine, SubjectState state, Person person) {
        engine.step(state, new Input.ProfileChanged(person.identity()), PUBLISHED);
        if (person.noticeSecond() != Person.STAYS) {
            engine.step(state, new Input.HrSaid(person.notice()), PUBLISHED);
        }
    }

    static void take(Outcome outcome, FoundAlerts found) {
        if (!outcome.failures().isEmpty()) {
            throw new IllegalStateException("the engine failed: " + outcome.failures());
        }
        for (Alert alert : outcome.alerts()) {
            found.counted(alert.rule(), alert.subject(), alert.anchor(), alert.count(), alert.at());
        }
    }
}
