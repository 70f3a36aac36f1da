package io.keepwatch.cases.snooze;

import io.keepwatch.cases.alert.AlertStore;
import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.audit.AuditTrail;
import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.audit.Look;
import io.keepwatch.cases.http.Problems;
import io.keepwatch.cases.person.SubjectLocks;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Snoozing; every act and its audit entry are one transaction. */
@ApplicationScoped
class Snoozes {
    private final SnoozeStore store;
    private final AlertStore alerts;
    private final SubjectLocks locks;
    private final AuditTrail audit;
    private final Event<Changed> changed;
    private final Clock domainClock;

    /** Somebody's list is another one now: fired after the commit. */
    record Changed() {}

    Snoozes(
            SnoozeStore store,
            AlertStore alerts,
            SubjectLocks locks,
            AuditTrail audit,
            Event<Changed> changed,
            Clock domainClock) {
        this.store = store;
        this.alerts = alerts;
        this.locks = locks;
        this.audit = audit;
        this.changed = changed;
        this.domainClock = domainClock;
    }

    /**
     * Begins a snooze of the alert's rule and person.
     *
     * @param key the caller's idempotency key: the same again changes nothing; null for none
     */
    Uni<SnoozeView> begin(String alertId, SnoozeRequest.Checked asked, @Nullable String key, Caller caller) {
        UUID id = key == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes((caller.id() + '\n' + alertId + '\n' + key).getBytes(StandardCharsets.UTF_8));
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> alerts.one(alertId, caller)
                        .chain(alert -> alert == null
                                ? inVain("alerts.snooze", alertId, caller)
                                : begin(id, alert, asked, caller, now)))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .invoke(() -> changed.fire(new Changed()))
                .map(row -> SnoozeView.of(row, now));
    }

    private Uni<SnoozeEntity> begin(UUID id, KeptAlert kept, SnoozeRequest.Checked asked, Caller caller, Instant now) {
        String subject = kept.alert().subject();
        return locks.take(Set.of(subject))
                .chain(() -> store.findById(id))
                .chain(known -> known != null
                        ? Uni.createFrom().item(same(known, asked))
                        : store.keep(new SnoozeEntity(
                                id,
                                kept.alert().id(),
                                subject,
                                kept.alert().rule(),
                                asked.reason(),
                                caller,
                                now,
                                asked.until())))
                .call(() -> audit.record(
                        caller, Look.at("alerts.snooze", kept.alert().id(), subject)));
    }

    private static SnoozeEntity same(SnoozeEntity known, SnoozeRequest.Checked asked) {
        if (!known.until.equals(asked.until()) || !known.reason.equals(asked.reason())) {
            throw Problems.keyUsed();
        }
        return known;
    }

    /** Ends what is snoozed of the alert's rule and person. */
    Uni<Void> end(String alertId, Caller caller) {
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> alerts.one(alertId, caller)
                        .chain(alert ->
                                alert == null ? inVain("alerts.wake", alertId, caller) : end(alert, caller, now)))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .invoke(() -> changed.fire(new Changed()))
                .replaceWithVoid();
    }

    private Uni<KeptAlert> end(KeptAlert kept, Caller caller, Instant now) {
        String subject = kept.alert().subject();
        return locks.take(Set.of(subject))
                .chain(() -> store.holding(subject, kept.alert().rule(), now))
                .invoke(rows -> rows.forEach(row -> row.end(now, caller.name())))
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().voidItem() : store.changed(subject))
                .chain(() ->
                        audit.record(caller, Look.at("alerts.wake", kept.alert().id(), subject)))
                .replaceWith(kept);
    }

    private <T> Uni<T> inVain(String operation, String alertId, Caller caller) {
        return audit.record(caller, Look.inVain(operation, alertId)).replaceWith((T) null);
    }

    Uni<SnoozeView.Page> list(SnoozeQuery query, Caller caller) {
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> store.page(
                        query.subject(), query.rule(), query.active() ? now : null, query.after(), query.limit())
                .chain(rows -> {
                    List<SnoozeEntity> shown = rows.subList(0, Math.min(rows.size(), query.limit()));
                    String next = rows.size() > query.limit()
                            ? query.placeOf(shown.getLast()).encode(query.question())
                            : null;
                    List<SnoozeView> items =
                            shown.stream().map(row -> SnoozeView.of(row, now)).toList();
                    Look look = Look.list(
                            "snoozes.list",
                            query.subject(),
                            items.stream().map(SnoozeView::subject).toList());
                    return audit.record(caller, look).replaceWith(new SnoozeView.Page(items, next));
                }));
    }
}
