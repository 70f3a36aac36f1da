package io.keepwatch.cases.snooze;

import io.keepwatch.cases.EventLoop;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Snooze;
import io.keepwatch.contracts.SubjectSnoozes;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Tells {@code keepwatch.snooze} what is snoozed of a person, whenever that has changed: the whole list, so that the
 * newest record of a person is all that a reader needs. Told at least once; a list that changes while it is told is told
 * again. No session is open while Kafka is waited for. Any number of instances may run.
 */
@ApplicationScoped
class SnoozeRelay {
    private static final Logger LOG = Logger.getLogger(SnoozeRelay.class);

    /** How long a claim lasts; longer than a record is on its way at most. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    /** What ended less than this ago is still told: activities of that time may come late. */
    private static final Duration STILL_TOLD = Duration.ofDays(2);

    private static final String SOURCE = "/keepwatch/case-management";

    private final SnoozeStore store;
    private final MutinyEmitter<byte[]> topic;
    private final Clock domainClock;
    private final AtomicBoolean running = new AtomicBoolean();

    SnoozeRelay(SnoozeStore store, @Channel("snoozes") MutinyEmitter<byte[]> topic, Clock domainClock) {
        this.store = store;
        this.topic = topic;
        this.domainClock = domainClock;
    }

    /** Looks for lists that changed, however they came to. */
    @Scheduled(every = "${keepwatch.outbox.every}", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> relay() {
        if (!running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(this::round)
                .repeat()
                .until(told -> told == 0)
                .collect()
                .last()
                .onFailure()
                .invoke(SnoozeRelay::warn)
                .onFailure()
                .recoverWithNull()
                .eventually(() -> running.set(false))
                .replaceWithVoid();
    }

    /** Something was committed: looks at once, on a context of its own. */
    void committed(@Observes Snoozes.Changed changed) {
        EventLoop.fresh().execute(() -> relay().subscribe().with(_ -> {}, SnoozeRelay::warn));
    }

    /** @return how many lists were told; where it is none, the rest has to wait for the next look */
    private Uni<Integer> round() {
        EventLoop here = EventLoop.current();
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> store.claim(CLAIM)).chain(changed -> {
            if (changed.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            List<String> subjects =
                    changed.stream().map(SnoozeStore.Changed::subject).toList();
            return Panache.withSession(() -> store.of(subjects, now.minus(STILL_TOLD)))
                    .chain(rows -> tell(changed, rows, now))
                    .emitOn(here)
                    .chain(told ->
                            Panache.withTransaction(() -> settle(changed, told)).replaceWith(told.size()));
        });
    }

    /** @return those whose list Kafka has acknowledged */
    private Uni<List<SnoozeStore.Changed>> tell(
            List<SnoozeStore.Changed> changed, List<SnoozeEntity> rows, Instant now) {
        Map<String, List<Snooze>> bySubject = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.subject, Collectors.mapping(SnoozeEntity::toContract, Collectors.toList())));
        return Multi.createFrom()
                .iterable(changed)
                .onItem()
                .transformToUniAndMerge(of -> publish(of, bySubject.getOrDefault(of.subject(), List.of()), now)
                        .replaceWith(List.of(of))
                        .onFailure()
                        .invoke(SnoozeRelay::warn)
                        .onFailure()
                        .recoverWithItem(List.of()))
                .collect()
                .in(ArrayList<SnoozeStore.Changed>::new, Collection::addAll)
                .map(List::copyOf);
    }

    private Uni<Void> publish(SnoozeStore.Changed of, List<Snooze> snoozes, Instant now) {
        RecordHeaders headers = new RecordHeaders();
        new CloudEvent("snooze-" + of.version() + "-" + of.subject(), SOURCE, CloudEvent.Type.SNOOZE, of.subject(), now)
                .headers()
                .forEach(headers::add);
        return topic.sendMessage(Message.of(new SubjectSnoozes(of.subject(), snoozes).write())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(of.subject())
                        .withHeaders(headers)
                        .build()));
    }

    private Uni<Void> settle(List<SnoozeStore.Changed> changed, List<SnoozeStore.Changed> told) {
        return Multi.createFrom()
                .iterable(changed)
                .onItem()
                .transformToUniAndConcatenate(of -> store.settle(of, told.contains(of)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static void warn(Throwable failure) {
        LOG.warnf("snoozes wait: %s", failure.getClass().getSimpleName());
    }
}
