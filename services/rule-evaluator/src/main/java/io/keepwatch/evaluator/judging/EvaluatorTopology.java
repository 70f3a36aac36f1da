package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The one topology: activities (with profile changes), HR events and snoozes of a person, joined by key in one processor;
 * alerts, what became of monitoring periods and of scores, and what cannot be read out. Its names are the names of internal topics: changing one loses state.
 */
public final class EvaluatorTopology {
    /** The store of people: the engine's records, encoded, by the engine's keys. */
    static final String PEOPLE = "people";

    static final String BELL = "people-bell";
    /** The store of who is to be looked at when, see {@link DuePeople}. */
    static final String DUE = "people-due";

    /** The store of what is usual for peers, which every instance reads whole. */
    static final String PEERS = "peers";

    static final String ALERT_SINK = "alert";
    static final String MONITORING_SINK = "monitoring";
    static final String RISK_SINK = "risk";
    static final String PEERS_SINK = "peers-written";

    /** Everything the topology reads; their partitions must be equal in number. */
    public static final List<Topic> INPUTS = Tally.TOPICS;
    /** Every topic that must exist before the topology starts. */
    public static final List<String> TOPICS = List.of(
            Topic.ACTIVITY.topicName(),
            Topic.HR.topicName(),
            Topic.SNOOZE.topicName(),
            Topic.ALERT.topicName(),
            Topic.MONITORING.topicName(),
            Topic.RISK.topicName(),
            Topic.PEERS.topicName(),
            Topic.ACTIVITY.deadLetterName(),
            Topic.HR.deadLetterName(),
            Topic.SNOOZE.deadLetterName());

    /**
     * A person's records are bounded by the engine; a page that outgrew every bound must still be written, because a
     * refused send would end the task for ever.
     */
    public static final int LARGEST_CHANGELOG_RECORD = 8 * 1024 * 1024;

    /**
     * Bytes of a changelog's segment. The last segment is never compacted, and a restart reads it whole: with the broker's
     * usual gigabyte it would read everything that was written for days, most of it written over since.
     */
    static final int CHANGELOG_SEGMENT = 16 * 1024 * 1024;

    /** From which share of records written over the broker compacts; half of all, its own choice, is twice the reading. */
    private static final String CHANGELOG_CLEANED_FROM = "0.2";

    private static final String ACTIVITY_SOURCE = "activity";
    private static final String HR_SOURCE = "hr";
    private static final String SNOOZE_SOURCE = "snooze";
    private static final String JUDGE = "judge";
    private static final String PEERS_SOURCE = "peers-read";
    private static final String KEEP_PEERS = "peers-kept";

    private EvaluatorTopology() {}

    public static Topology of(Judging judging) {
        return of(judging, BellStore::new);
    }

    /** @param bell what tells that a commit begins; another than {@link BellStore} loses state, as tests show */
    static Topology of(Judging judging, BiFunction<String, Bells, KeyValueStore<Bytes, byte[]>> bell) {
        Bells bells = new Bells();
        ByteArrayDeserializer reader = new ByteArrayDeserializer();
        ByteArraySerializer writer = new ByteArraySerializer();
        return new Topology()
                .addSource(ACTIVITY_SOURCE, reader, reader, Topic.ACTIVITY.topicName())
                .addSource(HR_SOURCE, reader, reader, Topic.HR.topicName())
                .addSource(SNOOZE_SOURCE, reader, reader, Topic.SNOOZE.topicName())
                .addProcessor(
                        JUDGE, () -> new JudgeProcessor(judging, bells), ACTIVITY_SOURCE, HR_SOURCE, SNOOZE_SOURCE)
                .addStateStore(people(), JUDGE)
                .addStateStore(due(), JUDGE)
                .addStateStore(bell(new BellSupplier(BELL, bells, bell)), JUDGE)
                .addSink(ALERT_SINK, Topic.ALERT.topicName(), writer, writer, JUDGE)
                .addSink(MONITORING_SINK, Topic.MONITORING.topicName(), writer, writer, JUDGE)
                .addSink(RISK_SINK, Topic.RISK.topicName(), writer, writer, JUDGE)
                .addSink(PEERS_SINK, Topic.PEERS.topicName(), writer, writer, JUDGE)
                .addGlobalStore(
                        peers(),
                        PEERS_SOURCE,
                        new StringDeserializer(),
                        reader,
                        Topic.PEERS.topicName(),
                        KEEP_PEERS,
                        KeptPeers::new)
                .addSink(deadLetterSink(Topic.ACTIVITY), Topic.ACTIVITY.deadLetterName(), writer, writer, JUDGE)
                .addSink(deadLetterSink(Topic.HR), Topic.HR.deadLetterName(), writer, writer, JUDGE)
                .addSink(deadLetterSink(Topic.SNOOZE), Topic.SNOOZE.deadLetterName(), writer, writer, JUDGE);
    }

    static String deadLetterSink(Topic input) {
        return source(input) + "-dead";
    }

    private static String source(Topic input) {
        return switch (input) {
            case ACTIVITY -> ACTIVITY_SOURCE;
            case HR -> HR_SOURCE;
            case SNOOZE -> SNOOZE_SOURCE;
            default -> throw new IllegalArgumentException("not an input: " + input);
        };
    }

    /** The input topic of this name. */
    static Topic input(String topicName) {
        return INPUTS.stream()
                .filter(topic -> topic.topicName().equals(topicName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an input: " + topicName));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> people() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(PEOPLE), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(LARGEST_CHANGELOG_RECORD),
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(CHANGELOG_SEGMENT),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        CHANGELOG_CLEANED_FROM));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> peers() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(PEERS), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> due() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(DUE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(CHANGELOG_SEGMENT),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        CHANGELOG_CLEANED_FROM));
    }

    /** Caching makes the bell ring at the commit; a changelog would be of nothing. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> bell(BellSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingDisabled();
    }
}
