package io.keepwatch.hunting.hr;

import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.hunting.HuntingConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole of {@link Topic#HR} at every start and follows it, outside any consumer group: it is small, and each
 * instance needs all of it. After a failure it begins anew.
 */
@Singleton
final class HrNews {
    private static final Logger LOG = LoggerFactory.getLogger(HrNews.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Leavers leavers;
    private final Map<String, Object> settings;
    private final CountDownLatch closed = new CountDownLatch(1);

    HrNews(HuntingConfig config, Leavers leavers) {
        this.leavers = leavers;
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

    private void run() {
        while (closed.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (RuntimeException e) {
                // Whatever it is: a reader that gave up would leave reviews without what HR says.
                LOG.warn("{} cannot be read, trying again: {}", Topic.HR.topicName(), e.toString());
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
        while (closed.getCount() > 0) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    /** What cannot be read is left to the dead letters of the service that owns the matter; here it is only told. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            leavers.take(HrEventJson.read(record.value()));
        } catch (MalformedMessageException e) {
            LOG.warn("{}-{}@{} cannot be read: {}", record.topic(), record.partition(), record.offset(), e.reason());
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
