package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.memory.SubjectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The people of one task, decoded, with write-behind: a person is decoded once, changed in place by many records, and
 * encoded once per commit. The bell tells when ({@link BellStore}); what was changed since is then written to the store
 * and its changelog within the running transaction. Made anew whenever the task starts, because after a failure memory
 * holds what the aborted transaction did. Not thread-safe; lives on the task's thread.
 */
final class People {
    private static final int BATCH = 1_024;
    private static final String BELL_KEY = "ring";
    private static final byte[] BELL_VALUE = {1};

    private final KeyValueStore<String, byte @Nullable []> store;
    private final KeyValueStore<String, byte[]> bell;
    private final LongSupplier budget;
    private final Map<String, Person> known = new LinkedHashMap<>(1_024, 0.75f, true);
    private final List<Person> changed = new ArrayList<>();
    private final List<KeyValue<String, byte @Nullable []>> batch = new ArrayList<>(BATCH);
    private final Tally tally;
    private Engine engine;
    private boolean rung;
    private long heap;

    /**
     * @param windows the keys of the windows that the engine's rules declare
     * @param now domain time
     * @param budget bytes of heap the task may use for people nobody changed since the last write; asked at every write
     */
    People(
            Engine engine,
            Collection<Long> windows,
            Instant now,
            KeyValueStore<String, byte @Nullable []> store,
            KeyValueStore<String, byte[]> bell,
            LongSupplier budget) {
        this.engine = engine;
        this.store = store;
        this.bell = bell;
        this.budget = budget;
        this.tally = Tally.decode(store.get(Tally.KEY));
        // Written with the first record: until then nobody was judged with them.
        this.tally.judgeWith(windows, now);
    }

    /** One person in memory. */
    static final class Person {
        /** What a person takes in memory beside the decoded records: map entry, keys, this. */
        private static final long HEAP_EACH = 600;
        /** How much larger records are decoded than encoded. */
        private static final long HEAP_PER_BYTE = 5;

        private final SubjectState state;
        private boolean changed;
        private long bytesRead;
        private long bytesWritten;
        private long counted;

        private Person(Engine engine, String subject, KeyValueStore<String, byte @Nullable []> store) {
            this.state = engine.load(subject, key -> {
                byte[] value = store.get(key);
                bytesRead += value == null ? 0 : value.length;
                return value;
            });
        }

        SubjectState state() {
            return state;
        }

        private long heap() {
            return HEAP_EACH + HEAP_PER_BYTE * (bytesRead + bytesWritten);
        }
    }

    /** The person, from memory or else from the store; somebody new where the store knows nobody. */
    Person get(String subject) {
        Person person = known.get(subject);
        if (person == null) {
            person = new Person(engine, subject, store);
            known.put(subject, person);
            weigh(person);
        }
        return person;
    }

    /**
     * Says that a record has had all its effects. Everything changed by it is written with the transaction that commits
     * its offset, because the bell is put behind the last change.
     */
    void took(Topic topic, long offset, Tally.Fate fate, @Nullable Person person) {
        tally.count(topic, offset, fate);
        if (person != null) {
            note(person);
        }
        ring();
    }

    /** Says that time, without any record, has had its effects on a person. */
    void lookedAt(Person person) {
        note(person);
        ring();
    }

    private void note(Person person) {
        if (!person.changed && person.state.changed()) {
            person.changed = true;
            changed.add(person);
        }
    }

    private void ring() {
        if (!rung) {
            rung = true;
            bell.put(BELL_KEY, BELL_VALUE);
        }
    }

    /**
     * Forgets somebody in whose state something went wrong, so that the next record finds what was last written.
     *
     * @return false where that would lose changes not yet written; then only the whole task can go back
     */
    boolean forget(Person person) {
        if (person.changed) {
            return false;
        }
        known.remove(person.state.subject());
        heap -= person.counted;
        return true;
    }

    /** Writes whoever was changed, then forgets those nobody asked for longest, as many as are over the budget. */
    void write() {
        for (Person person : changed) {
            write(person);
        }
        changed.clear();
        add(Tally.KEY, tally.encode());
        flush();
        rung = false;
        forgetOverBudget();
    }

    /** Whether something happened since the last write. */
    boolean hasUnwritten() {
        return rung;
    }

    /**
     * Forgets everybody, so that they are read again by an engine with other rules. Everything must have been written.
     *
     * @param windows the keys of the windows that the other rules declare
     * @param now domain time
     */
    void judgeWith(Engine next, Collection<Long> windows, Instant now) {
        if (rung) {
            throw new IllegalStateException("what the rules before changed is not written");
        }
        known.clear();
        heap = 0;
        engine = next;
        if (tally.judgeWith(windows, now)) {
            ring();
        }
    }

    /** What became of the records so far. */
    Tally tally() {
        return tally;
    }

    private void write(Person person) {
        long[] written = {0};
        engine.store(person.state, (key, value) -> {
            written[0] += value == null ? 0 : value.length;
            add(key, value);
        });
        person.bytesWritten = Math.max(person.bytesWritten, written[0]);
        person.changed = false;
        weigh(person);
    }

    private void add(String key, byte @Nullable [] value) {
        batch.add(KeyValue.pair(key, value));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        store.putAll(batch);
        batch.clear();
    }

    private void weigh(Person person) {
        long now = person.heap();
        heap += now - person.counted;
        person.counted = now;
    }

    private void forgetOverBudget() {
        long allowed = budget.getAsLong();
        Iterator<Person> eldest = known.values().iterator();
        while (heap > allowed && eldest.hasNext()) {
            heap -= eldest.next().counted;
            eldest.remove();
        }
    }
}
