package io.keepwatch.cases.timeline;

import io.keepwatch.cases.http.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The timelines in PostgreSQL. Everything here happens inside the caller's transaction. */
@ApplicationScoped
public class TimelineStore implements PanacheRepositoryBase<EntryEntity, String> {

    /** Adds what is not there yet; the caller holds the locks of the subjects. */
    public Uni<Void> add(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Entry> fresh = new LinkedHashMap<>();
        entries.forEach(entry -> fresh.putIfAbsent(entry.id(), entry));
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select e.id from EntryEntity e where e.id in :ids", String.class)
                        .setParameter("ids", Set.copyOf(fresh.keySet()))
                        .getResultList()
                        .chain(known -> {
                            fresh.keySet().removeAll(new HashSet<>(known));
                            Object[] rows = fresh.values().stream()
                                    .map(EntryEntity::new)
                                    .toArray();
                            return session.persistAll(rows).chain(session::flush);
                        }));
    }

    /** An entry as it is shown, and its place. */
    public record Line(Instant at, String kind, String event, Map<String, String> details, Cursor place) {}

    /**
     * A person's page, oldest first, and one entry more if there is a next page.
     *
     * @param visible a condition on the case {@code c}, in HQL: an entry about a case is there for whoever sees the case
     * @param values the condition's named parameters
     */
    public Uni<List<Line>> page(
            String subject, String visible, Map<String, Object> values, @Nullable Cursor after, int limit) {
        String place = after == null ? "" : " and (e.at, e.rank, e.id) > (:at, :rank, :id)";
        String hql = "from EntryEntity e where e.subject = :subject" + place
                + " and (e.caseId is null or exists (select 1 from CaseEntity c where c.id = e.caseId and " + visible
                + ")) order by e.at, e.rank, e.id";
        return getSession()
                .chain(session -> {
                    var selection =
                            session.createSelectionQuery(hql, EntryEntity.class).setParameter("subject", subject);
                    values.forEach(selection::setParameter);
                    if (after != null) {
                        selection.setParameter("at", Instant.parse(after.keys().get(0)));
                        selection.setParameter(
                                "rank", Short.valueOf(after.keys().get(1)));
                        selection.setParameter("id", after.keys().get(2));
                    }
                    return selection.setMaxResults(limit + 1).getResultList();
                })
                .map(rows -> rows.stream().map(TimelineStore::line).toList());
    }

    private static Line line(EntryEntity row) {
        return new Line(
                row.at,
                row.kind,
                row.event,
                row.details(),
                Cursor.after(row.at.toString(), Short.toString(row.rank), row.id));
    }
}
