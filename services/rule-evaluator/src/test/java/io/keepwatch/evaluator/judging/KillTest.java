package io.keepwatch.evaluator.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills the evaluator twice, each time over state of an earlier life and inside an open transaction, and compares
 * everything that came out, byte by byte, with what must come out. Most people have one activity per life, so that what a
 * kill spoils is not repaired by a later write of the same person. Sizes are system properties, so that the same program
 * runs at full scale: {@code -Dkeepwatch.kill.people=10000}.
 */
@DisplayName("G3: kill -9 of the evaluator loses nothing and doubles nothing")
class KillTest {
    private static final int PEOPLE = Integer.getInteger("keepwatch.kill.people", 2_000);
    private static final int BUSY = 20;
    /** HR speaks of one in so many, and of nobody else's: what it says and what they do come in two topics. */
    private static final int LEAVERS = 10;

    private static final int BUSY_RECORDS = 40;
    private static final long MB = 1_000_000;
    private static final Duration COMMIT = Duration.ofMillis(Long.getLong("keepwatch.kill.commit", 300));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long CACHE = 1024 * 1024;

    @TempDir
    Path directory;

    private final List<Duration> gaps = new ArrayList<>();

    /** Everything that came out, and everything that had to. */
    private record Result(
            Map<Integer, List<String>> alerts,
            Map<Integer, List<String>> expectedAlerts,
            Map<Integer, List<String>> monitoring,
            Map<Integer, List<String>> expectedMonitoring,
            Map<String, String> people,
            Map<String, String> expectedPeople,
            Map<Integer, Tally> tallies) {}

    @ParameterizedTest(name = "{0}, record cache of {1} bytes, {2} kills")
    @CsvSource({"bell, " + CACHE + ", 2", "bell, 0, 1", "swap, " + CACHE + ", 1"})
    @DisplayName("The bell writes people within the transaction, also while the rules change all the time")
    void shouldComeBackExactly(String bell, long cacheBytes, int kills) throws Exception {
        Result result = play(bell, cacheBytes, kills);

        assertThat(result.expectedAlerts().values().stream()
                        .mapToInt(List::size)
                        .sum())
                .as("the load raises alerts from what people did in different lives")
                .isGreaterThan(kills * PEOPLE);
        assertThat(result.alerts()).isEqualTo(result.expectedAlerts());
        assertThat(result.expectedMonitoring().values().stream()
                        .mapToInt(List::size)
                        .sum())
                .as("every notice is confirmed, and every period ends")
                .isEqualTo((kills + 1 + 1) * PEOPLE / LEAVERS);
        assertThat(result.monitoring()).isEqualTo(result.expectedMonitoring());
        assertThat(result.expectedPeople().keySet())
                .as("habits are among what is compared: a write to media teaches")
                .filteredOn(key -> key.endsWith("\0h"))
                .hasSizeGreaterThanOrEqualTo(PEOPLE);
        assertThat(result.people()).isEqualTo(result.expectedPeople());
        assertThat(result.tallies().values()).allSatisfy(tally -> {
            Tally.Line line = tally.line(Topic.ACTIVITY);
            assertThat(line.unaccounted()).isZero();
            assertThat(line.count(Tally.Fate.REPEATED)).isZero();
            assertThat(line.count(Tally.Fate.DEAD)).isZero();
        });
        System.out.println(
                "{\"figure\":\"evaluator-kill-to-judging-seconds\",\"people\":" + (PEOPLE + BUSY) + ",\"value\":"
                        + gaps.stream().map(gap -> gap.toMillis() / 1000.0).toList() + "}");
    }

    @Test
    @DisplayName("The planted mistake is found: a write-behind from StateStore.commit loses people")
    void shouldNoticeAWriteBehindThatLoses() throws Exception {
        Result result = play("commit", CACHE, 1);

        assertThat(result.people()).isNotEqualTo(result.expectedPeople());
        assertThat(result.alerts()).isNotEqualTo(result.expectedAlerts());
    }

    private Result play(String bell, long cacheBytes, int kills) throws Exception {
        try (Kafka kafka = Kafka.fromNowOn()) {
            ChildEvaluator.Setup setup = new ChildEvaluator.Setup(
                    kafka.servers(),
                    directory.resolve("state"),
                    directory.resolve("evaluator.log"),
                    COMMIT,
                    cacheBytes,
                    bell,
                    "evaluator-under-test",
                    ChildEvaluator.Setup.SMALL);
            String people = bell + "-" + cacheBytes + "-";
            liveInPeace(kafka, setup, people, 0, false);
            for (int round = 1; round <= kills; round++) {
                liveAndDie(kafka, setup, people, round);
            }
            // Everybody once more, from what lies on the disk.
            liveInPeace(kafka, setup, people, kills + 1, true);
            return result(kafka, people);
        }
    }

