package io.keepwatch.notification.notice;

import io.keepwatch.notification.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** From messages to pending notices, and what people may ask about them. */
@Singleton
class Notices {
    private final NoticeStore store;
    private final NoticeRelay relay;
    private final MeterRegistry metrics;
    private final Routing routing;

    Notices(NoticeStore store, NoticeRelay relay, PagerConfig pager, MeterRegistry metrics) {
        this.store = store;
        this.relay = relay;
        this.metrics = metrics;
        this.routing = new Routing(pager.rules());
    }

    /** Completes when all notices of the events are committed; events that came before change nothing. */
    Uni<Void> accept(List<Told> events) {
        List<Notice> notices = events.stream()
                .flatMap(told -> routing.of(told).stream()
                        .filter(relay::serves)
                        .map(destination -> Notice.of(told, destination)))
                .toList();
        return Uni.createFrom()
                .deferred(() -> store.accept(events, notices))
                .invoke(fresh -> {
                    metrics.counter("keepwatch.notices.accepted").increment(fresh);
                    relay.wake();
                })
                .replaceWithVoid();
    }

    Uni<List<NoticeStore.Line>> list(NoticeStore.Filter filter) {
        return store.list(filter);
    }

    /** Gives a dead notice all its attempts again. */
    Uni<Void> retry(String id) {
        return store.revive(id)
                .invoke(dead -> {
                    if (!dead.orElseThrow(() -> Problem.NOT_FOUND.because("no notice of this id"))) {
                        throw Problem.NOT_DEAD.because("this notice is pending or delivered");
                    }
                    relay.wake();
                })
                .replaceWithVoid();
    }
}
