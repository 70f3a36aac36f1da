package io.keepwatch.hunting.writing;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.TestStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the writer at seeded points of its work, so many files after it began and a moment later, while a real broker
 * feeds it and its files are merged, and compares what lies in Parquet with what was sent. More seeds with {@code
 * -Dkeepwatch.kill.seeds=20}.
 */
@DisplayName("G1: kill -9 of the writer under load: Parquet rows equal accepted activities, one for one")
class WriterKillTest {
    private static final int SEEDS = Integer.getInteger("keepwatch.kill.seeds", 3);
    private static final int KILLS = 3;
    private static final int A_LIFE = 4_000;
    private static final int HOURS = 3;
    /** A life writes some thirty files, if it is not ended before. */
    private static final int MOST_FILES = 15;

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
        SplittableRandom random = new SplittableRandom(seed);
        List<Activity> sent = new ArrayList<>();
        List<Integer> files = new ArrayList<>();
        try (Broker broker = Broker.fromNowOn()) {
            for (int kill = 0; kill < KILLS; kill++) {
                List<String> before = dataFiles(directory);
                Process writer = start(broker);
                send(broker, sent, random);
                awaitFiles(before, 1 + random.nextInt(MOST_FILES));
                assertThat(writer.waitFor(random.nextInt(LONGEST_MOMENT_MILLIS), TimeUnit.MILLISECONDS))
                        .as("it ends before it is killed")
                        .isFalse();
                writer.destroyForcibly().waitFor();
                files.add(dataFiles(directory).size());
            }
            Process last = start(broker);
            send(broker, sent, random);
            broker.awaitCommitted();
            last.getOutputStream().close();
            assertThat(last.waitFor()).isZero();
        }
        try (EventStore store = TestStores.open(directory)) {
            assertThat(everything(store)).isEqualTo(sorted(sent));
        }
        System.out.println(
                "{\"figure\":\"hunting-writer-kill\",\"seed\":%d,\"kills\":%d,\"activities\":%d,\"filesWhenKilled\":%s}"
                        .formatted(seed, KILLS, sent.size(), files));
    }

    /** Waits until so many files are there that were not before; those that were merged away meanwhile count too. */
    private void awaitFiles(List<String> before, int wanted) throws Exception {
        Set<String> seen = new HashSet<>(before);
        Broker.until(wanted + " new files", LOOK_EVERY, () -> {
            try {
                seen.addAll(dataFiles(directory));
            } catch (UncheckedIOException | NoSuchFileException e) {
                // One went while all were listed: merged.
                return false;
            }
            return seen.size() >= before.size() + wanted;
        });
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

    private Process start(Broker broker) throws IOException {
        String surefire = System.getProperty("surefire.test.class.path");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        surefire == null ? System.getProperty("java.class.path") : surefire,
                        WriterProcess.class.getName(),
                        broker.kafka().bootstrapServers(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo(WriterProcess.STARTED);
        return process;
    }
}
