package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.AlertStore;
import io.keepwatch.cases.audit.AuditTrail;
import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.audit.Look;
import io.keepwatch.cases.http.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reading cases: what the reader may see, each look with its audit entry in one transaction. */
@ApplicationScoped
class Cases {
    private final CaseStore store;
    private final AlertStore alerts;
    private final AuditTrail audit;

    Cases(CaseStore store, AlertStore alerts, AuditTrail audit) {
        this.store = store;
        this.alerts = alerts;
        this.audit = audit;
    }

    Uni<CaseView.Page> list(CaseQuery query, Caller reader) {
        return Panache.withTransaction(() -> store.page(query, Visibility.of(reader))
                .chain(found -> {
                    List<Case> shown = found.subList(0, Math.min(found.size(), query.limit()));
                    String next = found.size() > query.limit()
                            ? CaseQuery.placeOf(shown.getLast()).encode(query.question())
                            : null;
                    Look look = Look.list(
                            "cases.list",
                            query.subject(),
                            shown.stream().map(Case::subject).toList());
                    return views(shown)
                            .chain(items -> audit.record(reader, look).replaceWith(new CaseView.Page(items, next)));
                }));
    }

    /** @return the case; fails with 404 if there is none that this reader may see */
    Uni<CaseView> read(String id, Caller reader) {
        return Panache.withTransaction(() -> find(id, reader).chain(file -> {
                    if (file == null) {
                        return audit.record(reader, Look.inVain("cases.read", id))
                                .replaceWith((CaseView) null);
                    }
                    return views(List.of(file))
                            .chain(items -> audit.record(reader, Look.at("cases.read", id, file.subject()))
                                    .replaceWith(items.getFirst()));
                }))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound);
    }

    private Uni<Case> find(String id, Caller reader) {
        return caseId(id)
                .map(uuid -> store.read(uuid, Visibility.of(reader)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private Uni<List<CaseView>> views(List<Case> files) {
        List<UUID> ids = files.stream().map(Case::id).toList();
        return alerts.idsByCase(ids)
                .chain(attached -> store.checklists(ids)
                        .map(checklists -> files.stream()
                                .map(file -> CaseView.of(
                                        file,
                                        attached.getOrDefault(file.id(), List.of()),
                                        checklists.getOrDefault(file.id(), List.of())))
                                .toList()));
    }

    /** Only the one spelling we give out: others name no case. */
    private static Optional<UUID> caseId(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
