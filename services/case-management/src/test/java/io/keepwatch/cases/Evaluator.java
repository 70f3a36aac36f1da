package io.keepwatch.cases;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.Topic;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes alerts as the rule evaluator does: in transactions, keyed by the person, with CloudEvents headers. */
final class Evaluator implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    Evaluator(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "evaluator-" + System.nanoTime()),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    void publish(Alert... alerts) {
        producer.beginTransaction();
        for (Alert alert : alerts) {
            producer.send(recordOf(alert));
        }
        producer.commitTransaction();
    }

    /** The records reach the log, and are never committed. */
    void publishAndAbort(Alert... alerts) {
        producer.beginTransaction();
        for (Alert alert : alerts) {
            producer.send(recordOf(alert));
        }
        producer.flush();
        producer.abortTransaction();
    }

    void publishRaw(Topic topic, @Nullable String key, byte @Nullable [] value) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic.topicName(), key, value));
        producer.commitTransaction();
    }

    /** Any message of any service, with its headers. */
    void publish(Topic topic, CloudEvent.Type type, String id, String subject, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), subject, value);
        new CloudEvent(id, "/keepwatch/test", type, subject, Instant.EPOCH)
                .headers()
                .forEach((name, header) -> record.headers().add(name, header));
        producer.beginTransaction();
        producer.send(record);
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static ProducerRecord<String, byte[]> recordOf(Alert alert) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topic.ALERT.topicName(), alert.subject(), AlertJson.write(alert));
        new CloudEvent(
                        alert.id() + "-" + alert.count(),
                        "/keepwatch/rule-evaluator",
                        CloudEvent.Type.ALERT,
                        alert.subject(),
                        alert.at())
                .headers()
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
