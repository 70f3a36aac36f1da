package io.keepwatch.bench.peers.byhand;

import io.keepwatch.bench.peers.Contestant;
import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.FoundAlerts;
import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.contracts.Activity;
import java.util.HashMap;
import java.util.Map;

/** Hand-written Java: the measure of what judging must cost at least. */
public final class JavaJudging implements Contestant {
    private final Load load;

    public JavaJudging(Load load) {
        this.load = load;
    }

    @Override
    public Pass pass() {
        FoundAlerts found = new FoundAlerts();
        Map<String, PersonWindows> windows = new HashMap<>();
        ActivityRules rules = new ActivityRules(new HandWrittenRules(found, person -> {
            PersonWindows kept = windows.get(person.subject());
            if (kept == null) {
                kept = new PersonWindows(person);
                windows.put(person.subject(), kept);
            }
            return kept;
        }));
        Activity[] activities = load.activities();
        Person[] persons = load.persons();
        Cost before = Cost.now();
        for (int i = 0; i < activities.length; i++) {
            rules.judge(activities[i], persons[i]);
        }
        return new Pass(found, Cost.now().since(before));
    }
}
