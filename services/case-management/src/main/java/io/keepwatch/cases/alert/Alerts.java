package io.keepwatch.cases.alert;

import io.keepwatch.cases.audit.AuditTrail;
import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.audit.Look;
import io.keepwatch.cases.http.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reading alerts; every look and its audit entry are one transaction. */
@ApplicationScoped
class Alerts {
    private final AlertStore store;
    private final AuditTrail audit;

    Alerts(AlertStore store, AuditTrail audit) {
        this.store = store;
        this.audit = audit;
    }

    Uni<AlertView.Page> list(AlertQuery query, Caller caller) {
        return Panache.withTransaction(() -> store.page(query).chain(rows -> {
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
    Uni<AlertSummary> summary(AlertSummary.Question asked) {
        return Panache.withSession(() -> store.summary(asked))
                .map(days -> new AlertSummary(asked.from(), asked.to(), days));
    }

    /** @return the alert; fails with 404 if there is none */
    Uni<AlertView> read(String id, Caller caller) {
        return Panache.withTransaction(() -> store.one(id).chain(kept -> {
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
}
