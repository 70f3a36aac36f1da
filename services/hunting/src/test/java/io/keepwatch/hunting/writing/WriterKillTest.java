package io.keepwatch.hunting.writing;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.ObjectStore;
import io.keepwatch.hunting.store.TestStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the writer at seeded points of its work, a moment after it committed so many records, while a real broker feeds it
 * and its files are merged, and compares what lies in Parquet with what was sent. More seeds with {@code
 * -Dkeepwatch.kill.seeds=20}.
 */
@DisplayName("G1: kill -9 of the writer under load: Parquet rows equal accepted activities, one for one")
class WriterKillTest {
    private static final int SEEDS = Integer.getInteger("keepwatch.kill.seeds", 3);
    private static final int KILLS = 3;
    private static final int KILLS_OF_A_BUCKET = 2;
    private static final int A_LIFE = 4_000;
    private static final int HOURS = 3;
    /** Half of what is sent for a life: the writer is never done when it is killed. */
    private static final int MOST_COMMITTED = A_LIFE / 2;

    private static final int LONGEST_MOMENT_MILLIS = 150;
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    @TempDir
    Path directory;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldStoreEveryActivityOnce(int seed) throws Exception {
        List<Activity> sent = killAndFeed(seed, KILLS, List.of());
        try (EventStore store = TestStores.open(directory)) {
            assertThat(everything(store)).isEqualTo(sorted(sent));
        }
    }

    @Test
    @DisplayName("The same in a bucket, whose rows an empty mirror finds")
    void shouldStoreEveryActivityOnceInABucket(@TempDir Path another) throws Exception {
        URI endpoint = ObjectStore.shared().endpoint();
        String prefix = ObjectStore.freshPrefix();
        List<Activity> sent = killAndFeed(SEEDS + 1, KILLS_OF_A_BUCKET, List.of(endpoint.toString(), prefix));
        try (EventStore store = ObjectStore.open(endpoint, prefix, another)) {
            assertThat(everything(store)).isEqualTo(sorted(sent));
        }
    }

    private List<Activity> killAndFeed(int seed, int kills, List<String> bucket) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Activity> sent = new ArrayList<>();
        List<Integer> files = new ArrayList<>();
        try (Broker broker = Broker.fromNowOn()) {
            for (int kill = 0; kill < kills; kill++) {
                long from = broker.committed().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                Process writer = start(broker, bucket);
                try {
                    send(broker, sent, random);
                    awaitCommitted(broker, from + 1 + random.nextInt(MOST_COMMITTED));
                    assertThat(writer.waitFor(random.nextInt(LONGEST_MOMENT_MILLIS), TimeUnit.MILLISECONDS))
                            .as("it ends before it is killed")
                            .isFalse();
                } finally {
                    writer.destroyForcibly().waitFor();
                }
                files.add(dataFiles(directory).size());
            }
            Process last = start(broker, bucket);
            try {
                send(broker, sent, random);
                broker.awaitCommitted();
                last.getOutputStream().close();
                assertThat(last.waitFor()).isZero();
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
        System.out.println(
                "{\"figure\":\"hunting-writer-kill\",\"seed\":%d,\"kills\":%d,\"activities\":%d,\"filesWhenKilled\":%s}"
                        .formatted(seed, kills, sent.size(), files));
        return sent;
    }

    /** Waits until the sum of the committed offsets is at least this. */
    private static void awaitCommitted(Broker broker, long wanted) throws Exception {
        Broker.until(
                "so much is committed",
                LOOK_EVERY,
                () -> broker.committed().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= wanted);
    }

    /** New activities of several hours, and some of those sent before once more. */
    private static void send(Broker broker, List<Activity> sent, SplittableRandom random) {
        for (int hour = 0; hour < HOURS; hour++) {
            int count = A_LIFE / HOURS;
            List<Activity> fresh = SampleActivities.within(NOON.plus(Duration.ofHours(hour)), count, sent.size());
            for (Activity activity : fresh) {
                broker.send(activity);
                sent.add(activity);
                if (random.nextInt(10) == 0) {
                    broker.send(sent.get(random.nextInt(sent.size())));
                }
            }
        }
        broker.flush();
    }

    private Process start(Broker broker, List<String> bucket) throws IOException {
        String surefire = System.getProperty("surefire.test.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                surefire == null ? System.getProperty("java.class.path") : surefire,
                WriterProcess.class.getName(),
                broker.kafka().bootstrapServers(),
                directory.toString()));
        command.addAll(bucket);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo(WriterProcess.STARTED);
        return process;
    }
}
