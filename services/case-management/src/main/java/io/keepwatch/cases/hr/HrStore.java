package io.keepwatch.cases.hr;

import io.keepwatch.contracts.HrEvent;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What HR said, in PostgreSQL. Everything here happens inside the caller's transaction. */
@ApplicationScoped
public class HrStore implements PanacheRepositoryBase<HrEventEntity, String> {

    /**
     * Keeps what was not known; the caller holds the locks of the subjects.
     *
     * @return the events that are new, in their order
     */
    public Uni<List<HrEvent>> keep(List<HrEvent> events) {
        Map<String, HrEvent> fresh = new LinkedHashMap<>();
        events.forEach(event -> fresh.putIfAbsent(event.receipt(), event));
        return find("receipt in ?1", Set.copyOf(fresh.keySet())).list().chain(known -> {
            known.forEach(row -> fresh.remove(row.receipt));
            Object[] rows = fresh.values().stream().map(HrEventEntity::new).toArray();
            return getSession()
                    .chain(session -> session.persistAll(rows).chain(session::flush))
                    .replaceWith(() -> new ArrayList<>(fresh.values()));
        });
    }

    /** Everything that was said of a person, in the order in which it was said. */
    public Uni<List<Told>> of(String subject) {
        return find("subject = ?1 order by seq", subject)
                .list()
                .map(rows -> rows.stream().map(HrEventEntity::toTold).toList());
    }
}
