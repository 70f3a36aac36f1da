package io.keepwatch.evaluator.judging;

import io.keepwatch.evaluator.running.Evaluation;
import io.keepwatch.evaluator.running.StreamsSettings;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.engine.Excepted;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The evaluator without its HTTP side, as a process that can be killed. It says on its standard output what happens, and
 * ends properly when its standard input ends. Told to, it stands still inside an open transaction, right after it wrote
 * people to store and changelog and before the producer is flushed and the offsets are sent, and waits to be killed.
 */
final class EvaluatorProcess {
    static final String RUNNING = "RUNNING";
    static final String KEPT = "KEPT";
    static final String STANDING = "STANDING";

    private static final long SWAP_NANOS = 20_000_000;

    private EvaluatorProcess() {}

    /**
     * @param args bootstrap servers, state directory, commit interval in ms, cache bytes, {@code bell}, {@code swap} (the
     *     bell, and every few milliseconds other rules that say the same) or {@code commit}, after how many records counted since the start to stand still in the next write (0: never), the name
     */
    public static void main(String[] args) throws IOException {
        // Without a configuration every level is on, and formatting records costs more than judging them.
        Logger.getLogger("").setLevel(Level.WARNING);
        Duration interval = Duration.ofMillis(Long.parseLong(args[2]));
        StreamsSettings settings = TestSettings.of(
                args[0], Path.of(args[1]), args[6].isEmpty() ? null : args[6], interval, Long.parseLong(args[3]));
        boolean mistaken = args[4].equals("commit");
        Supplier<RuleBook> rules = args[4].equals("swap") ? swapping() : TestRules::book;
        Judging judging = TestRules.judging(rules, new Saying(Long.parseLong(args[5])));
        Evaluation evaluation = new Evaluation(
                settings,
                () -> mistaken ? EvaluatorTopology.of(judging, CommitBellStore::new) : EvaluatorTopology.of(judging),
                new Evaluation.Watcher() {
                    @Override
                    public void made(KafkaStreams streams) {}

                    @Override
                    public void over(KafkaStreams streams) {}
                });
        evaluation.start();
        while (System.in.read() >= 0) {
            // Only its end means something.
        }
        evaluation.close();
    }

    /** Two books of one set, taking turns: whoever asks often enough goes over from one to the other all the time. */
    private static Supplier<RuleBook> swapping() {
        List<RuleBook> books = List.of(TestRules.book(), TestRules.load());
        return () -> books.get((int) (System.nanoTime() / SWAP_NANOS % books.size()));
    }

    private static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }

    private static final class Saying implements Journal {
        private final long standAfter;
        private final Map<Integer, Tally> atStart = new ConcurrentHashMap<>();

        private Saying(long standAfter) {
            this.standAfter = standAfter;
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
            Tally start = atStart.putIfAbsent(partition, tally);
            if (start == null) {
                say(RUNNING + " " + partition);
                return;
            }
            long done = next(tally) - next(start);
            say(KEPT + " " + partition + " " + next(tally));
            if (standAfter > 0 && done >= standAfter) {
                say(STANDING + " " + partition);
                standStill();
            }
        }

        @Override
        public void left(int partition) {
            atStart.remove(partition);
        }

        private static long next(Tally tally) {
            return Tally.TOPICS.stream()
                    .mapToLong(topic -> Math.max(0, tally.line(topic).next()))
                    .sum();
        }

        private static void standStill() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
