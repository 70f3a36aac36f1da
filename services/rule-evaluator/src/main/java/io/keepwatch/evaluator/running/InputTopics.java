package io.keepwatch.evaluator.running;

import io.keepwatch.contracts.Topic;
import io.keepwatch.evaluator.judging.EvaluatorTopology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** Looks whether the topics are as the topology needs them; we never let a broker make them by itself. */
final class InputTopics {
    private static final long ANSWER_WITHIN_SECONDS = 10;

    private InputTopics() {}

    /** @return what is missing or wrong, or null where the topology can start */
    static @Nullable String obstacle(Properties streams) throws InterruptedException {
        Properties settings = new Properties();
        AdminClientConfig.configNames().stream()
                .filter(streams::containsKey)
                .forEach(name -> settings.put(name, streams.get(name)));
        try (Admin admin = Admin.create(settings)) {
            return obstacle(admin.describeTopics(EvaluatorTopology.TOPICS).topicNameValues());
        } catch (TimeoutException | RuntimeException e) {
            return "the broker does not answer: " + e.getClass().getSimpleName();
        }
    }

    private static @Nullable String obstacle(Map<String, KafkaFuture<TopicDescription>> topics)
            throws InterruptedException, TimeoutException {
        Map<String, Integer> partitions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : topics.entrySet()) {
            try {
                TopicDescription found = topic.getValue().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
                partitions.put(topic.getKey(), found.partitions().size());
            } catch (ExecutionException e) {
                String why = e.getCause() == null
                        ? "unknown"
                        : e.getCause().getClass().getSimpleName();
                return "topic " + topic.getKey() + ": " + why;
            }
        }
        List<String> inputs =
                EvaluatorTopology.INPUTS.stream().map(Topic::topicName).toList();
        if (inputs.stream().map(partitions::get).distinct().count() > 1) {
            return String.join(" and ", inputs)
                    + " must have equally many partitions, so that what concerns a person meets";
        }
        return null;
    }
}
