package io.keepwatch.notification.hr;

import io.keepwatch.contracts.HrEvent.Monitoring;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HR door's tables: deliveries, periods and what is still to be published. */
@Singleton
class HrStore {
    private static final String CLAIM_DELIVERY = """
            insert into hr_delivery (webhook_id, body_sha256, receipt) values ($1, $2, $3)
            on conflict (webhook_id) do nothing""";
    private static final String KNOWN_DELIVERY = """
            select body_sha256 = $2 as same, receipt, monitoring_kind, monitoring_until, no_monitoring_reason
            from hr_delivery where webhook_id = $1""";
    private static final String LOCK_PERSON = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
    private static final String KNOWN_PERIOD =
            "select begins, ends from monitoring_period where subject = $1 and kind = $2";
    private static final String KEEP_PERIOD = """
            insert into monitoring_period (subject, kind, begins, ends, receipt) values ($1, $2, $3, $4, $5)
            on conflict (subject, kind) do update
            set begins = excluded.begins, ends = excluded.ends, receipt = excluded.receipt""";
    private static final String KEEP_ANSWER = """
            update hr_delivery set monitoring_kind = $2, monitoring_until = $3, no_monitoring_reason = $4
            where webhook_id = $1""";
    private static final String KEEP_MESSAGE =
            "insert into hr_outbox (receipt, subject, occurred, payload) values ($1, $2, $3, $4)";

    /** The first unpublished row of each person, so that one person's events keep their order. */
    private static final String CLAIM_MESSAGES = """
            update hr_outbox set claimed_until = now() + make_interval(secs => $1)
            where seq in (
                select o.seq from hr_outbox o
                where o.claimed_until < now() and not exists (
                    select 1 from hr_outbox p where p.subject = o.subject and p.seq < o.seq)
                order by o.seq limit $2 for update skip locked)
            returning seq, receipt, subject, occurred, payload""";

    private static final String PUBLISHED = "delete from hr_outbox where seq = $1";
    private static final String RELEASE = "update hr_outbox set claimed_until = '-infinity' where seq = $1";
    private static final String WAITING =
            "select count(*) as waiting, extract(epoch from now() - min(created_at))::float8 as oldest from hr_outbox";
    private static final String FORGET = "delete from hr_delivery where stored_at < now() - make_interval(secs => $1)";

    private final Pool pool;

    HrStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A verified delivery.
     *
     * @param bodyDigest SHA-256 of the body as it came
     * @param receipt the name it gets if it is new
     */
    record Delivery(String webhookId, byte[] bodyDigest, String receipt, String subject, String kind) {}

    /**
     * What policy makes of a delivery.
     *
     * @param period the period that now stands for the person
     * @param message the value for {@code keepwatch.hr}
     */
    record Decision(HrAnswer answer, Monitoring period, Instant occurred, byte[] message) {}

    /** What became of a delivery. */
    sealed interface Outcome {
        record Fresh(HrAnswer answer) implements Outcome {}

        record Repeat(HrAnswer answer) implements Outcome {}

        record OtherBody() implements Outcome {}
    }

    record Message(long seq, String receipt, String subject, Instant occurred, byte[] payload) {}

    /** @param oldestSeconds age of the oldest message that waits, 0 if none does */
    record Waiting(long messages, double oldestSeconds) {}

