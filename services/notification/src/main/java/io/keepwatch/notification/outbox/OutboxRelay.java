package io.keepwatch.notification.outbox;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Drain;
import io.keepwatch.notification.outbox.OutboxStore.Message;
import io.keepwatch.notification.outbox.OutboxStore.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/**
 * Publishes what stands in the outbox: at least once, one person's messages of a topic in order, always under the same
 * id. A broker that is away delays them, nothing else.
 */
@Singleton
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final String SOURCE = "/keepwatch/notification";
    private static final int MOST_AT_ONCE = 256;
    /** Longer than the producer may take to deliver, else two sendings of one person could overtake each other. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Map<String, CloudEvent.Type> TYPES = Map.of(
            Topic.HR.topicName(), CloudEvent.Type.HR_EVENT,
            Topic.NOTICE_RESULT.topicName(), CloudEvent.Type.NOTICE_RESULT);

    private final OutboxStore store;
    private final MutinyEmitter<byte[]> topics;
    private final Drain drain;
    private volatile Map<String, Waiting> waiting = Map.of();

    OutboxRelay(OutboxStore store, @Channel("outbox") MutinyEmitter<byte[]> topics, MeterRegistry metrics) {
        this.store = store;
        this.topics = topics;
        this.drain = new Drain("outbox", this::publishSome);
        for (String topic : TYPES.keySet()) {
            Gauge.builder("keepwatch.outbox.waiting", () -> waiting(topic).messages())
                    .tag("topic", topic)
                    .register(metrics);
            Gauge.builder(
                            "keepwatch.outbox.oldest.seconds",
                            () -> waiting(topic).oldestSeconds())
                    .tag("topic", topic)
                    .register(metrics);
        }
    }

    /** Says that there is something new; returns at once. */
    @Scheduled(every = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public void wake() {
        drain.wake();
    }

    @Scheduled(every = "10s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return store.waiting().invoke(seen -> waiting = seen).replaceWithVoid();
    }

    private Waiting waiting(String topic) {
        return waiting.getOrDefault(topic, new Waiting(0, 0));
    }

    private Uni<Integer> publishSome() {
        return store.claim(MOST_AT_ONCE, LEASE).chain(this::publish);
    }

    private record Sent(Message message, boolean arrived) {}

    /** Claimed messages are of different people or topics, so their order among each other does not matter. */
    private Uni<Integer> publish(List<Message> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndMerge(message -> send(message)
                        .replaceWith(new Sent(message, true))
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf("topic=%s id=%s not published: %s", message.topic(), message.id(), failure);
                            return new Sent(message, false);
                        }))
                .collect()
                .asList()
                .chain(this::settle);
    }

    private Uni<Integer> settle(List<Sent> sent) {
        List<Message> arrived = messages(sent, true);
        return store.published(arrived)
                .chain(() -> store.release(messages(sent, false)))
                .replaceWith(arrived.size());
    }

    private static List<Message> messages(List<Sent> sent, boolean arrived) {
        return sent.stream()
                .filter(one -> one.arrived() == arrived)
                .map(Sent::message)
                .toList();
    }

    private Uni<Void> send(Message message) {
        CloudEvent.Type type = TYPES.get(message.topic());
        if (type == null) {
            return Uni.createFrom().failure(new IllegalStateException("not a topic of ours: " + message.topic()));
        }
        CloudEvent attributes = new CloudEvent(message.id(), SOURCE, type, message.subject(), message.at());
        Headers headers = new RecordHeaders();
        attributes.headers().forEach(headers::add);
        return topics.sendMessage(org.eclipse.microprofile.reactive.messaging.Message.of(message.payload())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(message.topic())
                        .withKey(message.subject())
                        .withHeaders(headers)
                        .build()));
    }
}
