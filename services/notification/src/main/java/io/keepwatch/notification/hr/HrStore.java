package io.keepwatch.notification.hr;

import io.keepwatch.contracts.HrEvent.Monitoring;
import io.keepwatch.contracts.Topic;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HR door's tables: deliveries, and events with the periods they began. */
@Singleton
class HrStore {
    private static final String CLAIM_DELIVERY = """
            insert into hr_delivery (webhook_id, body_sha256, receipt) values ($1, $2, $3)
            on conflict (webhook_id) do nothing""";
    private static final String KNOWN_DELIVERY = """
            select body_sha256 = $2 as same, receipt, monitoring_kind, monitoring_until, no_monitoring_reason
            from hr_delivery where webhook_id = $1""";
    private static final String LOCK_PERSON = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    /** A second withdrawal changes nothing; a withdrawal itself began nothing that could end. */
    private static final String WITHDRAW = """
            update hr_event set withdrawn_by = coalesce(withdrawn_by, $3)
            where receipt = $1 and subject = $2 and event <> 'withdrawn' returning kind""";

    /** Without an end comes first. */
    private static final String STANDING = """
            select ends from hr_event where subject = $1 and kind = $2 and withdrawn_by is null
            order by ends desc limit 1""";

    /** Event, answer and message in one round trip. */
    private static final String KEEP = """
            with event as (
                insert into hr_event (receipt, subject, event, effective, kind, begins, ends)
                values ($1, $2, $3, $4, $5, $6, $7)),
            answer as (
                update hr_delivery set monitoring_kind = $8, monitoring_until = $9, no_monitoring_reason = $10
                where webhook_id = $11)
            insert into outbox (topic, id, subject, at, payload) values ($12, $1, $2, $13, $14)""";

    /** The newest word on whether somebody leaves. */
    private static final String LEAVING = """
            select distinct on (subject) subject, receipt, event, effective from hr_event
            where subject = any($1) and event in ('termination', 'rehired') and withdrawn_by is null
            order by subject, seq desc""";

    private static final String FORGET_DELIVERIES =
            "delete from hr_delivery where stored_at < now() - make_interval(secs => $1)";

    /** What has no end stays until it is withdrawn. */
    private static final String FORGET_EVENTS = """
            delete from hr_event
            where taken_at < now() - make_interval(secs => $1)
                and (kind is null or withdrawn_by is not null or ends < now() - make_interval(secs => $1))""";

    private final Pool pool;

    HrStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A verified delivery.
     *
     * @param contentDigest SHA-256 of what was said
     * @param receipt the name it gets if it is new
     * @param own the period it begins by itself
     */
    record Delivery(
            String webhookId,
            byte[] contentDigest,
            String receipt,
            HrNotice notice,
            @Nullable Monitoring own) {}

    /**
     * What stands for the person of one kind of monitoring before the delivery.
     *
     * @param until the latest end, exclusive; null without end
     */
    record Standing(String kind, @Nullable Instant until) {}

    /**
     * What policy makes of a delivery.
     *
     * @param message the value for {@code keepwatch.hr}
     */
    record Decision(HrAnswer answer, byte[] message) {}

    /** What became of a delivery. */
    sealed interface Outcome {
        record Fresh(HrAnswer answer) implements Outcome {}

        record Repeat(HrAnswer answer) implements Outcome {}

        record OtherContent() implements Outcome {}

        /** Nothing was changed. */
        record NothingToWithdraw() implements Outcome {}
    }