    /**
     * Takes a delivery once: the answer, the period and the message to publish stand or fall together. Deliveries of one
     * webhook-id wait for each other, and so do those about one person.
     *
     * @param decide gets the person's newest known period of the kind, or null
     */
    Uni<Outcome> take(Delivery delivery, Function<@Nullable Monitoring, Decision> decide) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(CLAIM_DELIVERY)
                .execute(Tuple.of(delivery.webhookId(), Buffer.buffer(delivery.bodyDigest()), delivery.receipt()))
                .chain(claimed ->
                        claimed.rowCount() == 0 ? repeat(connection, delivery) : first(connection, delivery, decide)));
    }

    private static Uni<Outcome> repeat(SqlConnection connection, Delivery delivery) {
        return connection
                .preparedQuery(KNOWN_DELIVERY)
                .execute(Tuple.of(delivery.webhookId(), Buffer.buffer(delivery.bodyDigest())))
                .map(rows -> {
                    Row known = rows.iterator().next();
                    return known.getBoolean("same") ? new Outcome.Repeat(answer(known)) : new Outcome.OtherBody();
                });
    }

    private static HrAnswer answer(Row known) {
        String kind = known.getString("monitoring_kind");
        HrAnswer.Period period = kind == null ? null : new HrAnswer.Period(kind, instant(known, "monitoring_until"));
        return new HrAnswer(known.getString("receipt"), period, known.getString("no_monitoring_reason"));
    }

    private static Uni<Outcome> first(
            SqlConnection connection, Delivery delivery, Function<@Nullable Monitoring, Decision> decide) {
        return connection
                .preparedQuery(LOCK_PERSON)
                .execute(Tuple.of(delivery.subject()))
                .chain(() ->
                        connection.preparedQuery(KNOWN_PERIOD).execute(Tuple.of(delivery.subject(), delivery.kind())))
                .map(rows -> decide.apply(period(rows, delivery.kind())))
                .chain(decision -> keep(connection, delivery, decision));
    }

    private static @Nullable Monitoring period(RowSet<Row> rows, String kind) {
        for (Row row : rows) {
            return new Monitoring(kind, instant(row, "begins"), instant(row, "ends"));
        }
        return null;
    }

    private static Uni<Outcome> keep(SqlConnection connection, Delivery delivery, Decision decision) {
        Monitoring period = decision.period();
        HrAnswer answer = decision.answer();
        HrAnswer.Period answered = answer.monitoring();
        return connection
                .preparedQuery(KEEP_PERIOD)
                .execute(Tuple.of(
                        delivery.subject(), period.kind(), utc(period.from()), end(period.until()), delivery.receipt()))
                .chain(() -> connection
                        .preparedQuery(KEEP_ANSWER)
                        .execute(Tuple.of(
                                delivery.webhookId(),
                                answered == null ? null : answered.kind(),
                                answered == null ? null : end(answered.until()),
                                answer.reason())))
                .chain(() -> connection
                        .preparedQuery(KEEP_MESSAGE)
                        .execute(Tuple.of(
                                delivery.receipt(),
                                delivery.subject(),
                                utc(decision.occurred()),
                                Buffer.buffer(decision.message()))))
                .replaceWith(new Outcome.Fresh(answer));
    }

    /** Claims messages for {@code lease}: whoever dies holding one loses it to the next claim after that. */
    Uni<List<Message>> claim(int most, Duration lease) {
        return pool.preparedQuery(CLAIM_MESSAGES)
                .execute(Tuple.of((double) lease.toSeconds(), most))
                .map(rows -> {
                    List<Message> messages = new ArrayList<>();
                    for (Row row : rows) {
                        messages.add(new Message(
                                row.getLong("seq"),
                                row.getString("receipt"),
                                row.getString("subject"),
                                instant(row, "occurred"),
                                row.getBuffer("payload").getBytes()));
                    }
                    return messages;
                });
    }

    Uni<Void> published(Message message) {
        return pool.preparedQuery(PUBLISHED).execute(Tuple.of(message.seq())).replaceWithVoid();
    }

    Uni<Void> release(Message message) {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(message.seq())).replaceWithVoid();
    }

    Uni<Waiting> waiting() {
        return pool.query(WAITING).execute().map(rows -> {
            Row row = rows.iterator().next();
            Double oldest = row.getDouble("oldest");
            return new Waiting(row.getLong("waiting"), oldest == null ? 0 : oldest);
        });
    }

    /** Forgets deliveries stored longer ago than {@code kept}. */
    Uni<Integer> forget(Duration kept) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of((double) kept.toSeconds()))
                .map(RowSet::rowCount);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime end(@Nullable Instant until) {
        return until == null ? null : utc(until);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
