package io.keepwatch.evaluator.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Topic;
import io.keepwatch.evaluator.running.Evaluation;
import io.keepwatch.evaluator.running.Phase;
import io.keepwatch.rules.engine.Excepted;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The canary of the write-behind: it rests on Streams flushing its record caches before it sends offsets. A version that
 * does otherwise must fail here, not in production.
 */
@DisplayName("The bell rings before the offsets are sent, on a real broker")
class BellTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 400;

    @TempDir
    Path state;

    /** Looks at every write what the group has committed so far. */
    private static final class Looking implements Journal {
        private final Kafka kafka;
        private final Map<Integer, Long> seen = new ConcurrentHashMap<>();
        private final Queue<String> tooLate = new ConcurrentLinkedQueue<>();
        private final Queue<Long> writes = new ConcurrentLinkedQueue<>();

        private Looking(Kafka kafka) {
            this.kafka = kafka;
        }

        @Override
        public void failed(String subject, List<RuleFailure> failures) {}

        @Override
        public void excepted(List<Excepted> matches) {
            throw new AssertionError("nothing is excepted here");
        }

        @Override
        public void asked(Outcome.Habit habit) {}

        @Override
        public void kept(int partition, Tally tally) {
            long next = Math.max(0, tally.line(Topic.ACTIVITY).next());
            Long before = seen.put(partition, next);
            if (before == null || next == before) {
                return;
            }
            try {
                long committed =
                        kafka.committed().getOrDefault(new TopicPartition(Topic.ACTIVITY.topicName(), partition), 0L);
                writes.add(next);
                if (committed > before) {
                    tooLate.add(
                            "partition " + partition + ": " + committed + " committed, written only now up to " + next);
                }
            } catch (Exception e) {
                tooLate.add(e.toString());
            }
        }

        @Override
        public void left(int partition) {
            seen.remove(partition);
        }
    }

    @Test
    void shouldRingBeforeTheOffsetsAreSent() throws Exception {
        try (Kafka kafka = Kafka.fromNowOn()) {
            Looking looking = new Looking(kafka);
            Judging judging = TestRules.judging(looking);
            try (Evaluation evaluation = new Evaluation(
                    TestSettings.of(kafka.servers(), state, "bell-test"),
                    () -> EvaluatorTopology.of(judging),
                    new Evaluation.Watcher() {
                        @Override
                        public void made(KafkaStreams streams) {}

                        @Override
                        public void over(KafkaStreams streams) {}
                    })) {
                evaluation.start();
                Waiting.until("it runs", PATIENCE, () -> evaluation.phase() == Phase.RUNNING);
                for (int i = 0; i < RECORDS; i++) {
                    kafka.send(
                            Inputs.record(Inputs.usbWrite("p" + i % 50, "b-" + i, Inputs.NOON.plusSeconds(i), 1000)));
                    if (i % 40 == 0) {
                        kafka.flush();
                        kafka.awaitJudged(PATIENCE);
                    }
                }
                kafka.flush();
                kafka.awaitJudged(PATIENCE);
            }
            assertThat(looking.writes).hasSizeGreaterThan(8);
            assertThat(looking.tooLate).isEmpty();
        }
    }
}
