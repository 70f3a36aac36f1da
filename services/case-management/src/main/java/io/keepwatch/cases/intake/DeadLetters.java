package io.keepwatch.cases.intake;

import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Where records go that cannot be read or kept: byte for byte, with the reason, for someone to look at. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final MutinyEmitter<byte[]> topics;
    private final MeterRegistry metrics;

    DeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> topics, MeterRegistry metrics) {
        this.topics = topics;
        this.metrics = metrics;
    }

    /** A record that is put aside, and why; the reason names no content. */
    record Letter(ConsumerRecord<String, byte[]> record, String reason) {}

    /** Completes once Kafka has acknowledged every letter, however long that takes; only then may the records be. */
    Uni<Void> put(Topic source, List<Letter> letters) {
        return Multi.createFrom()
                .iterable(letters)
                .onItem()
                .transformToUniAndConcatenate(letter -> put(source, letter))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> put(Topic source, Letter letter) {
        ConsumerRecord<String, byte[]> record = letter.record();
        String place = DeadLetterHeader.source(record.topic(), record.partition(), record.offset());
        RecordHeaders headers = new RecordHeaders(record.headers().toArray());
        headers.remove(DeadLetterHeader.REASON);
        headers.remove(DeadLetterHeader.SOURCE);
        headers.add(DeadLetterHeader.REASON, letter.reason().getBytes(StandardCharsets.UTF_8));
        headers.add(DeadLetterHeader.SOURCE, place.getBytes(StandardCharsets.UTF_8));
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return topics.sendMessage(Message.of(value)
                        .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                                .withTopic(source.deadLetterName())
                                .withKey(record.key())
                                .withHeaders(headers)
                                .build()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(() -> {
                    LOG.warnf("%s was put aside: %s", place, letter.reason());
                    metrics.counter("keepwatch.dead.letters", "topic", source.topicName())
                            .increment();
                });
    }
}
