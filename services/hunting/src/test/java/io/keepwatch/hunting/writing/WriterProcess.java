package io.keepwatch.hunting.writing;

import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.ObjectStore;
import io.keepwatch.hunting.store.TestStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * A writer with its store and the merging of its files, as a process that can be killed. It says when it has started and
 * ends properly when its standard input ends.
 */
final class WriterProcess {
    static final String STARTED = "STARTED";

    private WriterProcess() {}

    /** @param args bootstrap servers, the store's directory; and, if it is a mirror, the object store and the prefix */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, Object> kafka = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                args[0],
                // A killed member keeps its partitions for this long.
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                6_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                1_000);
        WriterSettings settings =
                new WriterSettings(kafka, 400, 1 << 20, Duration.ofMillis(100), Duration.ofMillis(100));
        Path directory = Path.of(args[1]);
        try (EventStore store = args.length == 2
                        ? TestStores.open(directory)
                        : ObjectStore.open(URI.create(args[2]), args[3], directory);
                ActivityWriter writer = new ActivityWriter(store, settings, InstantSource.system())) {
            AtomicBoolean over = new AtomicBoolean();
            Thread merging = Thread.ofPlatform().daemon().start(() -> merge(store, over));
            writer.start();
            System.out.println(STARTED);
            System.out.flush();
            while (System.in.read() >= 0) {
                // Only its end means something.
            }
            over.set(true);
            merging.join();
        }
    }

    private static void merge(EventStore store, AtomicBoolean over) {
        try {
            while (!over.get()) {
                store.tidy();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
