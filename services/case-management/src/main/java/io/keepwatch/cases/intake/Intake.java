package io.keepwatch.cases.intake;

import io.keepwatch.cases.EventLoop;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One topic's way into the store: a polled batch is read, what cannot be read is put aside, the rest is kept in one
 * transaction. A batch that the store refuses is kept record by record, so that one bad record costs no other.
 *
 * @param topic where the records come from
 * @param type what a record of it must say it is
 * @param reader reads a value
 * @param subject the key a record must have
 * @param keep keeps messages in one transaction
 */
record Intake<T>(
        Topic topic,
        CloudEvent.Type type,
        Reader<T> reader,
        Function<T, String> subject,
        Function<List<T>, Uni<Void>> keep,
        DeadLetters dead) {

    /** Reads the value of a record. */
    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] value) throws MalformedMessageException;
    }

    private record Readable<T>(ConsumerRecord<String, byte[]> record, T message) {}

    /** Completes when every record is kept or put aside: only then may the batch be acknowledged. */
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        EventLoop here = EventLoop.current();
        List<Readable<T>> readable = new ArrayList<>();
        List<DeadLetters.Letter> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                readable.add(new Readable<>(record, read(record)));
            } catch (MalformedMessageException e) {
                unreadable.add(new DeadLetters.Letter(record, e.reason()));
            }
        }
        return dead.put(topic, unreadable).emitOn(here).chain(() -> keepAll(readable));
    }

    private Uni<Void> keepAll(List<Readable<T>> readable) {
        if (readable.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<T> messages = readable.stream().map(Readable::message).toList();
        return Persistence.until(topic.topicName(), () -> keep.apply(messages))
                .onFailure(Persistence.RefusedException.class)
                .recoverWithUni(refused ->
                        readable.size() == 1 ? putAside(readable.getFirst(), refused) : keepOneByOne(readable));
    }

    private Uni<Void> keepOneByOne(List<Readable<T>> readable) {
        return Multi.createFrom()
                .iterable(readable)
                .onItem()
                .transformToUniAndConcatenate(one -> keepAll(List.of(one)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> putAside(Readable<T> one, Throwable refused) {
        EventLoop here = EventLoop.current();
        String reason = String.valueOf(refused.getMessage());
        return dead.put(topic, List.of(new DeadLetters.Letter(one.record(), reason)))
                .emitOn(here);
    }

    private T read(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (record.value() == null) {
            throw new MalformedMessageException("the record has no value");
        }
        String said = said(record.headers().lastHeader(CloudEvent.TYPE_HEADER));
        if (said != null && !said.equals(type.wireName())) {
            throw new MalformedMessageException(CloudEvent.TYPE_HEADER + ": not a type of this topic");
        }
        T message = reader.read(record.value());
        if (!subject.apply(message).equals(record.key())) {
            throw new MalformedMessageException("the record's key is not its subject");
        }
        return message;
    }

    private static @Nullable String said(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
