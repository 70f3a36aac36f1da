package io.keepwatch.hunting.running;

import io.keepwatch.hunting.store.StoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what happens to the store's files, in the log and as metrics. */
@Singleton
final class StoreNews implements StoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(StoreNews.class);

    private final Counter quarantined;
    private final Counter restored;
    private final Counter failures;

    StoreNews(MeterRegistry meters) {
        quarantined = Counter.builder("keepwatch.hunting.files.quarantined")
                .description("Files that could not be read and were put aside")
                .register(meters);
        restored = Counter.builder("keepwatch.hunting.files.restored")
                .description("Files whose copy in the mirror was damaged and that were fetched from the bucket again")
                .register(meters);
        failures = Counter.builder("keepwatch.hunting.upkeep.failures")
                .description("Merges, expiries and the like that will be tried again")
                .register(meters);
    }

    @Override
    public void quarantined(String path, String reason) {
        quarantined.increment();
        LOG.error("{} cannot be read and is in quarantine; questions are answered from the rest: {}", path, reason);
    }

    @Override
    public void restored(String path) {
        restored.increment();
        LOG.warn("{} was damaged in the mirror and was fetched from the bucket again", path);
    }

    @Override
    public void failed(String what, Exception failure) {
        failures.increment();
        LOG.warn("{}: will be tried again: {}", what, failure.toString());
    }
}
