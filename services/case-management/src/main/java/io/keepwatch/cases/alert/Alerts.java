package io.keepwatch.cases.alert;

import io.keepwatch.cases.audit.AuditTrail;
import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.audit.Look;
import io.keepwatch.cases.http.Problems;
import io.keepwatch.cases.person.SubjectLocks;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reading alerts and saying what became of them; every look or act and its audit entry are one transaction. */
@ApplicationScoped
class Alerts {
    private final AlertStore store;
    private final AuditTrail audit;
    private final SubjectLocks locks;
    private final Settlement settlement;
    private final Clock domainClock;

    Alerts(AlertStore store, AuditTrail audit, SubjectLocks locks, Settlement settlement, Clock domainClock) {
        this.store = store;
        this.audit = audit;
        this.locks = locks;
        this.settlement = settlement;
        this.domainClock = domainClock;
    }

    Uni<AlertView.Page> list(AlertQuery query, Caller caller) {
        return Panache.withTransaction(() -> store.page(query, caller).chain(rows -> {
            List<AlertEntity> shown = rows.subList(0, Math.min(rows.size(), query.limit()));
            String next =
                    rows.size() > query.limit() ? query.placeOf(shown.getLast()).encode(query.question()) : null;
            List<AlertView> items =
                    shown.stream().map(AlertEntity::toKept).map(AlertView::of).toList();
            Look look = Look.list(
                    "alerts.list",
                    query.subject(),
                    items.stream().map(AlertView::subject).toList());
            return audit.record(caller, look).replaceWith(new AlertView.Page(items, next));
        }));
    }

    /** Counts name nobody, so that nobody was looked at. */
    Uni<AlertSummary> summary(AlertSummary.Question asked, Caller caller) {
        return Panache.withSession(() -> store.summary(asked, caller))
                .map(days -> new AlertSummary(asked.from(), asked.to(), days));
    }

    /** @return the alert; fails with 404 if there is none that the caller may see */
    Uni<AlertView> read(String id, Caller caller) {
        return Panache.withTransaction(() -> store.one(id, caller).chain(kept -> {
                    if (kept == null) {
                        return audit.record(caller, Look.inVain("alerts.read", id))
                                .replaceWith((AlertView) null);
                    }
                    return audit.record(
                                    caller,
                                    Look.at("alerts.read", id, kept.alert().subject()))
                            .replaceWith(AlertView.of(kept));
                }))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound);
    }

    /**
     * Says what became of an alert (S1-10). Said again, it changes nothing; only activity after it opens a closed one.
     * Whoever was called because of it hears that it is settled (H12).
     *
     * @return the alert; fails with 404 if there is none that the caller may see
     */
    Uni<AlertView> say(String id, AlertStatus status, Caller caller) {
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> store.one(id, caller).chain(kept -> {
                    if (kept == null) {
                        return audit.record(caller, Look.inVain("alerts.status", id))
                                .replaceWith((AlertStore.Became) null);
                    }
                    String subject = kept.alert().subject();
                    return locks.take(Set.of(subject))
                            .chain(() -> store.become(id, status, caller.name(), now))
                            .call(became -> settle(became, now))
                            .call(() -> audit.record(caller, Look.at("alerts.status", id, subject)));
                }))
                .onItem()
                .ifNotNull()
                .transform(became -> {
                    if (became.isSettled()) {
                        settlement.committed();
                    }
                    return AlertView.of(became.after());
                })
                .onItem()
                .ifNull()
                .failWith(Problems::notFound);
    }

    private Uni<Void> settle(AlertStore.Became became, Instant now) {
        return became.isSettled()
                ? settlement.settled(became.after(), now)
                : Uni.createFrom().voidItem();
    }
}
