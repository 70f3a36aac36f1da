package io.keepwatch.hunting.writing;

import io.keepwatch.contracts.Topic;
import io.keepwatch.hunting.store.EventStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings accepted activities from Kafka into the store, in a thread of its own: collects, writes, and commits offsets once
 * everything up to them is durable. What was written but not committed is read again and found to be there already, so
 * that nothing is lost or doubled whenever it dies. While it cannot write it reads no further, stays in its group, and
 * tries again until it can.
 */
public final class ActivityWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActivityWriter.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMMIT = Duration.ofSeconds(10);
    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final int RECORDS_A_POLL = 10_000;

    private final EventStore store;
    private final WriterSettings settings;
    private final InstantSource clock;
    private final WriterTally tally = new WriterTally();
    private final Map<String, Object> consumerSettings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    public ActivityWriter(EventStore store, WriterSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        consumerSettings = new HashMap<>(settings.kafka());
        consumerSettings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        consumerSettings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        consumerSettings.put(ConsumerConfig.GROUP_ID_CONFIG, WriterSettings.GROUP);
        consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumerSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerSettings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumerSettings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
    }

    /** Begins; to be called once. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the writer was started before");
        }
        thread = Thread.ofPlatform().daemon().name("hunting-writer").start(this::run);
    }

    /** How it is. */
    public WriterState state() {
        return tally.state();
    }

    /** Writes and commits what it has, leaves its group, and returns when that is done. */
    @Override
    public void close() {
        closed.countDown();
        Thread writing;
        synchronized (this) {
            writing = thread;
        }
        if (writing != null) {
            try {
                writing.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!isClosed()) {
            Collected collected = new Collected(tally);
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerSettings);
                    DeadLetters dead = new DeadLetters(settings.kafka())) {
                consumer.subscribe(List.of(Topic.ACTIVITY.topicName()), new Rebalances(consumer, collected));
                while (!isClosed()) {
                    consumer.poll(POLL).forEach(collected::take);
                    tally.polled(lag(consumer), collected.positions().isEmpty());
                    if (collected.isDue(settings)) {
                        write(consumer, dead, collected);
                    }
                }
                if (!collected.positions().isEmpty()) {
                    write(consumer, dead, collected);
                }
                consumer.close(CloseOptions.timeout(LEAVE));
            } catch (RuntimeException e) {
                // Whatever it is: a writer that gave up would leave the store behind, and say nothing.
                failed(e);
                collected.drop(Set.copyOf(collected.positions().keySet()));
                awaitPause();
            } finally {
                tally.stopped();
            }
        }
    }

    /** Returns when everything collected is durable and committed, or the writer is closed. */
    private void write(KafkaConsumer<byte[], byte[]> consumer, DeadLetters dead, Collected collected) {
        while (!tryToWrite(consumer, dead, collected) && !isClosed()) {
            consumer.pause(consumer.assignment());
            // Nothing comes but from partitions assigned just now; asking keeps us in the group.
            consumer.poll(settings.pause()).forEach(collected::take);
        }
        consumer.resume(consumer.paused());
    }

    private boolean tryToWrite(KafkaConsumer<byte[], byte[]> consumer, DeadLetters dead, Collected collected) {
        try {
            dead.send(collected.letters());
            collected.buried();
            store.append(collected.batch(), tally::stored);
            consumer.commitSync(collected.positions(), COMMIT);
            collected.committed();
            if (tally.flushed(clock.instant())) {
                LOG.info("activities are written again");
            }
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (IOException | KafkaException e) {
            failed(e);
            return false;
        }
    }

    /** Said once for as long as it lasts; how often it is tried is counted. */
    private void failed(Exception failure) {
        if (tally.failed(failure)) {
            LOG.error("activities cannot be written; nothing is lost, it is tried again: {}", failure.toString());
        }
    }

    private static long lag(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .map(consumer::currentLag)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .sum();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void awaitPause() {
        try {
            if (closed.await(settings.pause().toNanos(), TimeUnit.NANOSECONDS)) {
                tally.stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** Who loses a partition forgets what it read of it: the next one reads it again, from what was committed. */
    private final class Rebalances implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Collected collected;

        private Rebalances(KafkaConsumer<byte[], byte[]> consumer, Collected collected) {
            this.consumer = consumer;
            this.collected = collected;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> tally.assigned(partition.partition(), consumer.position(partition)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            collected.drop(partitions);
        }
    }
}
