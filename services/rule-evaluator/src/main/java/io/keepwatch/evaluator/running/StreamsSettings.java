package io.keepwatch.evaluator.running;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.keepwatch.evaluator.judging.EvaluatorTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What the topology's process is told. The rest of the configuration follows from how the topology keeps its promises
 * and stands here once.
 *
 * @param bootstrapServers the brokers
 * @param stateDirectory where stores live; one process per directory
 * @param instance this instance's name among the group's members; a process that comes back under the same name takes its
 *     partitions over at once instead of waiting for its predecessor's session to end. Null: anonymous
 * @param threads stream threads
 * @param standbys how many other instances keep a copy of each person
 * @param replicationFactor of the changelog
 * @param commitInterval how long a transaction lasts; an alert is visible after it
 * @param cacheBytes of Streams' record cache, which only carries the bell
 * @param transactionTimeout after which the broker ends the transaction of an instance that stopped answering
 * @param sessionTimeout after which an instance that stopped answering loses its partitions
 * @param producerBufferBytes of heap for records not yet sent
 * @param rocksDbCacheBytes outside the heap, for all stores together
 * @param memtableBytes a store keeps unflushed
 * @param overrides further client settings (security, above all), by their Kafka names; none of {@link #OURS}
 */
public record StreamsSettings(
        String bootstrapServers,
        Path stateDirectory,
        @Nullable String instance,
        int threads,
        int standbys,
        int replicationFactor,
        Duration commitInterval,
        long cacheBytes,
        Duration transactionTimeout,
        Duration sessionTimeout,
        long producerBufferBytes,
        long rocksDbCacheBytes,
        long memtableBytes,
        Map<String, String> overrides) {

    /** Names the consumer group, the changelog and the transactions: changing it forgets everybody. */
    public static final String APPLICATION = "keepwatch-rule-evaluator";

    /** What nobody may override, because state or exactly-once would be lost without a word. */
    static final Set<String> OURS = Set.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG);

    private static final int PRODUCER_BATCH_BYTES = 256 * 1024;
    private static final int HEARTBEATS_PER_SESSION = 4;
    /** A pod that is rolled slowly must find its stores again. */
    private static final Duration STATE_KEPT_WHILE_AWAY = Duration.ofDays(1);

    public StreamsSettings {
        overrides = Map.copyOf(overrides);
        Set<String> refused = OURS.stream().filter(overrides::containsKey).collect(Collectors.toUnmodifiableSet());
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("not configurable, state or exactly-once depend on it: " + refused);
        }
        if (transactionTimeout.compareTo(commitInterval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("a transaction must outlast the commit interval at least twice");
        }
    }

    /** The configuration of Kafka Streams. */
    public Properties properties() {
        Properties all = new Properties();
        all.putAll(overrides);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
        failRatherThanSkip(all);
        state(all);
        clients(all);
        return all;
    }

    /** Whatever goes wrong ends the task, which comes back from its last commit; nothing is ever skipped. */
    private static void failRatherThanSkip(Properties all) {
        all.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        all.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    }

    private void state(Properties all) {
        all.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        all.put(StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG, STATE_KEPT_WHILE_AWAY.toMillis());
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        all.put(RocksDbMemory.CACHE_BYTES, rocksDbCacheBytes);
        all.put(RocksDbMemory.MEMTABLE_BYTES, memtableBytes);
    }

    private void clients(Properties all) {
        all.put(consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        all.put(
                mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Math.toIntExact(sessionTimeout.toMillis()));
        all.put(
                mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                Math.toIntExact(sessionTimeout.toMillis() / HEARTBEATS_PER_SESSION));
        if (instance != null) {
            all.put(mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        }
        all.put(
                producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(transactionTimeout.toMillis()));
        all.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
        all.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        all.put(producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), producerBufferBytes);
        all.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), EvaluatorTopology.LARGEST_CHANGELOG_RECORD);
        all.put(
                topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                Integer.toString(Math.max(1, replicationFactor - 1)));
    }
}
