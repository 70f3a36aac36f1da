package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.PeerPart;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.habit.PeerSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** What one task tells of its people to be compared with, and whom it compares them with. Lives on the task's thread. */
final class PeerExchange {
    /** How many stored records are looked at before the next record while people are summed. */
    private static final int MOST_SUMMED = 500;

    private final PeerSums sums;
    private final PeerBoard board;

    /**
     * @param people the task's people
     * @param peers what every task has told
     * @param part the task's partition
     */
    PeerExchange(
            KeyValueStore<String, byte @Nullable []> people,
            ReadOnlyKeyValueStore<String, byte @Nullable []> peers,
            int part) {
        sums = new PeerSums(people, part);
        board = new PeerBoard(peers);
    }

    /** Whom people are compared with; the same until the next look. */
    PeerSnapshot newest() {
        return board.newest();
    }

    /** Looks for newer parts. */
    void look() {
        board.look();
    }

    /**
     * Sums what is usual for the task's people, a few at a time, and tells it once a day; what was told two days before is
     * over.
     *
     * @param now domain time
     * @param timestamp of the records
     */
    void sum(
            Engine engine,
            Instant now,
            Duration allowance,
            long timestamp,
            Consumer<Record<byte @Nullable [], byte @Nullable []>> to) {
        LocalDate before = sums.written();
        for (PeerPart part : sums.goOn(engine, now, allowance, MOST_SUMMED)) {
            to.accept(PeerRecord.of(part, now, timestamp));
            if (part.group().isEmpty()) {
                board.before(part.part(), before).forEach(key -> to.accept(PeerRecord.over(key, timestamp)));
            }
        }
    }
}
