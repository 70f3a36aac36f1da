package io.keepwatch.notification.notice;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.NoticeResult;
import io.keepwatch.contracts.Topic;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outbox of notices. The database's clock is the only one, so that several instances agree on what is due. */
@Singleton
class NoticeStore {
    /**
     * One statement, therefore one transaction: a message is handled and has its notices, or neither. HR is told once for
     * each receipt that it is in effect, of the first suspicion in a period alone, and of a period's end in peace only if
     * there was none.
     */
    private static final String ACCEPT = """
            with told as (
                select * from unnest($1::text[], $2::text[]) as t (event_id, suspected)),
            fresh as (
                insert into handled_event (event_id) select distinct event_id from told
                on conflict do nothing returning event_id),
            suspected as (
                insert into monitoring_suspicion (period)
                select distinct told.suspected from told join fresh using (event_id) where told.suspected is not null
                on conflict do nothing returning period),
            n as (
                select n.*,
                    row_number() over (partition by n.kind, n.period, n.destination order by n.place) as nth,
                    row_number() over (partition by n.confirms, n.destination order by n.place) as nth_word
                from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[],
                        $10::text[], $11::text[], $12::bytea[], $13::text[]) with ordinality
                    as n (id, event_id, line, line_version, case_id, period, kind, subject, destination, payload,
                        confirms, place)
                join fresh using (event_id)),
            confirmed as (
                insert into monitoring_confirmation (receipt)
                select distinct n.confirms from n where n.confirms is not null
                on conflict do nothing returning receipt)
            insert into notice (id, event_id, line, line_version, case_id, kind, subject, destination, payload)
            select n.id, n.event_id, n.line, n.line_version, n.case_id, n.kind, n.subject, n.destination, n.payload
            from n
            where (n.confirms is null or n.nth_word = 1 and n.confirms in (select receipt from confirmed))
                and (n.kind <> 'suspicion' or n.nth = 1 and n.period in (select period from suspected))
                and (n.kind <> 'all-clear' or not exists (
                    select 1 from suspected s where s.period = n.period
                    union all select 1 from monitoring_suspicion m where m.period = n.period))
            order by n.place
            on conflict do nothing""";

    /** The first pending notice of each line, if it is due and nobody holds it. */
    private static final String CLAIM = """
            update notice set claimed_until = now() + make_interval(secs => $1), attempts = attempts + 1
            where seq in (
                select n.seq from notice n
                where n.status = 'PENDING' and n.destination = $2
                    and n.next_attempt_at <= now() and n.claimed_until < now()
                    and not exists (
                        select 1 from notice p
                        where p.status = 'PENDING' and p.line = n.line and p.destination = n.destination
                            and (p.line_version, p.seq) < (n.line_version, n.seq))
                order by n.next_attempt_at, n.seq limit $3 for update skip locked)
            returning seq, id, kind, payload, attempts""";

    /** What became of it is published from the outbox. */
    private static final String DELIVERED = """
            with settled as (
                update notice
                set status = 'DELIVERED', settled_at = now(), claimed_until = '-infinity', reason = null
                where seq = $1 returning 1)
            insert into outbox (topic, id, subject, at, payload) select $2, $3, $4, $5, $6 from settled
            on conflict do nothing""";

    /** Only the attempt that holds the notice may fail it; one that is dead is told of like one that arrived. */
    private static final String FAILED = """
            with failed as (
                update notice set claimed_until = '-infinity', reason = $8,
                    status = case when $9 then 'DEAD' else 'PENDING' end,
                    settled_at = case when $9 then now() end,
                    next_attempt_at = now() + make_interval(secs => $10)
                where seq = $1 and attempts = $7 and status = 'PENDING' returning status)
            insert into outbox (topic, id, subject, at, payload)
            select $2, $3, $4, $5, $6 from failed where status = 'DEAD'
            on conflict do nothing""";

