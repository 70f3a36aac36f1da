package io.keepwatch.notification.notice;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** How many notices wait or are dead, and for how long the oldest has waited; and forgetting the old ones. */
@Singleton
@Startup
class NoticeMetrics {
    private static final String PENDING = "PENDING";
    private static final String DEAD = "DEAD";

    private final NoticeStore store;
    private final DeliveryConfig config;
    private volatile List<NoticeStore.Backlog> backlogs = List.of();

    NoticeMetrics(NoticeStore store, DeliveryConfig config, MeterRegistry metrics) {
        this.store = store;
        this.config = config;
        for (Destination destination : Destination.values()) {
            String label = destination.label();
            Gauge.builder(
                            "keepwatch.notices.pending",
                            () -> of(destination, PENDING).notices())
                    .tag("destination", label)
                    .register(metrics);
            Gauge.builder(
                            "keepwatch.notices.oldest.pending.seconds",
                            () -> of(destination, PENDING).oldestSeconds())
                    .tag("destination", label)
                    .register(metrics);
            Gauge.builder("keepwatch.notices.dead", () -> of(destination, DEAD).notices())
                    .tag("destination", label)
                    .register(metrics);
        }
    }

    @Scheduled(every = "10s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return store.backlog().invoke(seen -> backlogs = seen).replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forget() {
        return store.forget(config.settledKept(), config.eventsKept(), config.suspicionsKept());
    }

    private NoticeStore.Backlog of(Destination destination, String status) {
        return backlogs.stream()
                .filter(backlog ->
                        backlog.destination() == destination && backlog.status().equals(status))
                .findFirst()
                .orElse(new NoticeStore.Backlog(destination, status, 0, 0));
    }
}