    private static void liveInPeace(Kafka kafka, ChildEvaluator.Setup setup, String people, int round, boolean last)
            throws Exception {
        try (ChildEvaluator evaluator = setup.start()) {
            send(kafka, people, round, last);
            kafka.awaitJudged(PATIENCE);
            evaluator.stop(PATIENCE);
        }
    }

    /** Starts over old state, is killed inside a transaction, comes back, goes on, and ends properly. */
    private void liveAndDie(Kafka kafka, ChildEvaluator.Setup setup, String people, int round) throws Exception {
        long died;
        boolean standing = !setup.bell().equals("commit");
        try (ChildEvaluator evaluator = setup.start(standing ? PEOPLE / 20 : 0)) {
            evaluator.await(EvaluatorProcess.RUNNING, PATIENCE);
            send(kafka, people, round, false);
            if (standing) {
                evaluator.await(EvaluatorProcess.STANDING, PATIENCE);
            } else {
                kafka.awaitJudged(PATIENCE);
            }
            evaluator.kill();
            died = System.nanoTime();
        }
        try (ChildEvaluator evaluator = setup.start()) {
            if (standing) {
                evaluator.await(EvaluatorProcess.KEPT, PATIENCE);
                gaps.add(Duration.ofNanos(System.nanoTime() - died));
            }
            kafka.awaitJudged(PATIENCE);
            evaluator.stop(PATIENCE);
        }
    }

    /** Notices that lengthen a period, and at last their withdrawal, which ends it. */
    private static HrEvent hr(String subject, int round, boolean last) {
        Instant occurred = Inputs.NOON.plusSeconds(round);
        return new HrEvent(
                subject + "-" + round,
                last ? HrEvent.WITHDRAWN : HrEvent.RESIGNATION,
                subject,
                null,
                occurred,
                occurred,
                Map.of(),
                last ? null : new HrEvent.Monitoring("watchlist", occurred, round == 0 ? null : occurred.plusMillis(1)),
                null,
                last ? subject + "-0" : null);
    }

    /** One USB write each for most people, and a busy few whose writes repair what a kill spoiled. */
    private static void send(Kafka kafka, String people, int round, boolean last) {
        for (int i = 0; i < PEOPLE; i += LEAVERS) {
            kafka.send(Inputs.record(hr(people + "leaver-" + i, round, last)));
        }
        for (int i = 0; i < PEOPLE; i++) {
            String subject = people + i;
            kafka.send(Inputs.record(Inputs.usbWrite(
                    subject, subject + "-" + round, Inputs.NOON.plusSeconds(round * 600L + i % 600), 60 * MB)));
            if (i % (PEOPLE / BUSY_RECORDS) == 0) {
                for (int busy = 0; busy < BUSY; busy++) {
                    String subjectOfBusy = people + "busy-" + busy;
                    String id = subjectOfBusy + "-" + round + "-" + i;
                    kafka.send(Inputs.record(Inputs.download(
                            subjectOfBusy, id, Inputs.NOON.plusSeconds(round * 600L + i % 600), 20 * MB)));
                }
            }
        }
        kafka.flush();
    }

    private static Result result(Kafka kafka, String ours) throws Exception {
        Expected expected = new Expected();
        kafka.read(Topic.ACTIVITY.topicName()).forEach(expected::take);
        kafka.read(Topic.HR.topicName()).forEach(expected::take);
        Map<Integer, List<String>> alerts = texts(kafka, Topic.ALERT);
        Map<Integer, List<String>> monitoring = texts(kafka, Topic.MONITORING);
        Map<String, String> people = new TreeMap<>();
        Map<Integer, Tally> tallies = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(Kafka.CHANGELOG)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (key.equals(Tally.KEY)) {
                tallies.put(record.partition(), Tally.decode(record.value()));
            } else if (!key.startsWith(ours)) {
                continue;
            } else if (record.value() == null) {
                people.remove(key);
            } else {
                people.put(key, HexFormat.of().formatHex(record.value()));
            }
        }
        return new Result(
                alerts, expected.alerts(), monitoring, expected.monitoring(), people, expected.records(), tallies);
    }

    private static Map<Integer, List<String>> texts(Kafka kafka, Topic topic) throws Exception {
        Map<Integer, List<String>> texts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(topic.topicName())) {
            texts.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(Expected.text(record.value()));
        }
        return texts;
    }
}
