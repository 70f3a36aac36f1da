package io.keepwatch.cases.task;

import io.keepwatch.cases.http.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tasks and off-boardings in PostgreSQL. Everything here happens inside the caller's transaction. */
@ApplicationScoped
class TaskStore implements PanacheRepositoryBase<TaskEntity, UUID> {

    /** The off-boarding of a person that has not ended; the caller holds the person's lock. */
    Uni<OffboardingEntity> openOffboarding(String subject) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from OffboardingEntity where subject = :subject and endedAt is null",
                                OffboardingEntity.class)
                        .setParameter("subject", subject)
                        .getSingleResultOrNull());
    }

    Uni<OffboardingEntity> offboarding(String id) {
        return getSession().chain(session -> session.find(OffboardingEntity.class, id));
    }

    Uni<Void> keep(OffboardingEntity offboarding) {
        return getSession().chain(session -> session.persist(offboarding).chain(session::flush));
    }

    Uni<Void> add(List<TaskEntity> tasks) {
        return getSession().chain(session -> session.persistAll(tasks.toArray()).chain(session::flush));
    }

    /** The tasks of a person, held against the clock and other writers until the transaction ends. */
    Uni<List<TaskEntity>> held(String subject) {
        return find("subject = ?1 order by id", subject)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /**
     * Tasks whose time has come, held until the transaction ends; those that somebody else holds are left to them. Read
     * by their ids after they are held, so that what is read is what is held.
     */
    Uni<List<TaskEntity>> due(Instant now, int most) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        select id from task where next_at <= :now order by next_at, id
                        limit :most for update skip locked""", UUID.class)
                        .setParameter("now", now)
                        .setParameter("most", most)
                        .getResultList())
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : find("id in ?1 order by nextAt, id", Set.copyOf(ids)).list());
    }

    /** Those of the subjects whose deadlines depend on where they work: somebody leaves, or has something to do. */
    Uni<List<String>> concerned(Collection<String> subjects) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        select subject from offboarding where subject = any(cast(:subjects as text[])) and ended_at is null
                        union select subject from task
                        where subject = any(cast(:subjects as text[])) and state in ('scheduled', 'open')""", String.class)
                        .setParameter("subjects", subjects.toArray(String[]::new))
                        .getResultList());
    }

    /** One page, what is due first on top, and one task more if there is a next page. */
    Uni<List<TaskEntity>> page(TaskQuery query, Instant now) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> values = new HashMap<>();
        if (query.subject() != null) {
            conditions.add("t.subject = :subject");
            values.put("subject", query.subject());
        }
        if (query.kind() != null) {
            conditions.add("t.kind = :kind");
            values.put("kind", query.kind().wireName());
        }
        if (!query.states().isEmpty()) {
            conditions.add("t.state in :states");
            values.put(
                    "states", query.states().stream().map(TaskState::wireName).toList());
        }
        if (query.overdue() != null) {
            String overdue = "(t.state = 'open' and t.deadline <= :now)";
            conditions.add(query.overdue() ? overdue : "not " + overdue);
            values.put("now", now);
        }
        Cursor after = query.after();
        if (after != null) {
            conditions.add("(t.deadline, t.id) > (:deadline, :id)");
            values.put("deadline", Instant.parse(after.keys().get(0)));
            values.put("id", UUID.fromString(after.keys().get(1)));
        }
        String hql = "from TaskEntity t where " + String.join(" and ", conditions) + " order by t.deadline, t.id";
        return getSession().chain(session -> {
            var selection = session.createSelectionQuery(hql, TaskEntity.class);
            values.forEach(selection::setParameter);
            return selection.setMaxResults(query.limit() + 1).getResultList();
        });
    }
}
