package io.keepwatch.notification.hr;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.notification.Drain;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Publishes accepted HR events to {@code keepwatch.hr}: at least once, one person's in order, always under the receipt
 * as id. A broker that is away delays them, nothing else.
 */
@Singleton
class HrRelay {
    private static final Logger LOG = Logger.getLogger(HrRelay.class);
    private static final String SOURCE = "/keepwatch/notification";
    private static final int MOST_AT_ONCE = 64;
    /** Longer than the producer may take to deliver, else two sendings of one person could overtake each other. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final HrStore store;
    private final MutinyEmitter<byte[]> topic;
    private final Drain drain;
    private volatile HrStore.Waiting waiting = new HrStore.Waiting(0, 0);

    HrRelay(HrStore store, @Channel("hr") MutinyEmitter<byte[]> topic, MeterRegistry metrics) {
        this.store = store;
        this.topic = topic;
        this.drain = new Drain("hr", this::publishSome);
        metrics.gauge("keepwatch.hr.outbox.waiting", this, relay -> relay.waiting.messages());
        metrics.gauge("keepwatch.hr.outbox.oldest.seconds", this, relay -> relay.waiting.oldestSeconds());
    }

    @Scheduled(every = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void wake() {
        drain.wake();
    }

    @Scheduled(every = "10s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return store.waiting().invoke(seen -> waiting = seen).replaceWithVoid();
    }

    private Uni<Integer> publishSome() {
        return store.claim(MOST_AT_ONCE, LEASE).chain(messages -> publish(messages));
    }

    /** Claimed messages are of different people, so their order among each other does not matter. */
    private Uni<Integer> publish(List<HrStore.Message> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndMerge(message -> send(message)
                        .chain(() -> store.published(message))
                        .replaceWith(1)
                        .onFailure()
                        .recoverWithUni(failure -> {
                            LOG.warnf("receipt=%s not published: %s", message.receipt(), failure);
                            return store.release(message).replaceWith(0);
                        }))
                .collect()
                .asList()
                .map(moved -> moved.stream().mapToInt(Integer::intValue).sum());
    }

    private Uni<Void> send(HrStore.Message message) {
        CloudEvent attributes = new CloudEvent(
                message.receipt(), SOURCE, CloudEvent.Type.HR_EVENT, message.subject(), message.occurred());
        Headers headers = new RecordHeaders();
        attributes.headers().forEach(headers::add);
        return topic.sendMessage(Message.of(message.payload())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(message.subject())
                        .withHeaders(headers)
                        .build()));
    }
}