    private static final String LIST = """
            select seq, id, event_id, case_id, kind, destination, status, attempts, reason, created_at, next_attempt_at,
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
    private static final String FORGET_SUSPICIONS =
            "delete from monitoring_suspicion where told_at < now() - make_interval(secs => $1)";
    private static final String FORGET_CONFIRMATIONS =
            "delete from monitoring_confirmation where told_at < now() - make_interval(secs => $1)";

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
            @Nullable String caseId,
            String kind,
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
     * Records messages as handled and their notices as pending; messages handled before add nothing.
     *
     * @return how many notices are new
     */
    Uni<Integer> accept(List<Told> events, List<Notice> notices) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(events.stream().map(Told::id).toArray(String[]::new))
                .addArrayOfString(events.stream().map(NoticeStore::suspected).toArray(String[]::new))
                .addArrayOfString(notices.stream().map(Notice::id).toArray(String[]::new))
                .addArrayOfString(texts(notices, Told::id))
                .addArrayOfString(texts(notices, Told::line))
                .addArrayOfLong(notices.stream().map(n -> n.told().version()).toArray(Long[]::new))
                .addArrayOfString(texts(notices, Told::caseId))
                .addArrayOfString(texts(notices, Told::period))
                .addArrayOfString(texts(notices, Told::kind))
                .addArrayOfString(texts(notices, Told::subject))
                .addArrayOfString(
                        notices.stream().map(n -> n.destination().name()).toArray(String[]::new))
                .addValue(notices.stream()
                        .map(n -> Buffer.buffer(n.told().write()))
                        .toArray(Buffer[]::new))
                .addArrayOfString(texts(notices, Told::confirms));
        return pool.preparedQuery(ACCEPT).execute(values).map(RowSet::rowCount);
    }

    /** The period that is under suspicion now, whoever is told of it. */
    private static @Nullable String suspected(Told told) {
        return told.kind().equals(Told.OfMonitoring.SUSPICION) ? told.period() : null;
    }

    private static @Nullable String[] texts(List<Notice> notices, Function<Told, @Nullable String> part) {
        return notices.stream().map(Notice::told).map(part).toArray(String[]::new);
    }

    /** Takes due notices for {@code lease}; whoever dies with one loses it to a later claim. */
    Uni<List<Claimed>> claim(Destination destination, int most, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of((double) lease.toSeconds(), destination.name(), most))
                .map(rows -> {
                    List<Claimed> claimed = new ArrayList<>();
                    for (Row row : rows) {
                        Told told = told(
                                row.getString("kind"), row.getBuffer("payload").getBytes());
                        claimed.add(new Claimed(
                                row.getLong("seq"),
                                new Notice(row.getString("id"), destination, told),
                                row.getInteger("attempts")));
                    }
                    return claimed;
                });
    }

    private static Told told(String kind, byte[] payload) {
        try {
            return Told.read(kind, payload);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("a stored notice cannot be read: " + e.reason(), e);
        }
    }

    Uni<Void> delivered(Claimed claimed, NoticeResult result) {
        return pool.preparedQuery(DELIVERED)
                .execute(Tuple.from(outcome(claimed, result)))
                .replaceWithVoid();
    }

    /**
     * One attempt failed.
     *
     * @param result what is told if this was the last one
     * @param pause until the next attempt; without meaning if {@code dead}
     */
    Uni<Void> failed(Claimed claimed, NoticeResult result, String reason, boolean dead, Duration pause) {
        List<Object> values = outcome(claimed, result);
        values.addAll(List.of(claimed.attempts(), reason, dead, pause.toMillis() / 1_000.0));
        return pool.preparedQuery(FAILED).execute(Tuple.from(values)).replaceWithVoid();
    }

    private static List<Object> outcome(Claimed claimed, NoticeResult result) {
        return new ArrayList<>(List.of(
                claimed.seq(),
                Topic.NOTICE_RESULT.topicName(),
                result.id(),
                result.subject(),
                result.at().atOffset(ZoneOffset.UTC),
                Buffer.buffer(result.write())));
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
                row.getString("kind"),
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

    /** Forgets what was delivered, handled, or said of periods longer ago than these. */
    Uni<Void> forget(Duration settledKept, Duration eventsKept, Duration periodsKept) {
        return pool.preparedQuery(FORGET_NOTICES)
                .execute(Tuple.of((double) settledKept.toSeconds()))
                .chain(() -> pool.preparedQuery(FORGET_EVENTS).execute(Tuple.of((double) eventsKept.toSeconds())))
                .chain(() -> pool.preparedQuery(FORGET_SUSPICIONS).execute(Tuple.of((double) periodsKept.toSeconds())))
                .chain(() ->
                        pool.preparedQuery(FORGET_CONFIRMATIONS).execute(Tuple.of((double) periodsKept.toSeconds())))
                .replaceWithVoid();
    }
}
