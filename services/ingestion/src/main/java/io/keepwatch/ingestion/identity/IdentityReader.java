package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.ingestion.kafka.DeadLetters;
import io.keepwatch.ingestion.kafka.TopicReader;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Fills the {@link Directory} from {@link Topic#IDENTITY} when the service starts, and keeps it current with what other
 * instances write.
 */
@Startup
@Singleton
public class IdentityReader {
    private final Directory directory;
    private final DeadLetters deadLetters;
    private final TopicReader reader;

    IdentityReader(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Directory directory,
            DeadLetters deadLetters) {
        this.directory = directory;
        this.deadLetters = deadLetters;
        reader = new TopicReader(Topic.IDENTITY, kafka, TopicReader.FROM_THE_BEGINNING, this::take);
    }

    @PostConstruct
    void start() {
        reader.followOn();
    }

    @PreDestroy
    void stop() {
        reader.close();
    }

    /** True once everything that stood in the topic at the start was read. */
    public boolean isLoaded() {
        return reader.hasCaughtUp();
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        List<Directory.Placed> placed = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            byte[] value = message.value();
            if (value == null) {
                continue;
            }
            try {
                Identity identity = IdentityJson.read(value);
                placed.add(new Directory.Placed(identity, message.offset()));
            } catch (MalformedMessageException e) {
                deadLetters.bury(Topic.IDENTITY, message, e.reason());
            }
        }
        directory.apply(placed);
    }
}
