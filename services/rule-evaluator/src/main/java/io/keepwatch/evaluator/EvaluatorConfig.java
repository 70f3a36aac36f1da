package io.keepwatch.evaluator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What this service is told, as {@code keepwatch.evaluator.*}. */
@ConfigMapping(prefix = "keepwatch.evaluator")
public interface EvaluatorConfig {
    /** The brokers. */
    String bootstrapServers();

    /** Where the stores live: a volume of this instance's own, not the temporary directory, which cleaners eat. */
    Path stateDirectory();

    /** This instance's name among the group's members; without it, one that is kept in the state directory. */
    Optional<String> instance();

    /** How late an activity may come and still count in its place in time. */
    @WithDefault("24h")
    Duration latenessAllowance();

    /** Days of the calendar since something was first seen of a person until anything is claimed of their habit of it. */
    @WithDefault("14")
    int habitLearningDays();

    /** Bytes of heap for people kept decoded, by estimate; without it, a share of the heap there is. */
    OptionalLong peopleHeap();

    /** Stream threads; one per core left over. */
    @WithDefault("1")
    int threads();

    /** How many other instances keep a copy of each person, ready to go on. */
    @WithDefault("0")
    int standbys();

    /** Copies of the changelog among the brokers. */
    @WithDefault("1")
    int replicationFactor();

    /** How long a transaction lasts; an alert is visible after it. */
    @WithDefault("100ms")
    Duration commitInterval();

    /** Bytes of Streams' record cache, which only carries the bell. */
    @WithDefault("1048576")
    long cacheBytes();

    /** After which the broker ends the transaction of an instance that stopped answering. */
    @WithDefault("10s")
    Duration transactionTimeout();

    /** After which an instance that stopped answering loses its partitions. */
    @WithDefault("6s")
    Duration sessionTimeout();

    /** Bytes of heap for records not yet sent. */
    @WithDefault("134217728")
    long producerBuffer();

    /** Bytes outside the heap for all stores together. */
    @WithDefault("268435456")
    long rocksdbCache();

    /** Bytes a store keeps unflushed before it writes a file. */
    @WithDefault("16777216")
    long rocksdbMemtable();

    /** Further settings of the Kafka clients by their own names, security above all. */
    Map<String, String> kafka();
}
