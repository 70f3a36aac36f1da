package io.keepwatch.notification.notice;

import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Sets aside what cannot be read, byte for byte, with the reason and where it came from. */
@Singleton
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final MutinyEmitter<byte[]> topic;
    private final MeterRegistry metrics;

    DeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> topic, MeterRegistry metrics) {
        this.topic = topic;
        this.metrics = metrics;
    }

    /** Completes when the broker has it. */
    Uni<Void> send(ConsumerRecord<byte[], byte[]> origin, String reason) {
        String source = DeadLetterHeader.source(origin.topic(), origin.partition(), origin.offset());
        Headers headers = new RecordHeaders(origin.headers());
        headers.add(DeadLetterHeader.REASON, reason.getBytes(StandardCharsets.UTF_8));
        headers.add(DeadLetterHeader.SOURCE, source.getBytes(StandardCharsets.UTF_8));
        byte[] value = origin.value() == null ? new byte[0] : origin.value();
        return topic.sendMessage(Message.of(value)
                        .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                                .withTopic(deadLetterTopic(origin.topic()))
                                .withKey(origin.key())
                                .withHeaders(headers)
                                .build()))
                .invoke(() -> {
                    metrics.counter("keepwatch.dead.letters", "topic", origin.topic())
                            .increment();
                    LOG.warnf("dead letter from=%s reason=%s", source, reason);
                });
    }

    private static String deadLetterTopic(String topic) {
        return Arrays.stream(Topic.values())
                .filter(each -> each.topicName().equals(topic))
                .map(Topic::deadLetterName)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not a topic of the contract: " + topic));
    }
}