    /** Ends the transaction without a trace. */
    private static final class NothingToWithdrawException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingToWithdrawException() {
            super("nothing to withdraw", null, false, false);
        }
    }

    /**
     * Takes a delivery once: the answer, the event and the message to publish stand or fall together. Deliveries of one
     * webhook-id wait for each other, and so do those about one person.
     *
     * @param decide gets what stands of the kind that the event begins or withdraws, or null
     */
    Uni<Outcome> take(Delivery delivery, Function<@Nullable Standing, Decision> decide) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(CLAIM_DELIVERY)
                        .execute(Tuple.of(
                                delivery.webhookId(), Buffer.buffer(delivery.contentDigest()), delivery.receipt()))
                        .chain(claimed -> claimed.rowCount() == 0
                                ? repeat(connection, delivery)
                                : first(connection, delivery, decide)))
                .onFailure(NothingToWithdrawException.class)
                .recoverWithItem(new Outcome.NothingToWithdraw());
    }

    private static Uni<Outcome> repeat(SqlConnection connection, Delivery delivery) {
        return connection
                .preparedQuery(KNOWN_DELIVERY)
                .execute(Tuple.of(delivery.webhookId(), Buffer.buffer(delivery.contentDigest())))
                .map(rows -> {
                    Row known = rows.iterator().next();
                    return known.getBoolean("same") ? new Outcome.Repeat(answer(known)) : new Outcome.OtherContent();
                });
    }

    private static HrAnswer answer(Row known) {
        String kind = known.getString("monitoring_kind");
        HrAnswer.Period period = kind == null ? null : new HrAnswer.Period(kind, instant(known, "monitoring_until"));
        return new HrAnswer(known.getString("receipt"), period, known.getString("no_monitoring_reason"));
    }

    private static Uni<Outcome> first(
            SqlConnection connection, Delivery delivery, Function<@Nullable Standing, Decision> decide) {
        String subject = delivery.notice().subject();
        return connection
                .preparedQuery(LOCK_PERSON)
                .execute(Tuple.of(subject))
                .chain(() -> kind(connection, delivery))
                .chain(kind -> standing(connection, subject, kind.orElse(null)))
                .map(standing -> decide.apply(standing.orElse(null)))
                .chain(decision -> keep(connection, delivery, decision));
    }

    /** The kind of monitoring that the event is about; withdraws what is to be withdrawn. */
    private static Uni<Optional<String>> kind(SqlConnection connection, Delivery delivery) {
        String withdraws = delivery.notice().withdraws();
        Monitoring own = delivery.own();
        if (withdraws == null) {
            return Uni.createFrom().item(Optional.ofNullable(own == null ? null : own.kind()));
        }
        return connection
                .preparedQuery(WITHDRAW)
                .execute(Tuple.of(withdraws, delivery.notice().subject(), delivery.receipt()))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new NothingToWithdrawException();
                    }
                    return Optional.ofNullable(rows.iterator().next().getString("kind"));
                });
    }

    private static Uni<Optional<Standing>> standing(SqlConnection connection, String subject, @Nullable String kind) {
        if (kind == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return connection
                .preparedQuery(STANDING)
                .execute(Tuple.of(subject, kind))
                .map(rows -> rows.size() == 0
                        ? Optional.<Standing>empty()
                        : Optional.of(new Standing(kind, instant(rows.iterator().next(), "ends"))));
    }

    private static Uni<Outcome> keep(SqlConnection connection, Delivery delivery, Decision decision) {
        HrNotice notice = delivery.notice();
        Monitoring own = delivery.own();
        HrAnswer answer = decision.answer();
        HrAnswer.Period answered = answer.monitoring();
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.from(Arrays.asList(
                        delivery.receipt(),
                        notice.subject(),
                        notice.event().wireName(),
                        notice.effective(),
                        own == null ? null : own.kind(),
                        own == null ? null : utc(own.from()),
                        own == null ? null : utc(own.until()),
                        answered == null ? null : answered.kind(),
                        answered == null ? null : utc(answered.until()),
                        answer.reason(),
                        delivery.webhookId(),
                        Topic.HR.topicName(),
                        utc(notice.occurred()),
                        Buffer.buffer(decision.message()))))
                .replaceWith(new Outcome.Fresh(answer));
    }

    /**
     * What is known of somebody's leaving.
     *
     * @param leaves false if they came back
     * @param effective the day, or null where only {@code occurred} is known
     */
    record Leaving(String receipt, boolean leaves, @Nullable LocalDate effective) {}

    /** By person; who never left nor came back is missing. */
    Uni<Map<String, Leaving>> leaving(List<String> subjects) {
        return pool.preparedQuery(LEAVING)
                .execute(Tuple.tuple().addArrayOfString(subjects.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Leaving> leaving = new HashMap<>();
                    for (Row row : rows) {
                        leaving.put(
                                row.getString("subject"),
                                new Leaving(
                                        row.getString("receipt"),
                                        row.getString("event").equals(HrEventName.TERMINATION.wireName()),
                                        row.getLocalDate("effective")));
                    }
                    return leaving;
                });
    }

    /** Forgets deliveries and events that nobody comes back to. */
    Uni<Void> forget(Duration deliveriesKept, Duration eventsKept) {
        return pool.preparedQuery(FORGET_DELIVERIES)
                .execute(Tuple.of((double) deliveriesKept.toSeconds()))
                .chain(() -> pool.preparedQuery(FORGET_EVENTS).execute(Tuple.of((double) eventsKept.toSeconds())))
                .replaceWithVoid();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
