package io.keepwatch.evaluator.judging;

import io.keepwatch.evaluator.running.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as in the service, but small. */
final class TestSettings {
    static final long MEMTABLE_BYTES = 64 * 1024;

    private TestSettings() {}

    static StreamsSettings of(String bootstrapServers, Path state, @Nullable String instance) {
        return of(bootstrapServers, state, instance, Duration.ofMillis(100), 1024 * 1024);
    }

    static StreamsSettings of(
            String bootstrapServers, Path state, @Nullable String instance, Duration commitInterval, long cacheBytes) {
        return new StreamsSettings(
                bootstrapServers,
                state,
                instance,
                1,
                0,
                1,
                commitInterval,
                cacheBytes,
                Duration.ofSeconds(10),
                Duration.ofSeconds(6),
                32 * 1024 * 1024,
                64 * 1024 * 1024,
                MEMTABLE_BYTES,
                Map.of());
    }
}
