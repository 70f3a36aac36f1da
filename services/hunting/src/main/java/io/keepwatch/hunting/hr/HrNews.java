package io.keepwatch.hunting.hr;

import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.hunting.HuntingConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole of {@link Topic#HR} at every start and follows it, outside any consumer group: it is small, and each
 * instance needs all of it. After a failure it begins anew.
 *
 * <p>What cannot be read is counted and said, but not put into the dead letters: the evaluator, which owns the matter,
 * puts it there once. This reader has no committed place, so that each instance would bury the same record again at
 * every start.
 */
@Singleton
final class HrNews {
    private static final Logger LOG = LoggerFactory.getLogger(HrNews.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Leavers leavers;
    private final Map<String, Object> settings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Place> unreadable = ConcurrentHashMap.newKeySet();
    private volatile boolean known;
    private volatile @Nullable String obstacle;

    /** Where a record lies in the topic. */
    private record Place(int partition, long offset) {}

    HrNews(HuntingConfig config, Leavers leavers, MeterRegistry meters) {
        this.leavers = leavers;
        Gauge.builder("keepwatch.hunting.hr.unreadable", unreadable, Set::size)
                .description("Records of the HR topic that could not be read, each once")
                .register(meters);
        settings = new HashMap<>(config.kafka());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    void onStart(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("hunting-hr").start(this::run);
    }

    void onStop(@Observes ShutdownEvent event) {
        closed.countDown();
    }

    /** Whether everything was read once that HR had said when this service began. */
    boolean isKnown() {
        return known;
    }

    /** How many records cannot be read. */
    int unreadable() {
        return unreadable.size();
    }

    /** Why HR is not heard at this moment; null if it is. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (RuntimeException e) {
                // Whatever it is: a reader that gave up would leave reviews without what HR says.
                obstacle = e.toString();
                LOG.warn("{} cannot be read, trying again: {}", Topic.HR.topicName(), obstacle);
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.HR.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic does not exist");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (closed.getCount() > 0) {
            consumer.poll(POLL).forEach(this::take);
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                known = true;
                obstacle = null;
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        try {
            if (value == null) {
                throw new MalformedMessageException("the record has no value");
            }
            leavers.take(HrEventJson.read(value));
        } catch (MalformedMessageException e) {
            if (unreadable.add(new Place(record.partition(), record.offset()))) {
                LOG.warn(
                        "{}-{}@{} cannot be read: {}", record.topic(), record.partition(), record.offset(), e.reason());
            }
        }
    }

    private void pause() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
