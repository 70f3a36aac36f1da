package io.keepwatch.ingestion.resolution;

import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.contracts.Topic;
import io.keepwatch.ingestion.IngestionConfig;
import io.keepwatch.ingestion.feed.FeedSource;
import io.keepwatch.ingestion.feed.Feeds;
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
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Reads the recent part of {@link Topic#ACTIVITY} when the service starts, so that it knows who is logged in where and
 * which feeds are alive as it did before. Bounded in time and in records: an older login speaks for nothing any more.
 */
@Startup
@Singleton
public class RecentActivity {
    private static final Logger LOG = Logger.getLogger(RecentActivity.class);
    /** As our one writer writes it, within the fields that come before a type's own. */
    private static final byte[] LOGIN_TYPE =
            ("\"type\":\"" + ActivityType.AUTH_LOGIN.wireName() + "\"").getBytes(StandardCharsets.UTF_8);

    private static final int HEADER_FIELDS = 4_096;

    private final Resolver resolver;
    private final Feeds feeds;
    private final IngestionConfig config;
    private final TopicReader reader;
    private final Duration shift;

    RecentActivity(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Resolver resolver,
            Feeds feeds,
            IngestionConfig config,
            Clock clock) {
        this.resolver = resolver;
        this.feeds = feeds;
        this.config = config;
        // Record timestamps are the machine's; arrivals are told by the domain clock.
        shift = Duration.between(InstantSource.system().instant(), clock.instant());
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
        long since = InstantSource.system().instant().minus(config.readBack()).toEpochMilli();
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
            if (!CloudEvent.Type.ACTIVITY.wireName().equals(header(message, CloudEvent.TYPE_HEADER))) {
                continue;
            }
            try {
                feeds.recall(
                        FeedSource.fromCloudEvent(header(message, "ce_source")),
                        Rfc3339.parse(header(message, "ce_time"), "ce_time"),
                        Instant.ofEpochMilli(message.timestamp()).plus(shift));
                if (mayBeLogin(message.value())) {
                    resolver.note(ActivityJson.read(message.value()));
                }
            } catch (MalformedMessageException | IllegalArgumentException e) {
                // Whoever judges it puts it aside; what was logged in before does not hang on it.
                LOG.debugf("an activity that was read back cannot be read: %s", e.toString());
            }
        }
    }

    /** Looks before it reads: of a hundred activities one or two are logins, and a start waits for all of them. */
    private static boolean mayBeLogin(byte[] value) {
        int last = Math.min(value.length, HEADER_FIELDS) - LOGIN_TYPE.length;
        for (int at = 0; at <= last; at++) {
            if (value[at] == LOGIN_TYPE[0]
                    && Arrays.equals(value, at, at + LOGIN_TYPE.length, LOGIN_TYPE, 0, LOGIN_TYPE.length)) {
                return true;
            }
        }
        return false;
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : utf8(header.value());
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
