package io.keepwatch.evaluator.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.Topic;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.contracts.WebVisit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka to Kafka through the real topology on one stream thread: activities as JSON in, alerts out, exactly once. Small
 * here, where it only has to come out complete; {@code -Dkeepwatch.rate.events=3000000} prints figures worth reading.
 */
@DisplayName("A backlog is judged completely, and how fast")
class RateTest {
    private static final int EVENTS = Integer.getInteger("keepwatch.rate.events", 20_000);
    private static final int PEOPLE = Integer.getInteger("keepwatch.rate.people", 10_000);
    private static final Duration COMMIT = Duration.ofMillis(Long.getLong("keepwatch.rate.commit", 100));
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    /** Within this many days the events happen, evenly. */
    private static final int DAYS = 10;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void shouldJudgeABacklogCompletely() throws Exception {
        try (Kafka kafka = Kafka.fromNowOn()) {
            for (int i = 0; i < EVENTS; i++) {
                kafka.send(Inputs.record(activity(i)));
            }
            kafka.flush();
            ChildEvaluator.Setup setup = new ChildEvaluator.Setup(
                    kafka.servers(),
                    directory.resolve("state"),
                    directory.resolve("evaluator.log"),
                    COMMIT,
                    1024 * 1024,
                    "bell",
                    "evaluator-measured",
                    List.of("-Xmx1g", "-XX:+UseSerialGC"));
            try (ChildEvaluator evaluator = setup.start()) {
                evaluator.await(EvaluatorProcess.RUNNING, PATIENCE);
                long warm = EVENTS / 5L;
                Waiting.until("it is warm", PATIENCE, () -> judged(kafka) >= warm);
                long before = judged(kafka);
                long begin = System.nanoTime();
                Duration cpu = evaluator.cpu();
                kafka.awaitJudged(PATIENCE);
                double seconds = (System.nanoTime() - begin) / 1e9;
                double cpuMicros = evaluator.cpu().minus(cpu).toNanos() / 1e3;
                evaluator.stop(PATIENCE);
                long measured = EVENTS - before;
                figure("evaluator-kafka-to-kafka-events-per-second", Math.round(measured / seconds));
                figure("evaluator-cpu-micros-per-event", Math.round(cpuMicros / measured * 100) / 100.0);
            }
            assertThat(judged(kafka)).isEqualTo(EVENTS);
            assertThat(kafka.read(Topic.ALERT.topicName())).isNotEmpty();
        }
    }

    private static void figure(String name, double value) {
        System.out.println("{\"figure\":\"" + name + "\",\"events\":" + EVENTS + ",\"people\":" + PEOPLE
                + ",\"commitMillis\":" + COMMIT.toMillis() + ",\"value\":" + value + "}");
    }

    private static long judged(Kafka kafka) throws Exception {
        Map<TopicPartition, Long> committed = kafka.committed();
        return committed.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(Topic.ACTIVITY.topicName()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** An office's mixture; a few people do most, as everywhere. */
    private Activity activity(int i) {
        int person = (int) (PEOPLE * Math.pow(random.nextDouble(), 3));
        Instant time = Inputs.NOON.plusMillis(i * (DAYS * 86_400_000L / EVENTS));
        String subject = "rate-" + person;
        ActivityHeader header =
                new ActivityHeader("rate-" + i, "test", time, subject, "host-" + person, subject, false);
        int kind = random.nextInt(100);
        if (kind < 40) {
            return new FileAccess(header, path(), random.nextInt(400_000), "internal", "share", "read", null, false);
        }
        if (kind < 60) {
            return new FileDownload(header, path(), random.nextInt(9_000_000), "internal", "crm", "copy", null, false);
        }
        if (kind < 75) {
            String outcome = random.nextInt(30) == 0 ? "failure" : "success";
            return new AuthLogin(header, outcome, false, "sso", "10.1.2.3", "DE", "interactive");
        }
        if (kind < 88) {
            return new WebVisit(header, "https://site-" + random.nextInt(300) + ".example/", "business");
        }
        if (kind < 99) {
            return new EmailSent(header, subject + "@corp.example", List.of("all@corp.example"), List.of(), null);
        }
        return new UsbWrite(
                header, random.nextInt(4) == 0 ? 150_000_000 : 1_000_000, "STICK-0001", "/media/stick-1/file");
    }

    private String path() {
        return "/share/doc-" + random.nextInt(5_000);
    }
}
