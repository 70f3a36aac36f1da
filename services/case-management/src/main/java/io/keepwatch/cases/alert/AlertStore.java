package io.keepwatch.cases.alert;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.http.Cursor;
import io.keepwatch.contracts.Alert;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The alerts in PostgreSQL. Everything here happens inside the caller's transaction, one operation after the other. */
@ApplicationScoped
public class AlertStore implements PanacheRepositoryBase<AlertEntity, String> {

    /**
     * Merges delivered states into what is kept; the caller holds the lock of every subject among them.
     *
     * @param states in the order of delivery
     * @param exposures of the subjects that have one above 0
     * @return the alerts that say something new, in the order in which they were first delivered
     */
    public Uni<List<KeptAlert>> merge(List<Alert> states, Map<String, Integer> exposures) {
        Set<String> ids = states.stream().map(Alert::id).collect(Collectors.toSet());
        return find("id in ?1", ids).list().chain(rows -> {
            Map<String, AlertEntity> known = new HashMap<>();
            rows.forEach(row -> known.put(row.id, row));
            Map<String, KeptAlert> changed = new LinkedHashMap<>();
            List<AlertEntity> added = new ArrayList<>();
            for (Alert state : states) {
                AlertEntity row = known.get(state.id());
                if (row == null) {
                    KeptAlert first = KeptAlert.first(state);
                    row = new AlertEntity(first, exposures.getOrDefault(state.subject(), 0));
                    known.put(row.id, row);
                    added.add(row);
                    changed.put(row.id, first);
                    continue;
                }
                KeptAlert before = changed.containsKey(row.id) ? changed.get(row.id) : row.toKept();
                KeptAlert after = before.merge(state);
                if (!after.equals(before)) {
                    row.show(after);
                    changed.put(row.id, after);
                }
            }
            return getSession()
                    .chain(session -> session.persistAll(added.toArray()).chain(session::flush))
                    .replaceWith(() -> List.copyOf(changed.values()));
        });
    }

    /** The subject's live alerts of a route and no case whose condition was met at or after {@code since}, oldest first. */
    public Uni<List<KeptAlert>> waiting(Alert.Route route, String subject, Instant since) {
        return find(
                        "subject = ?1 and route = ?2 and mode = 'live' and caseId is null and at >= ?3 order by at, id",
                        subject,
                        AlertEntity.wireName(route),
                        since)
                .list()
                .map(AlertStore::toKept);
    }

