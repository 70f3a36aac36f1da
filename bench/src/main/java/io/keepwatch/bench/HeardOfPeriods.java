package io.keepwatch.bench;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.NoticeResult;
import io.keepwatch.contracts.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows what becomes of the monitoring periods of a run's people, of notices to HR and of alerts, as any consumer sees it
 * ({@code read_committed}); times are milliseconds since 1970 at which it was seen.
 */
final class HeardOfPeriods implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String UNCLAIMED = "account:" + LoadRun.SOURCE + "/";
    private static final String CONFIRMATION = "confirmation";

    private final String prefix;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> active = new ConcurrentHashMap<>();
    private final Map<String, Long> confirmed = new ConcurrentHashMap<>();
    private final Map<String, Long> expired = new ConcurrentHashMap<>();
    private final Map<String, Long> alerted = new ConcurrentHashMap<>();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final Thread follower;
    private volatile boolean closed;

    /** @param prefix of the subjects of the run */
    HeardOfPeriods(String bootstrapServers, String prefix) {
        this.prefix = prefix;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(Topic.MONITORING, Topic.NOTICE_RESULT, Topic.ALERT).stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        follower = Thread.ofPlatform().daemon().name("heard-of-periods").start(this::follow);
    }

    /** When the period of each was active, by subject. */
    Map<String, Long> active() throws IOException {
        return checked(active);
    }

    /** When HR had the confirmation, by subject. */
    Map<String, Long> confirmed() throws IOException {
        return checked(confirmed);
    }

    /** When the period of each was over, by subject. */
    Map<String, Long> expired() throws IOException {
        return checked(expired);
    }

    /** When the first alert of each of the run's people was published whom no identity claims, by subject. */
    Map<String, Long> alerted() throws IOException {
        return checked(alerted);
    }

    private Map<String, Long> checked(Map<String, Long> heard) throws IOException {
        IOException why = failure.get();
        if (why != null) {
            throw new IOException("no longer following: " + why.getMessage(), why);
        }
        return heard;
    }

    private void follow() {
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    take(message, System.currentTimeMillis());
                }
            }
        } catch (MalformedMessageException | KafkaException e) {
            failure.set(new IOException(e.getMessage(), e));
        } finally {
            consumer.close();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message, long now) throws MalformedMessageException {
        if (message.topic().equals(Topic.ALERT.topicName())) {
            String subject = new String(message.key(), StandardCharsets.UTF_8);
            if (subject.startsWith(UNCLAIMED + prefix)) {
                alerted.putIfAbsent(subject, now);
            }
        } else if (message.topic().equals(Topic.MONITORING.topicName())) {
            MonitoringChange change = MonitoringChange.read(message.value());
            if (change.subject().startsWith(prefix)) {
                switch (change.state()) {
                    case MonitoringChange.ACTIVE -> active.putIfAbsent(change.subject(), now);
                    case MonitoringChange.EXPIRED -> expired.putIfAbsent(change.subject(), now);
                    default -> {
                        // Nobody of the run is suspected of anything.
                    }
                }
            }
        } else {
            NoticeResult result = NoticeResult.read(message.value());
            if (result.subject().startsWith(prefix)
                    && result.kind().equals(CONFIRMATION)
                    && result.result().equals(NoticeResult.DELIVERED)) {
                confirmed.putIfAbsent(result.subject(), now);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
