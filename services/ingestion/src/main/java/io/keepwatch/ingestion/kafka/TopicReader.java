package io.keepwatch.ingestion.kafka;

import io.keepwatch.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads a whole topic in a thread of its own, outside any consumer group: every instance reads every record, committed
 * ones only. After an error it begins anew from its start, so whoever takes the records must bear repeats.
 */
public final class TopicReader implements AutoCloseable {
    /** Reads everything the topic holds. */
    public static final Start FROM_THE_BEGINNING = KafkaConsumer::beginningOffsets;

    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Topic topic;
    private final Map<String, Object> settings;
    private final Start start;
    private final Consumer<ConsumerRecords<byte[], byte[]>> taker;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean caughtUp;

    /** Where reading begins. */
    @FunctionalInterface
    public interface Start {
        Map<TopicPartition, Long> positions(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
    }

    /** @param taker takes every batch in the reader's thread */
    public TopicReader(
            Topic topic, Map<String, Object> kafka, Start start, Consumer<ConsumerRecords<byte[], byte[]>> taker) {
        this.topic = topic;
        this.start = start;
        this.taker = taker;
        settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    }

    /** Reads what the topic holds now and then on, until closed. */
    public void followOn() {
        begin(true);
    }

    /** Reads what the topic holds now. */
    public void readOnce() {
        begin(false);
    }

    /** True once everything the topic held at the start was taken. */
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void begin(boolean on) {
        Thread.ofPlatform().daemon().name("reads-" + topic.topicName()).start(() -> run(on));
    }

    private void run(boolean on) {
        while (!isClosed()) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
                read(consumer, on);
                return;
            } catch (RuntimeException e) {
                // Whatever it is: a reader that gave up would leave the service blind.
                LOG.warnf("reading %s failed, trying again: %s", topic.topicName(), e.toString());
                pause();
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, boolean on) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic does not exist");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        start.positions(consumer, partitions).forEach(consumer::seek);
        while (!isClosed()) {
            if (!caughtUp && ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
                caughtUp = true;
                LOG.infof("read what %s held", topic.topicName());
            }
            if (caughtUp && !on) {
                return;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                taker.accept(records);
            }
        }
        consumer.close(CloseOptions.timeout(CLOSE));
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            if (closed.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("%s is not read any more", topic.topicName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