    public Uni<Void> attach(Collection<String> ids, UUID caseId) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : update("caseId = ?1 where id in ?2", caseId, new HashSet<>(ids))
                        .replaceWithVoid();
    }

    /** The ids of the alerts of each case, oldest first. */
    public Uni<Map<UUID, List<String>>> idsByCase(Collection<UUID> cases) {
        if (cases.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select a.caseId, a.id from AlertEntity a where a.caseId in :cases order by a.at, a.id",
                                Object[].class)
                        .setParameter("cases", Set.copyOf(cases))
                        .getResultList())
                .map(rows -> {
                    Map<UUID, List<String>> ids = new HashMap<>();
                    rows.forEach(row -> ids.computeIfAbsent((UUID) row[0], _ -> new ArrayList<>())
                            .add((String) row[1]));
                    return ids;
                });
    }

    /** What a subject could reach has changed, and with it the place of its alerts. */
    public Uni<Void> expose(String subject, int exposure) {
        return update("exposure = ?1 where subject = ?2 and exposure <> ?1", (short) exposure, subject)
                .replaceWithVoid();
    }

    /** The alert of this id, or null if there is none that this reader may see. */
    public Uni<@Nullable KeptAlert> one(String id, Caller reader) {
        return find("id = ?1 and route in ?2", id, ReadableRoutes.of(reader))
                .firstResult()
                .onItem()
                .ifNotNull()
                .transform(AlertEntity::toKept);
    }

    /** An alert before and after somebody said what became of it. */
    record Became(KeptAlert before, KeptAlert after) {
        /** Whether there was something left to do, and now there is not. */
        boolean isSettled() {
            return after.status().isClosed() && !before.status().isClosed();
        }
    }

    /** Somebody said what became of an alert that is there; read anew, because the caller may have waited for its lock. */
    Uni<Became> become(String id, AlertStatus status, String by, Instant now) {
        return getSession()
                .chain(session -> session.find(AlertEntity.class, id)
                        .call(row -> session.refresh(row, LockModeType.PESSIMISTIC_WRITE))
                        .map(row -> {
                            KeptAlert kept = row.toKept();
                            if (kept.status() == status) {
                                return new Became(kept, kept);
                            }
                            KeptAlert after = kept.become(status, now);
                            row.show(after);
                            row.statusBy = by;
                            return new Became(kept, after);
                        })
                        .call(session::flush));
    }

    /** One page of what the reader may see, and one alert more if there is a next page. */
    Uni<List<AlertEntity>> page(AlertQuery query, Caller reader) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        conditions.add("a.mode = :mode");
        values.put("mode", AlertEntity.wireName(query.mode()));
        conditions.add("a.route in :routes");
        values.put("routes", ReadableRoutes.of(reader));
        if (query.subject() != null) {
            conditions.add("a.subject = :subject");
            values.put("subject", query.subject());
        }
        if (query.rule() != null) {
            conditions.add("a.rule = :rule");
            values.put("rule", query.rule());
        }
        if (query.caseId() != null) {
            conditions.add("cast(a.caseId as string) = :case");
            values.put("case", query.caseId());
        }
        if (!query.severities().isEmpty()) {
            conditions.add("a.urgency in :urgencies");
            values.put(
                    "urgencies",
                    query.severities().stream()
                            .map(severity -> (short) AlertEntity.urgency(severity))
                            .toList());
        }
        if (!query.statuses().isEmpty()) {
            conditions.add("a.status in :statuses");
            values.put(
                    "statuses",
                    query.statuses().stream().map(AlertStatus::wireName).toList());
        }
        if (query.from() != null) {
            conditions.add("a.at >= :from");
            values.put("from", query.from());
        }
        if (query.to() != null) {
            conditions.add("a.at < :to");
            values.put("to", query.to());
        }
        String rank = query.order().rank();
        String keys = rank == null ? "a.at, a.id" : "a." + rank + ", a.at, a.id";
        Cursor after = query.after();
        if (after != null) {
            conditions.add("(" + keys + ") < (" + (rank == null ? "" : ":rank, ") + ":at, :id)");
            if (rank != null) {
                values.put("rank", Short.valueOf(after.keys().get(0)));
            }
            values.put("at", Instant.parse(after.keys().get(1)));
            values.put("id", after.keys().get(2));
        }
        String hql = "from AlertEntity a where " + String.join(" and ", conditions) + " order by "
                + keys.replace(",", " desc,") + " desc";
        return getSession().chain(session -> {
            var selection = session.createSelectionQuery(hql, AlertEntity.class);
            values.forEach(selection::setParameter);
            return selection.setMaxResults(query.limit() + 1).getResultList();
        });
    }

    /** What the reader may see, by rule and day of UTC, the newest day first. */
    Uni<List<AlertSummary.Day>> summary(AlertSummary.Question asked, Caller reader) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        select rule, cast(at at time zone 'UTC' as date) as day, count(*), count(distinct subject),
                               cast(sum(count) as bigint)
                        from alert
                        where mode = :mode and route in (:routes) and at >= :from and at < :to
                          and (:rule = '' or rule = :rule)
                        group by rule, day order by day desc, rule""", Object[].class)
                        .setParameter("mode", AlertEntity.wireName(asked.mode()))
                        .setParameter("routes", ReadableRoutes.of(reader))
                        .setParameter("from", asked.from())
                        .setParameter("to", asked.to())
                        .setParameter("rule", asked.rule() == null ? "" : asked.rule())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new AlertSummary.Day(
                                (String) row[0],
                                (LocalDate) row[1],
                                ((Number) row[2]).longValue(),
                                ((Number) row[3]).longValue(),
                                ((Number) row[4]).longValue()))
                        .toList());
    }

    private static List<KeptAlert> toKept(List<AlertEntity> rows) {
        return rows.stream().map(AlertEntity::toKept).toList();
    }
}
