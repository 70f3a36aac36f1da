package io.keepwatch.ingestion.kafka;

import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts what cannot be read where someone will look: the topic's dead-letter topic, byte for byte, with the reason. */
@Singleton
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final MeterRegistry meters;
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetters(@Identifier("default-kafka-broker") Map<String, Object> kafka, MeterRegistry meters) {
        this.meters = meters;
        settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
    }

    /**
     * Returns once the record is durable in the dead-letter topic.
     *
     * @throws KafkaException if it is not
     */
    public synchronized void bury(Topic topic, ConsumerRecord<byte[], byte[]> record, String reason) {
        if (producer == null) {
            producer = new KafkaProducer<>(settings);
        }
        String place = DeadLetterHeader.source(record.topic(), record.partition(), record.offset());
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic.deadLetterName(), null, record.key(), record.value(), record.headers());
        letter.headers().add(DeadLetterHeader.REASON, reason.getBytes(StandardCharsets.UTF_8));
        letter.headers().add(DeadLetterHeader.SOURCE, place.getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter could not be stored", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        meters.counter("keepwatch.dead.letters", "topic", topic.topicName()).increment();
        LOG.warnf("cannot read %s: %s", place, reason);
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
