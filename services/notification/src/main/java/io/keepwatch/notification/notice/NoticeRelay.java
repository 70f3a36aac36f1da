package io.keepwatch.notification.notice;

import io.keepwatch.contracts.NoticeResult;
import io.keepwatch.notification.Drain;
import io.keepwatch.notification.notice.Courier.Attempt;
import io.keepwatch.notification.outbox.OutboxRelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers pending notices: each destination for itself, one line's notices in their order, each until it arrived or is
 * dead, which is published. A dead notice lets the later ones of its line pass.
 */
@Singleton
@Startup
class NoticeRelay {
    private static final Logger LOG = Logger.getLogger(NoticeRelay.class);
    private static final int WRITES_RETRIED = 5;
    private static final Duration WRITE_PAUSE = Duration.ofMillis(100);

    private final NoticeStore store;
    private final DeliveryConfig config;
    private final Backoff backoff;
    private final OutboxRelay outbox;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Map<Destination, Courier> couriers = new EnumMap<>(Destination.class);
    private final List<Drain> drains = new ArrayList<>();

    NoticeRelay(
            NoticeStore store,
            DeliveryConfig config,
            @All List<Courier> couriers,
            OutboxRelay outbox,
            Clock clock,
            MeterRegistry metrics) {
        if (config.lease().compareTo(config.timeout().multipliedBy(2)) < 0) {
            throw new IllegalStateException("keepwatch.delivery.lease must be at least twice the timeout");
        }
        this.store = store;
        this.config = config;
        this.backoff = new Backoff(config.firstPause(), config.longestPause());
        this.outbox = outbox;
        this.clock = clock;
        this.metrics = metrics;
        for (Courier courier : couriers) {
            if (courier.isConfigured()) {
                this.couriers.put(courier.destination(), courier);
                drains.add(new Drain(courier.destination().name(), () -> deliverSome(courier)));
            }
        }
        if (!serves(Destination.MAIL) && !serves(Destination.WEBHOOK)) {
            throw new IllegalStateException(
                    "Nobody would hear of a case: set KEEPWATCH_MAIL_TO or KEEPWATCH_WEBHOOK_URL or both.");
        }
        LOG.infof("notices go to %s", this.couriers.keySet());
    }

    boolean serves(Destination destination) {
        return couriers.containsKey(destination);
    }

    @Scheduled(every = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void wake() {
        drains.forEach(Drain::wake);
    }

    private Uni<Integer> deliverSome(Courier courier) {
        return store.claim(courier.destination(), courier.parallel(config), config.lease())
                .chain(claimed -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUniAndMerge(one -> deliver(courier, one).replaceWith(one))
                        .collect()
                        .asList()
                        .map(List::size));
    }

    private Uni<Void> deliver(Courier courier, NoticeStore.Claimed claimed) {
        return Uni.createFrom()
                .deferred(() -> courier.deliver(claimed.notice()))
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(new Attempt.Failed(
                        "no answer within " + config.timeout().toSeconds() + " s"))
                .onFailure()
                .recoverWithItem(
                        failure -> new Attempt.Failed(failure.getClass().getSimpleName()))
                .chain(attempt -> settle(courier, claimed, attempt));
    }

    private Uni<Void> settle(Courier courier, NoticeStore.Claimed claimed, Attempt attempt) {
        Notice notice = claimed.notice();
        Uni<Void> written = switch (attempt) {
            case Attempt.Delivered _ -> {
                count(notice, "delivered");
                yield store.delivered(claimed, result(notice, NoticeResult.DELIVERED, null));
            }
            case Attempt.Failed(String reason) -> {
                boolean dead = claimed.attempts() >= courier.attempts(config);
                Duration pause = backoff.after(claimed.attempts(), ThreadLocalRandom.current());
                count(notice, dead ? "dead" : "failed");
                LOG.warnf(
                        "notice=%s destination=%s attempt=%d %s: %s",
                        notice.id(), notice.destination(), claimed.attempts(), dead ? "dead" : "failed", reason);
                yield store.failed(claimed, result(notice, NoticeResult.FAILED, reason), reason, dead, pause);
            }
        };
        return written.invoke(outbox::wake)
                .onFailure()
                .retry()
                .withBackOff(WRITE_PAUSE)
                .atMost(WRITES_RETRIED)
                .onFailure()
                .recoverWithItem(failure -> {
                    // Its claim runs out and it is sent again under the same id.
                    LOG.warnf("notice=%s outcome not written: %s", notice.id(), failure);
                    return null;
                });
    }

    private NoticeResult result(Notice notice, String result, @Nullable String reason) {
        Told told = notice.told();
        return new NoticeResult(
                notice.id() + "-" + result,
                told.subject(),
                told.kind(),
                notice.destination().label(),
                result,
                clock.instant(),
                told.id(),
                reason);
    }

    private void count(Notice notice, String outcome) {
        metrics.counter(
                        "keepwatch.notice.attempts",
                        "destination",
                        notice.destination().label(),
                        "outcome",
                        outcome)
                .increment();
    }
}
