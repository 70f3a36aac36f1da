package io.keepwatch.cases.monitoring;

import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.NoticeResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of periods, and results of notices, in PostgreSQL; what is known already is not written again. */
@ApplicationScoped
class MonitoringStore implements PanacheRepositoryBase<ChangeEntity, String> {

    Uni<Void> keepChanges(List<MonitoringChange> changes) {
        Map<String, ChangeEntity> rows = new LinkedHashMap<>();
        changes.forEach(change -> rows.putIfAbsent(change.id(), new ChangeEntity(change)));
        return keep("ChangeEntity", rows);
    }

    Uni<Void> keepResults(List<NoticeResult> results) {
        Map<String, NoticeEntity> rows = new LinkedHashMap<>();
        results.forEach(result -> rows.putIfAbsent(result.id(), new NoticeEntity(result)));
        return keep("NoticeEntity", rows);
    }

    private Uni<Void> keep(String entity, Map<String, ?> rows) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select e.id from " + entity + " e where e.id in :ids", String.class)
                        .setParameter("ids", Set.copyOf(rows.keySet()))
                        .getResultList()
                        .chain(known -> {
                            rows.keySet().removeAll(new HashSet<>(known));
                            Collection<?> fresh = rows.values();
                            return session.persistAll(fresh.toArray()).chain(session::flush);
                        }));
    }

    /** What was said of a person's periods, in the order in which it arrived. */
    Uni<List<ChangeEntity>> of(String subject) {
        return find("subject = ?1 order by seq", subject).list();
    }
}
