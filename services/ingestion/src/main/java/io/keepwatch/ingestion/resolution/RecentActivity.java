package io.keepwatch.ingestion.resolution;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.ingestion.IngestionConfig;
import io.keepwatch.ingestion.feed.Feeds;
import io.keepwatch.ingestion.kafka.DeadLetters;
import io.keepwatch.ingestion.kafka.TopicReader;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads the recent part of {@link Topic#ACTIVITY} when the service starts, so that it knows who is logged in where and
 * which feeds are alive as it did before. Bounded in time and in records: an older login speaks for nothing any more.
 */
@Startup
@Singleton
public class RecentActivity {
    private final Resolver resolver;
    private final Feeds feeds;
    private final DeadLetters deadLetters;
    private final IngestionConfig config;
    private final TopicReader reader;
    private final Duration shift;

    RecentActivity(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Resolver resolver,
            Feeds feeds,
            DeadLetters deadLetters,
            IngestionConfig config,
            Clock clock) {
        this.resolver = resolver;
        this.feeds = feeds;
        this.deadLetters = deadLetters;
        this.config = config;
        // Record timestamps are the machine's; arrivals are told by the domain clock.
        shift = Duration.between(Instant.now(), clock.instant());
        reader = new TopicReader(Topic.ACTIVITY, kafka, this::start, this::take);
    }

    @PostConstruct
    void start() {
        reader.readOnce();
    }

    @PreDestroy
    void stop() {
        reader.close();
    }

    /** True once the recent part was read. */
    public boolean isLoaded() {
        return reader.hasCaughtUp();
    }

    private Map<TopicPartition, Long> start(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long since = Instant.now().minus(config.readBack()).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            long position = first == null ? end : first.offset();
            positions.put(partition, Math.max(position, end - config.readBackRecords()));
        });
        return positions;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> message : records) {
            Header type = message.headers().lastHeader(CloudEvent.TYPE_HEADER);
            if (type == null || !CloudEvent.Type.ACTIVITY.wireName().equals(utf8(type.value()))) {
                continue;
            }
            try {
                Activity activity = ActivityJson.read(message.value());
                resolver.note(activity);
                feeds.recall(
                        activity.header().source(),
                        activity.header().time(),
                        Instant.ofEpochMilli(message.timestamp()).plus(shift));
            } catch (MalformedMessageException e) {
                deadLetters.bury(Topic.ACTIVITY, message, e.reason());
            }
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
