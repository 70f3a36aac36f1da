package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.ingestion.IngestionConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes people's records to {@link Topic#IDENTITY} and, as profile changes, to {@link Topic#ACTIVITY}, all or none of a
 * call in one transaction. Not thread-safe: there is one transaction at a time.
 */
@Singleton
class IdentityTopic {
    private static final String SOURCE = "/keepwatch/ingestion/identities";
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Object> settings;
    private @Nullable Producer<byte[], byte[]> producer;

    IdentityTopic(@Identifier("default-kafka-broker") Map<String, Object> kafka, IngestionConfig config) {
        settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        // Named, so that an instance that comes back ends at once what it left open when it died.
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "ingestion-identities-" + config.instance());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        settings.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, config.deliveryTimeout().toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis() / 2);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    }

    /**
     * Makes records durable, in order.
     *
     * @return the records with their places
     * @throws KafkaException if they are not, or may not be, durable; they may be written again
     */
    List<Directory.Placed> publish(List<Identity> identities) {
        if (identities.isEmpty()) {
            return List.of();
        }
        try {
            Producer<byte[], byte[]> open = producer();
            open.beginTransaction();
            List<Future<RecordMetadata>> places = new ArrayList<>();
            for (Identity identity : identities) {
                byte[] value = IdentityJson.write(identity);
                places.add(open.send(message(Topic.IDENTITY, CloudEvent.Type.IDENTITY, identity, value)));
                open.send(message(Topic.ACTIVITY, CloudEvent.Type.PROFILE_CHANGE, identity, value));
            }
            open.commitTransaction();
            List<Directory.Placed> placed = new ArrayList<>();
            for (int i = 0; i < identities.size(); i++) {
                placed.add(new Directory.Placed(
                        identities.get(i), places.get(i).get().offset()));
            }
            return placed;
        } catch (KafkaException e) {
            abandon();
            throw e;
        } catch (ExecutionException e) {
            abandon();
            throw new KafkaException("a committed record has no place", e);
        } catch (InterruptedException e) {
            abandon();
            throw new InterruptException(e);
        }
    }

    @PreDestroy
    void close() {
        if (producer != null) {
            producer.close(TRANSACTION_TIMEOUT);
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings);
            producer.initTransactions();
        }
        return producer;
    }

    /** The next call opens a new producer, which ends whatever this one left open: the one way out of every error. */
    private void abandon() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private static ProducerRecord<byte[], byte[]> message(
            Topic topic, CloudEvent.Type type, Identity identity, byte[] value) {
        byte[] key = identity.subject().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic.topicName(), key, value);
        String id = UUID.nameUUIDFromBytes(value).toString();
        new CloudEvent(id, SOURCE, type, identity.subject(), identity.validFrom())
                .headers()
                .forEach(message.headers()::add);
        return message;
    }
}
