package io.keepwatch.hunting.writing;

import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts what cannot be read into the topic's dead-letter topic, byte for byte, with the reason and whence. If the process
 * dies before it commits, the same letter is sent again; where it came from, which a header says, tells them apart.
 */
final class DeadLetters implements AutoCloseable {
    /** The longest value that fits a broker's default limit of 1 MiB together with key and headers; more is cut. */
    private static final int LONGEST_VALUE = 1_000_000;

    private static final int LONGEST_REASON = 500;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private @Nullable Producer<byte[], byte[]> producer;

    /** A record and why it cannot be read. */
    record Letter(ConsumerRecord<byte[], byte[]> record, String reason) {}

    DeadLetters(Map<String, Object> kafka) {
        settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    /**
     * Returns once every letter is durable.
     *
     * @throws KafkaException if one is not
     */
    void send(List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        if (producer == null) {
            producer = new KafkaProducer<>(settings);
        }
        List<Future<?>> sent = new ArrayList<>(letters.size());
        for (Letter letter : letters) {
            sent.add(producer.send(record(letter)));
        }
        try {
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter could not be stored", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Letter letter) {
        ConsumerRecord<byte[], byte[]> origin = letter.record();
        String reason = letter.reason();
        Headers headers = new RecordHeaders(origin.headers());
        add(
                headers,
                DeadLetterHeader.REASON,
                reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
        add(
                headers,
                DeadLetterHeader.SOURCE,
                DeadLetterHeader.source(origin.topic(), origin.partition(), origin.offset()));
        byte[] value = origin.value();
        if (value != null && value.length > LONGEST_VALUE) {
            add(headers, DeadLetterHeader.CUT_FROM, Integer.toString(value.length));
            value = Arrays.copyOf(value, LONGEST_VALUE);
        }
        return new ProducerRecord<>(Topic.ACTIVITY.deadLetterName(), null, origin.key(), value, headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
