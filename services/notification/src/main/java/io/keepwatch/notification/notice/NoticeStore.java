package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outbox of notices. The database's clock is the only one, so that several instances agree on what is due. */
@Singleton
class NoticeStore {
    /** One statement, therefore one transaction: an event is handled and has its notices, or neither. */
    private static final String ACCEPT = """
            with fresh as (
                insert into handled_event (event_id) select distinct unnest($1::text[])
                on conflict do nothing returning event_id)
            insert into notice (id, event_id, case_id, case_version, destination, payload)
            select n.id, n.event_id, n.case_id, n.case_version, n.destination, n.payload
            from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bytea[])
                with ordinality as n (id, event_id, case_id, case_version, destination, payload, place)
            join fresh using (event_id)
            order by n.place
            on conflict do nothing""";

    /** The first pending notice of each case, if it is due and nobody holds it. */
    private static final String CLAIM = """
            update notice set claimed_until = now() + make_interval(secs => $1), attempts = attempts + 1
            where seq in (
                select n.seq from notice n
                where n.status = 'PENDING' and n.destination = $2
                    and n.next_attempt_at <= now() and n.claimed_until < now()
                    and not exists (
                        select 1 from notice p
                        where p.status = 'PENDING' and p.case_id = n.case_id and p.destination = n.destination
                            and (p.case_version, p.seq) < (n.case_version, n.seq))
                order by n.next_attempt_at, n.seq limit $3 for update skip locked)
            returning seq, id, destination, payload, attempts""";

    private static final String DELIVERED = """
            update notice set status = 'DELIVERED', settled_at = now(), claimed_until = '-infinity', reason = null
            where seq = $1""";

    /** Only the attempt that holds the notice may fail it. */
    private static final String FAILED = """
            update notice set claimed_until = '-infinity', reason = $3,
                status = case when $4 then 'DEAD' else 'PENDING' end,
                settled_at = case when $4 then now() end,
                next_attempt_at = now() + make_interval(secs => $5)
            where seq = $1 and attempts = $2 and status = 'PENDING'""";

    private static final String LIST = """
            select seq, id, event_id, case_id, destination, status, attempts, reason, created_at, next_attempt_at,
                settled_at
            from notice
            where seq < $1 and ($2::text is null or status = $2) and ($3::text is null or case_id = $3)
                and ($4::text is null or destination = $4)
            order by seq desc limit $5""";

    private static final String REVIVE = """
            update notice set status = 'PENDING', attempts = 0, next_attempt_at = now(), settled_at = null
            where id = $1 and status = 'DEAD'""";
    private static final String EXISTS = "select 1 from notice where id = $1";
    private static final String BACKLOG = """
            select destination, status, count(*) as notices,
                extract(epoch from now() - min(created_at))::float8 as oldest
            from notice where status in ('PENDING', 'DEAD') group by destination, status""";
    private static final String FORGET_NOTICES = """
            delete from notice where status = 'DELIVERED' and settled_at < now() - make_interval(secs => $1)""";
    private static final String FORGET_EVENTS =
            "delete from handled_event where handled_at < now() - make_interval(secs => $1)";

    private final Pool pool;

    NoticeStore(Pool pool) {
        this.pool = pool;
    }

    /** @param attempts attempts begun, this one included */
    record Claimed(long seq, Notice notice, int attempts) {}

    /** A notice without what it says. */
    record Line(
            long seq,
            String id,
            String eventId,
            String caseId,
            Destination destination,
            String status,
            int attempts,
            @Nullable String reason,
            Instant createdAt,
            Instant nextAttemptAt,
            @Nullable Instant settledAt) {}

    /** @param before only notices taken in before this one, newest first */
    record Filter(
            long before,
            @Nullable String status,
            @Nullable String caseId,
            @Nullable Destination destination,
            int limit) {}

    /** @param oldestSeconds age of the oldest of them */
    record Backlog(Destination destination, String status, long notices, double oldestSeconds) {}

