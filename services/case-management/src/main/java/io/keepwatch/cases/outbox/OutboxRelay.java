package io.keepwatch.cases.outbox;

import io.keepwatch.cases.EventLoop;
import io.keepwatch.contracts.CloudEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox to {@code keepwatch.case-event}: the events of one case or task in order and one after the other,
 * those of different ones side by side; at least once, under an id that tells repeats. No session is open while Kafka is
 * waited for. Any number of instances may run.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** How long a claim lasts. After {@link #SENDING} of it nothing is sent any more, so that what is on the way lands. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration SENDING = Duration.ofSeconds(20);

    private static final String SOURCE = "/keepwatch/case-management";

    private final Outbox outbox;
    private final MutinyEmitter<byte[]> topic;
    private final Duration keep;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Counter published;

    OutboxRelay(
            Outbox outbox,
            @Channel("case-events") MutinyEmitter<byte[]> topic,
            @ConfigProperty(name = "keepwatch.outbox.keep") Duration keep,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.topic = topic;
        this.keep = keep;
        this.published = Counter.builder("keepwatch.case.events.published")
                .description("Events of cases and tasks acknowledged by Kafka")
                .register(metrics);
    }

    /** Looks into the outbox, however it came to be filled; the rest of what is here waits for this or for a nudge. */
    @Scheduled(every = "${keepwatch.outbox.every}", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> relay() {
        if (!running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(this::round)
                .repeat()
                .until(sent -> sent == 0)
                .collect()
                .last()
                .onFailure()
                .invoke(OutboxRelay::warn)
                .onFailure()
                .recoverWithNull()
                .eventually(() -> running.set(false))
                .replaceWithVoid();
    }

    /** Something was committed: looks at once, on a context of its own. */
    void committed(@Observes Outbox.Filled filled) {
        EventLoop.fresh().execute(() -> relay().subscribe().with(_ -> {}, OutboxRelay::warn));
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forget() {
        Instant before = machineNow().minus(keep);
        return Panache.withTransaction(() -> outbox.forget(before))
                .onFailure()
                .invoke(OutboxRelay::warn)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** @return how many events were published; where it is none, the rest has to wait for the next look */
    private Uni<Integer> round() {
        EventLoop here = EventLoop.current();
        long since = System.nanoTime();
        return Panache.withTransaction(() -> outbox.claim(CLAIM)).chain(cases -> {
            if (cases.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            return Panache.withSession(() -> outbox.unsent(cases))
                    .chain(events -> publish(events, since))
                    .emitOn(here)
                    .chain(sent -> Panache.withTransaction(() -> outbox.settle(cases, sent, machineNow()))
                            .replaceWith(sent.size()));
        });
    }

    /** @return the ids of the rows that Kafka has acknowledged */
    private Uni<List<Long>> publish(List<OutboxEntity> events, long since) {
        Map<UUID, List<OutboxEntity>> byCase = events.stream()
                .collect(Collectors.groupingBy(event -> event.caseId, LinkedHashMap::new, Collectors.toList()));
        return Multi.createFrom()
                .iterable(byCase.values())
                .onItem()
                .transformToUniAndMerge(ofOneCase -> publishInOrder(ofOneCase, since))
                .collect()
                .in(ArrayList<Long>::new, Collection::addAll)
                .map(List::copyOf);
    }

    private Uni<List<Long>> publishInOrder(List<OutboxEntity> events, long since) {
        List<Long> sent = new ArrayList<>();
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> {
                    if (System.nanoTime() - since > SENDING.toNanos()) {
                        return Uni.createFrom().failure(new IllegalStateException("the claim is about to end"));
                    }
                    return publish(event).invoke(() -> {
                        sent.add(event.id);
                        published.increment();
                    });
                })
                .collect()
                .last()
                .onFailure()
                .invoke(OutboxRelay::warn)
                .onFailure()
                .recoverWithNull()
                .replaceWith(sent);
    }

    private Uni<Void> publish(OutboxEntity event) {
        RecordHeaders headers = new RecordHeaders();
        new CloudEvent(event.eventId, SOURCE, event.type(), event.subject, event.eventAt)
                .headers()
                .forEach(headers::add);
        return topic.sendMessage(Message.of(event.payload)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(event.subject)
                        .withHeaders(headers)
                        .build()));
    }

    /** Sending and keeping what was sent are the machine's business, not the story's. */
    private static Instant machineNow() {
        return InstantSource.system().instant();
    }

    private static void warn(Throwable failure) {
        LOG.warnf("case events wait: %s", failure.getClass().getSimpleName());
    }
}
