package io.keepwatch.platform.kafka;

import io.keepwatch.contracts.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The contract's topics and their dead-letter topics on a broker of the local platform. */
public final class KafkaTopics {
    /** Partitions of every topic here; never changed after creation, or people would lose their state. */
    public static final int PARTITIONS = 4;

    private static final short ONE_COPY = 1;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final String bootstrapServers;

    public KafkaTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Creates what is missing and leaves alone what is there. */
    public void createMissing() {
        try (Admin admin = admin()) {
            Set<String> present = admin.listTopics().names().get();
            for (NewTopic topic : Arrays.stream(Topic.values())
                    .flatMap(KafkaTopics::withDeadLetters)
                    .filter(topic -> !present.contains(topic.name()))
                    .toList()) {
                create(admin, topic);
            }
            awaitKnown(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics could not be created on " + bootstrapServers, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    /** A broker may not know for a moment what its controller has just created. */
    private static void awaitKnown(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = Arrays.stream(Topic.values())
                .flatMap(KafkaTopics::withDeadLetters)
                .map(NewTopic::name)
                .toList();
        long deadline = System.nanoTime() + ANSWER.toNanos();
        while (true) {
            try {
                admin.describeTopics(names).allTopicNames().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /** True if the broker answers and can take records: it is registered and unfenced. */
    public boolean brokerAnswers() {
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(Set.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static Stream<NewTopic> withDeadLetters(Topic topic) {
        return Stream.of(
                new NewTopic(topic.topicName(), PARTITIONS, ONE_COPY).configs(settings(topic)),
                new NewTopic(topic.deadLetterName(), PARTITIONS, ONE_COPY).configs(kept(Topic.DEAD_LETTER_RETENTION)));
    }

    private static Map<String, String> settings(Topic topic) {
        return topic.compacted()
                ? withBrokerTime(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))
                : kept(topic.retention());
    }

    private static Map<String, String> kept(Duration retention) {
        return withBrokerTime(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }

    /** Event time is payload only: a record's age on the broker is its age on the broker, also with a shifted clock. */
    private static Map<String, String> withBrokerTime(Map<String, String> settings) {
        return Stream.concat(
                        settings.entrySet().stream(),
                        Stream.of(Map.entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ANSWER.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER.multipliedBy(2).toMillis()));
    }
}