    /**
     * Records events as handled and their notices as pending; events handled before add nothing.
     *
     * @return how many notices are new
     */
    Uni<Integer> accept(List<CaseEvent> events, List<Notice> notices) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(events.stream().map(CaseEvent::id).toArray(String[]::new))
                .addArrayOfString(notices.stream().map(Notice::id).toArray(String[]::new))
                .addArrayOfString(notices.stream().map(n -> n.event().id()).toArray(String[]::new))
                .addArrayOfString(notices.stream().map(n -> n.event().caseId()).toArray(String[]::new))
                .addArrayOfLong(
                        notices.stream().map(n -> n.event().caseVersion()).toArray(Long[]::new))
                .addArrayOfString(
                        notices.stream().map(n -> n.destination().name()).toArray(String[]::new))
                .addValue(notices.stream()
                        .map(n -> Buffer.buffer(n.event().write()))
                        .toArray(Buffer[]::new));
        return pool.preparedQuery(ACCEPT).execute(values).map(RowSet::rowCount);
    }

    /** Takes due notices for {@code lease}; whoever dies with one loses it to a later claim. */
    Uni<List<Claimed>> claim(Destination destination, int most, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of((double) lease.toSeconds(), destination.name(), most))
                .map(rows -> {
                    List<Claimed> claimed = new ArrayList<>();
                    for (Row row : rows) {
                        Notice notice = new Notice(
                                row.getString("id"),
                                destination,
                                event(row.getBuffer("payload").getBytes()));
                        claimed.add(new Claimed(row.getLong("seq"), notice, row.getInteger("attempts")));
                    }
                    return claimed;
                });
    }

    private static CaseEvent event(byte[] payload) {
        try {
            return CaseEvent.read(payload);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("a stored notice cannot be read: " + e.reason(), e);
        }
    }

    Uni<Void> delivered(Claimed claimed) {
        return pool.preparedQuery(DELIVERED).execute(Tuple.of(claimed.seq())).replaceWithVoid();
    }

    /** @param pause until the next attempt; without meaning if {@code dead} */
    Uni<Void> failed(Claimed claimed, String reason, boolean dead, Duration pause) {
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(claimed.seq(), claimed.attempts(), reason, dead, pause.toMillis() / 1_000.0))
                .replaceWithVoid();
    }

    Uni<List<Line>> list(Filter filter) {
        Destination destination = filter.destination();
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(
                        filter.before(),
                        filter.status(),
                        filter.caseId(),
                        destination == null ? null : destination.name(),
                        filter.limit()))
                .map(rows -> {
                    List<Line> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(line(row)));
                    return lines;
                });
    }

    private static Line line(Row row) {
        OffsetDateTime settled = row.getOffsetDateTime("settled_at");
        return new Line(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("event_id"),
                row.getString("case_id"),
                Destination.valueOf(row.getString("destination")),
                row.getString("status"),
                row.getInteger("attempts"),
                row.getString("reason"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("next_attempt_at").toInstant(),
                settled == null ? null : settled.toInstant());
    }

    /** Makes a dead notice pending again: true if it was dead, false if not, empty if there is none. */
    Uni<Optional<Boolean>> revive(String id) {
        return pool.preparedQuery(REVIVE).execute(Tuple.of(id)).chain(revived -> {
            if (revived.rowCount() > 0) {
                return Uni.createFrom().item(Optional.of(true));
            }
            return pool.preparedQuery(EXISTS)
                    .execute(Tuple.of(id))
                    .map(rows -> rows.size() > 0 ? Optional.of(false) : Optional.<Boolean>empty());
        });
    }

    Uni<List<Backlog>> backlog() {
        return pool.query(BACKLOG).execute().map(rows -> {
            List<Backlog> backlogs = new ArrayList<>();
            for (Row row : rows) {
                backlogs.add(new Backlog(
                        Destination.valueOf(row.getString("destination")),
                        row.getString("status"),
                        row.getLong("notices"),
                        row.getDouble("oldest")));
            }
            return backlogs;
        });
    }

    /** Forgets what was delivered or handled longer ago than these. */
    Uni<Void> forget(Duration settledKept, Duration eventsKept) {
        return pool.preparedQuery(FORGET_NOTICES)
                .execute(Tuple.of((double) settledKept.toSeconds()))
                .chain(() -> pool.preparedQuery(FORGET_EVENTS).execute(Tuple.of((double) eventsKept.toSeconds())))
                .replaceWithVoid();
    }
}
