package io.keepwatch.notification.hr;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Forgets deliveries that no sender repeats any more, and events that nobody withdraws any more. */
@Singleton
@Startup
class HrHousekeeping {
    private static final Duration SHORTEST = Duration.ofHours(72);

    private final HrStore store;
    private final HrConfig config;

    HrHousekeeping(HrStore store, HrConfig config) {
        if (config.deliveriesKept().compareTo(SHORTEST) < 0) {
            throw new IllegalStateException("keepwatch.hr.deliveries-kept must not be shorter than " + SHORTEST);
        }
        this.store = store;
        this.config = config;
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forget() {
        return store.forget(config.deliveriesKept(), config.eventsKept());
    }
}
