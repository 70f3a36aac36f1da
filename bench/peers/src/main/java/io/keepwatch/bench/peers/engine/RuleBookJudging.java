package io.keepwatch.bench.peers.engine;

import io.keepwatch.bench.peers.Contestant;
import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.FoundAlerts;
import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.SiemRule;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.AgentState;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;

/** Our rules alone: the catalogue's conditions, compiled, asked by the engine's judge. */
public final class RuleBookJudging implements Contestant {
    private final Load load;
    private final RuleBook book;
    private final Context[] contexts;

    public RuleBookJudging(Load load) throws IOException {
        this.load = load;
        this.book = NineRules.load();
        this.contexts = contexts(load);
    }

    /** For each activity the person as of then: the same object, as long as no notice was given. */
    private static Context[] contexts(Load load) {
        Map<Person, Context> staying = new IdentityHashMap<>();
        Context[] contexts = new Context[load.activities().length];
        for (int i = 0; i < contexts.length; i++) {
            Person person = load.persons()[i];
            Instant time = load.activities()[i].header().time();
            contexts[i] = time.getEpochSecond() < person.noticeSecond()
                    ? staying.computeIfAbsent(person, any -> new Context(person.identity(), null, false))
                    : new Context(
                            person.identity(),
                            Duration.between(Instant.ofEpochSecond(person.noticeSecond()), time),
                            false);
        }
        return contexts;
    }

    @Override
    public Pass pass() {
        FoundAlerts found = new FoundAlerts();
        Judge judge = book.newJudge();
        ArrayWindows windows = new ArrayWindows(book);
        Activity[] activities = load.activities();
        Person[] persons = load.persons();
        Cost before = Cost.now();
        for (int i = 0; i < activities.length; i++) {
            Activity activity = activities[i];
            windows.remember(activity, persons[i]);
            Verdict verdict = judge.judge(activity, windows, contexts[i]);
            if (verdict != Verdict.NOTHING) {
                count(verdict, activity, persons[i], found);
            }
        }
        return new Pass(found, Cost.now().since(before));
    }

    private static void count(Verdict verdict, Activity activity, Person person, FoundAlerts found) {
        if (!verdict.failures().isEmpty()) {
            throw new IllegalStateException("a rule failed: " + verdict.failures());
        }
        for (Rule rule : verdict.matched()) {
            found.matched(SiemRule.ofId(rule.id()), person, ArrayWindows.secondOf(activity), fields(rule, activity));
        }
    }

    private static String fields(Rule rule, Activity activity) {
        StringBuilder fields = new StringBuilder();
        for (String field : rule.grouping().by()) {
            String value = switch (field) {
                case "host" -> activity.header().host();
                case "agent" -> ((AgentState) activity).agent();
                case "device" -> ((UsbWrite) activity).device();
                default -> throw new IllegalArgumentException("no rule of the nine groups by " + field);
            };
            fields.append('/').append(field).append('=').append(value == null ? "" : value);
        }
        return fields.toString();
    }
}
