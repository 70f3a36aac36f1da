package io.keepwatch.bench.peers.byhand;

import io.keepwatch.bench.peers.Contestant;
import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.EventBytes;
import io.keepwatch.bench.peers.FoundAlerts;
import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Matches;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.SiemRule;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A hand-written loop from bytes to bytes: the same reader of activities, the person with plain windows from bytes and
 * back, counts of alerts likewise. It knows no repeats, no lateness and no activities of an alert.
 */
public final class JavaStep implements Contestant {
    private final Load load;
    private final byte[][] events;

    public JavaStep(Load load) {
        this.load = load;
        this.events = EventBytes.of(load);
    }

    @Override
    public Pass pass() throws MalformedMessageException {
        FoundAlerts found = new FoundAlerts();
        Map<String, byte[]> records = new HashMap<>();
        WindowsCodec codec = new WindowsCodec();
        for (Person person : load.people()) {
            records.put(person.subject(), codec.write(new PersonWindows(person)));
        }
        Kept kept = new Kept();
        ActivityRules rules = new ActivityRules(new HandWrittenRules(new StoredCounts(records, found), kept));
        Cost before = Cost.now();
        for (byte[] event : events) {
            Activity activity = ActivityJson.read(event);
            if (Load.isLookedAt(activity.type())) {
                String subject = activity.header().subject();
                PersonWindows windows = codec.read(subject, Objects.requireNonNull(records.get(subject)));
                kept.begin(windows);
                rules.judge(activity, windows.person());
                if (kept.changed) {
                    records.put(subject, codec.write(windows));
                }
            }
        }
        Cost cost = Cost.now().since(before);
        return new Pass(found, cost, sizes(records));
    }

    private Map<String, Double> sizes(Map<String, byte[]> records) {
        double bytes = 0;
        for (Person person : load.people()) {
            bytes += Objects.requireNonNull(records.get(person.subject())).length;
        }
        return Map.of("bytes of a person, mean", bytes / load.people().size());
    }

    /** The windows of the person who is judged; whoever asks for them changes them. */
    private static final class Kept implements HandWrittenRules.WindowsOf {
        private static final Person NOBODY = new Person("", false, ZoneOffset.UTC, Person.STAYS, 0);

        private PersonWindows windows = new PersonWindows(NOBODY);
        private boolean changed;

        void begin(PersonWindows decoded) {
            windows = decoded;
            changed = false;
        }

        @Override
        public PersonWindows of(Person person) {
            changed = true;
            return windows;
        }
    }

    /** Counts of alerts in records of their own. */
    private record StoredCounts(Map<String, byte[]> records, FoundAlerts found) implements Matches {
        private static final char SEPARATOR = '\0';

        @Override
        public void matched(SiemRule rule, Person person, long second, String fields) {
            String anchor = rule.anchor(person, second, fields);
            String key = person.subject() + SEPARATOR + rule.id() + SEPARATOR + anchor;
            byte[] stored = records.get(key);
            long count = 1;
            long first = second;
            if (stored != null) {
                StateReader in = new StateReader(stored);
                count += in.number();
                first = in.number();
            }
            StateWriter out = new StateWriter();
            out.number(count);
            out.number(first);
            records.put(key, out.toArray());
            found.counted(rule.id(), person.subject(), anchor, count, Instant.ofEpochSecond(first));
        }
    }
}
