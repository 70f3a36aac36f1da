package io.keepwatch.rules.engine;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.memory.RecordSink;
import io.keepwatch.rules.memory.RecordSource;
import io.keepwatch.rules.memory.SubjectState;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers and judges: (state, input, rule book) → (state', alerts). Deterministic, in event time, without a clock. One
 * engine serves any number of people, on one thread; it is not thread-safe. A new rule set is a new engine over the same
 * stored records.
 */
public final class Engine {
    private final RuleBook book;
    private final Duration latenessAllowance;

    /**
     * @param book the rules and what they need remembered
     * @param latenessAllowance how much older than the person's newest activity an activity may be and still count in
     *     its place in time (24 h unless configured otherwise)
     */
    public Engine(RuleBook book, Duration latenessAllowance) {
        this.book = book;
        this.latenessAllowance = latenessAllowance;
    }

    /**
     * Reads a person. The hot record lies under the subject itself, the others under the subject, a NUL character and a
     * name; those are read from {@code records} when they are first needed, until the state is dropped.
     */
    public SubjectState load(String subject, RecordSource records) {
        throw new UnsupportedOperationException(subject + records + book.digest());
    }

    /**
     * Takes one input in. Either all of its effects are in the state afterwards or, if this throws, none.
     *
     * @param now domain time of publication, the alerts' {@code raisedAt}
     */
    public Outcome step(SubjectState state, Input input, Instant now) {
        throw new UnsupportedOperationException(state.subject() + input + now + latenessAllowance);
    }

    /** Writes the records that changed since the person was loaded or last stored; afterwards nothing is changed. */
    public void store(SubjectState state, RecordSink sink) {
        throw new UnsupportedOperationException(state.subject() + sink);
    }
}
