package io.keepwatch.hunting.audit;

import io.keepwatch.contracts.AuditEntry;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Topic;
import io.keepwatch.hunting.HuntingConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The trail of who looked at whom, in {@link Topic#AUDIT}. Whoever looks waits until the entry is on every in-sync
 * replica (G11). Thread-safe; blocks.
 */
@Singleton
public final class AuditTrail {
    private static final String SERVICE = "hunting";
    private static final String SOURCE = "/keepwatch/hunting";
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Clock domainClock;
    private final Counter entries;
    private final Counter failures;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    AuditTrail(HuntingConfig config, Clock domainClock, MeterRegistry meters) {
        this.domainClock = domainClock;
        int within = Math.toIntExact(config.auditWithin().toMillis());
        settings = new HashMap<>(config.kafka());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Somebody waits for each of them.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, within);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, within);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, within);
        entries = Counter.builder("keepwatch.hunting.audit.entries")
                .description("Looks that are in the trail")
                .register(meters);
        failures = Counter.builder("keepwatch.hunting.audit.failures")
                .description("Looks that were refused because the trail could not be written")
                .register(meters);
    }

    /**
     * Returns once the entry is durable.
     *
     * @throws AuditAwayException if it is not, or not known to be: then there must be no answer
     */
    public void record(Caller caller, Look look) throws AuditAwayException {
        AuditEntry entry = new AuditEntry(
                UUID.randomUUID().toString(),
                SERVICE,
                look.operation(),
                caller.name(),
                caller.id(),
                domainClock.instant(),
                look.asked(),
                look.subjects(),
                look.people(),
                look.given());
        CloudEvent event = new CloudEvent(entry.id(), SOURCE, CloudEvent.Type.AUDIT_ENTRY, entry.actorId(), entry.at());
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                Topic.AUDIT.topicName(), entry.actorId().getBytes(StandardCharsets.UTF_8), entry.write());
        event.headers().forEach(message.headers()::add);
        try {
            producer().send(message).get();
            entries.increment();
        } catch (ExecutionException | KafkaException e) {
            failures.increment();
            throw new AuditAwayException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.increment();
            throw new AuditAwayException(e);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> made = producer;
        if (made == null) {
            made = new KafkaProducer<>(settings);
            producer = made;
        }
        return made;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
