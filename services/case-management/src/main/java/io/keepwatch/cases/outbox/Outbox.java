package io.keepwatch.cases.outbox;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.TaskEvent;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The events of cases and tasks in PostgreSQL, from the change that made them until they are in Kafka. Everything here happens
 * inside the caller's transaction.
 */
@ApplicationScoped
public class Outbox implements PanacheRepositoryBase<OutboxEntity, Long> {
    /** Cases whose events one relay takes at once, and events it takes of them. */
    private static final int CASES_AT_ONCE = 64;

    private static final int EVENTS_AT_ONCE = 512;

    /** The outbox has something to send: fired by whoever filled it, after the commit. */
    public record Filled() {}

    public Uni<Void> add(UUID caseId, List<CaseEvent> events) {
        return addRows(events.stream().map(event -> OutboxEntity.of(caseId, event)));
    }

    /**
     * What happened to a task, and the task's version after it, by which the events of one task are ordered.
     *
     * @param version no two steps of one task have the same
     */
    public record TaskStep(TaskEvent event, long version) {}

    public Uni<Void> addSteps(List<TaskStep> steps) {
        return addRows(steps.stream().map(OutboxEntity::of));
    }

    private Uni<Void> addRows(Stream<OutboxEntity> rows) {
        Object[] added = rows.toArray();
        return getSession().chain(session -> session.persistAll(added).chain(session::flush));
    }

    /**
     * Claims cases that have something to send. The first unsent event of a case is the lock on all that follow it: it
     * is found by its state and never by a number to start after, because numbers are given before transactions commit
     * and a lower one may appear later.
     *
     * @param claim how long nobody else may send for these cases
     */
    Uni<List<UUID>> claim(Duration claim) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        with head as (
                            select o.id from outbox o
                            where o.sent_at is null
                              and (o.claimed_until is null or o.claimed_until < clock_timestamp())
                              and not exists (select 1 from outbox e
                                              where e.case_id = o.case_id and e.sent_at is null
                                                and e.case_version < o.case_version)
                            order by o.id limit :cases for update skip locked)
                        update outbox o
                        set claimed_until = clock_timestamp() + make_interval(secs => :seconds)
                        from head where o.id = head.id returning o.case_id""", UUID.class)
                        .setParameter("cases", CASES_AT_ONCE)
                        .setParameter("seconds", (double) claim.toSeconds())
                        .getResultList());
    }

    /** The unsent events of the cases, each case's in its order. */
    Uni<List<OutboxEntity>> unsent(Collection<UUID> cases) {
        return find("caseId in ?1 and sentAt is null order by caseId, caseVersion", Set.copyOf(cases))
                .page(0, EVENTS_AT_ONCE)
                .list();
    }

    /** What was sent is done with, and the cases may be claimed again; both or neither. */
    Uni<Void> settle(Collection<UUID> cases, Collection<Long> sent, Instant now) {
        Uni<Integer> done =
                sent.isEmpty() ? Uni.createFrom().item(0) : update("sentAt = ?1 where id in ?2", now, Set.copyOf(sent));
        return done.chain(() -> update("claimedUntil = null where caseId in ?1 and sentAt is null", Set.copyOf(cases)))
                .replaceWithVoid();
    }

    Uni<Long> forget(Instant sentBefore) {
        return delete("sentAt < ?1", sentBefore);
    }
}
