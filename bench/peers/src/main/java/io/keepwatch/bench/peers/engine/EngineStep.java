package io.keepwatch.bench.peers.engine;

import io.keepwatch.bench.peers.Contestant;
import io.keepwatch.bench.peers.Cost;
import io.keepwatch.bench.peers.EventBytes;
import io.keepwatch.bench.peers.FoundAlerts;
import io.keepwatch.bench.peers.Load;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Input;
import io.keepwatch.rules.memory.RecordSink;
import io.keepwatch.rules.memory.SubjectState;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One whole step of the engine for every activity: event bytes and state bytes in, remember, judge, state bytes out. */
public final class EngineStep implements Contestant {
    /** Between a person's key and the name of a further record. */
    private static final char SEPARATOR = '\0';
    /** Begins the name of an alert's record. */
    private static final char ALERT = 'a';

    private final Load load;
    private final RuleBook book;
    private final byte[][] events;

    private EngineStep(Load load, RuleBook book) {
        this.load = load;
        this.book = book;
        this.events = EventBytes.of(load);
    }

    /** With the catalogue's own conditions. */
    public static EngineStep ruled(Load load) throws IOException {
        return new EngineStep(load, NineRules.load());
    }

    /** With conditions written by hand, everything else the same. */
    public static EngineStep handJudged(Load load) throws IOException {
        return new EngineStep(load, new HandJudged(NineRules.load()));
    }

    @Override
    public Pass pass() throws MalformedMessageException {
        FoundAlerts found = new FoundAlerts();
        Map<String, byte[]> records = new HashMap<>();
        RecordSink sink = (key, value) -> {
            if (value == null) {
                records.remove(key);
            } else {
                records.put(key, value);
            }
        };
        Engine engine = new Engine(book, EngineOnHeap.ALLOWANCE);
        for (Person person : load.people()) {
            SubjectState state = engine.load(person.subject(), records::get);
            EngineOnHeap.introduce(engine, state, person);
            engine.store(state, sink);
        }
        Cost before = Cost.now();
        for (byte[] event : events) {
            Activity activity = ActivityJson.read(event);
            SubjectState state = engine.load(activity.header().subject(), records::get);
            EngineOnHeap.take(engine.step(state, new Input.Happened(activity), EngineOnHeap.PUBLISHED), found);
            engine.store(state, sink);
        }
        return new Pass(found, Cost.now().since(before), sizes(records));
    }

    private Map<String, Double> sizes(Map<String, byte[]> records) {
        double hot = 0;
        double mostHot = 0;
        double pages = 0;
        double pageBytes = 0;
        for (Map.Entry<String, byte[]> entry : records.entrySet()) {
            int separator = entry.getKey().indexOf(SEPARATOR);
            int length = entry.getValue().length;
            if (separator < 0) {
                hot += length;
                mostHot = Math.max(mostHot, length);
            } else if (entry.getKey().charAt(separator + 1) != ALERT) {
                pages++;
                pageBytes += length;
            }
        }
        int people = load.people().size();
        Map<String, Double> sizes = new LinkedHashMap<>();
        sizes.put("bytes of a hot record, mean", hot / people);
        sizes.put("bytes of a hot record, most", mostHot);
        sizes.put("pages of a person, mean", pages / people);
        sizes.put("bytes of a page, mean", pages == 0 ? 0 : pageBytes / pages);
        return sizes;
    }
}
