package io.keepwatch.notification.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code outbox}; whoever has something to say inserts into it within its own transaction. */
@Singleton
class OutboxStore {
    /** The first unpublished row of each person and topic, so that one person's messages keep their order. */
    private static final String CLAIM = """
            update outbox set claimed_until = now() + make_interval(secs => $1)
            where seq in (
                select o.seq from outbox o
                where o.claimed_until < now() and not exists (
                    select 1 from outbox p where p.topic = o.topic and p.subject = o.subject and p.seq < o.seq)
                order by o.seq limit $2 for update skip locked)
            returning seq, topic, id, subject, at, payload""";

    private static final String PUBLISHED = "delete from outbox where seq = any($1)";
    private static final String RELEASE = "update outbox set claimed_until = '-infinity' where seq = any($1)";
    private static final String WAITING = """
            select topic, count(*) as waiting, extract(epoch from now() - min(created_at))::float8 as oldest
            from outbox group by topic""";

    private final Pool pool;

    OutboxStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * One message.
     *
     * @param topic the topic's name
     * @param id the same for every sending
     * @param at event time
     */
    record Message(long seq, String topic, String id, String subject, Instant at, byte[] payload) {}

    /** @param oldestSeconds age of the oldest message that waits */
    record Waiting(long messages, double oldestSeconds) {}

    /** Claims messages for {@code lease}: whoever dies holding one loses it to the next claim after that. */
    Uni<List<Message>> claim(int most, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of((double) lease.toSeconds(), most))
                .map(rows -> {
                    List<Message> messages = new ArrayList<>();
                    for (Row row : rows) {
                        messages.add(new Message(
                                row.getLong("seq"),
                                row.getString("topic"),
                                row.getString("id"),
                                row.getString("subject"),
                                row.getOffsetDateTime("at").toInstant(),
                                row.getBuffer("payload").getBytes()));
                    }
                    return messages;
                });
    }

    Uni<Void> published(List<Message> messages) {
        return each(PUBLISHED, messages);
    }

    Uni<Void> release(List<Message> messages) {
        return each(RELEASE, messages);
    }

    /** By topic; a topic for which nothing waits is missing. */
    Uni<Map<String, Waiting>> waiting() {
        return pool.query(WAITING).execute().map(rows -> {
            Map<String, Waiting> waiting = new HashMap<>();
            for (Row row : rows) {
                waiting.put(row.getString("topic"), new Waiting(row.getLong("waiting"), row.getDouble("oldest")));
            }
            return waiting;
        });
    }

    private Uni<Void> each(String statement, List<Message> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] places = messages.stream().map(Message::seq).toArray(Long[]::new);
        return pool.preparedQuery(statement)
                .execute(Tuple.tuple().addArrayOfLong(places))
                .replaceWithVoid();
    }
}
