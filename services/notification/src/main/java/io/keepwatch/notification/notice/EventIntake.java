package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.notification.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns records of a topic into pending notices. A batch is done when all of it is committed or in the dead-letter
 * topic. A database or broker that is away holds the line, so that no message overtakes an earlier one of its line; only
 * what can never be read is set aside.
 */
@Singleton
class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    /** Ids are keys of our tables; a longer one is not of our making. */
    private static final int LONGEST_ID = 200;

    /** A case, a task or a person. */
    private static final int LONGEST_LINE = 600;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Notices notices;
    private final DeadLetters deadLetters;

    EventIntake(Notices notices, DeadLetters deadLetters) {
        this.notices = notices;
        this.deadLetters = deadLetters;
    }

    /** Reads the value of a record. */
    interface Reader {
        /** @param type null if the record names none that we know */
        Told read(CloudEvent.@Nullable Type type, byte[] value) throws MalformedMessageException;
    }

    private record Readable(ConsumerRecord<byte[], byte[]> origin, Told told) {}

    Uni<Void> take(ConsumerRecords<byte[], byte[]> batch, Reader reader) {
        List<Readable> readable = new ArrayList<>();
        List<Uni<Void>> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> origin : batch) {
            try {
                readable.add(new Readable(origin, read(origin, reader)));
            } catch (MalformedMessageException e) {
                unreadable.add(setAside(origin, e.reason()));
            }
        }
        return inOrder(unreadable).chain(() -> accept(readable));
    }

    private Uni<Void> accept(List<Readable> readable) {
        if (readable.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return patiently(notices.accept(readable.stream().map(Readable::told).toList()))
                .onFailure()
                .recoverWithUni(failure -> {
                    if (readable.size() > 1) {
                        return inOrder(readable.stream()
                                .map(one -> Uni.createFrom().deferred(() -> accept(List.of(one))))
                                .toList());
                    }
                    return setAside(
                            readable.getFirst().origin(),
                            "cannot be stored: " + failure.getClass().getSimpleName());
                });
    }

    private Uni<Void> setAside(ConsumerRecord<byte[], byte[]> origin, String reason) {
        return patiently(Uni.createFrom().deferred(() -> deadLetters.send(origin, reason)));
    }

    /** Again and again while the other side is away; any other failure goes on. */
    private static Uni<Void> patiently(Uni<Void> work) {
        return work.onFailure(Database::isAway)
                .invoke(failure -> LOG.warnf("events wait: %s", failure))
                .onFailure(Database::isAway)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static Uni<Void> inOrder(List<Uni<Void>> works) {
        return Multi.createFrom()
                .iterable(works)
                .onItem()
                .transformToUniAndConcatenate(work -> work)
                .onItem()
                .ignoreAsUni();
    }

    private static Told read(ConsumerRecord<byte[], byte[]> origin, Reader reader) throws MalformedMessageException {
        Header type = origin.headers().lastHeader(CloudEvent.TYPE_HEADER);
        if (type == null || type.value() == null) {
            throw new MalformedMessageException("no header " + CloudEvent.TYPE_HEADER);
        }
        byte @Nullable [] value = origin.value();
        if (value == null) {
            throw new MalformedMessageException("no value");
        }
        Told told = reader.read(CloudEvent.Type.ofWireName(new String(type.value(), StandardCharsets.UTF_8)), value);
        bounded(told.id(), LONGEST_ID, "id");
        bounded(told.line(), LONGEST_LINE, "what it belongs to");
        return told;
    }

    private static void bounded(String id, int longest, String field) throws MalformedMessageException {
        if (id.isBlank() || id.length() > longest) {
            throw new MalformedMessageException(field + ": expected 1 to " + longest + " characters");
        }
    }
}
