package io.keepwatch.ingestion.activity;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.ingestion.IngestionConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Writes activities to {@link Topic#ACTIVITY}, durable on all replicas, in the order they are given. */
@Singleton
class ActivityTopic {
    private static final Logger LOG = Logger.getLogger(ActivityTopic.class);
    /** Longest value of a record: a line at its limit with what ingestion adds, below the broker's own limit. */
    private static final int LONGEST_VALUE = 1_020_000;

    private static final int BATCH = 256 * 1024;
    private static final long OPEN_BATCHES = 64L * BATCH;
    private static final int LONGEST_REQUEST = 1024 * 1024;
    /** What a record takes beyond its key and value. */
    private static final int OVERHEAD = 512;

    private final Producer<byte[], byte[]> producer;
    private final ByteBudget budget;
    private final PartitionCounters durable;

    ActivityTopic(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestionConfig config,
            MeterRegistry meters) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, config.linger().toMillis());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LONGEST_REQUEST);
        // What may be on its way, twice since batches are not full, and an open batch for each partition: a send never
        // waits for memory where the budget let it pass.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * config.inFlight().asLongValue() + OPEN_BATCHES);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                config.deliveryTimeout().toMillis());
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) config.deliveryTimeout().toMillis() / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.patience().toMillis());
        producer = new KafkaProducer<>(settings);
        budget = new ByteBudget((int) config.inFlight().asLongValue(), config.patience());
        durable = new PartitionCounters("keepwatch.activities.durable", meters);
        Gauge.builder("keepwatch.ingestion.in.flight", budget, ByteBudget::taken)
                .baseUnit("bytes")
                .description("Bytes on their way to Kafka")
                .register(meters);
    }

    /**
     * Sends an activity on its way; what becomes of it is told to {@code delivery}.
     *
     * @return false if there is no room for it: nothing was sent
     */
    boolean send(Activity activity, byte[] value, MessageHeaders headers, long line, Delivery delivery)
            throws InterruptedException {
        ActivityHeader header = activity.header();
        byte[] key = header.subject().getBytes(StandardCharsets.UTF_8);
        int bytes = key.length + value.length + OVERHEAD;
        if (!budget.take(bytes)) {
            return false;
        }
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(Topic.ACTIVITY.topicName(), null, key, value, headers.of(header, key));
        delivery.sending();
        try {
            producer.send(message, (place, error) -> {
                budget.giveBack(bytes);
                if (error == null) {
                    durable.increment(place.partition());
                    delivery.durable();
                } else {
                    delivery.failed(line);
                }
            });
        } catch (RuntimeException e) {
            // Thrown only where the producer itself is broken; the callback is not called then.
            LOG.errorf(e, "the producer does not take records");
            budget.giveBack(bytes);
            delivery.failed(line);
        }
        return true;
    }

    /**
     * The value of an activity's record.
     *
     * @throws MalformedMessageException if it is longer than a record may be
     */
    static byte[] value(Activity activity) throws MalformedMessageException {
        byte[] value = ActivityJson.write(activity);
        if (value.length > LONGEST_VALUE) {
            throw new MalformedMessageException("longer than " + LONGEST_VALUE + " bytes as a record");
        }
        return value;
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
