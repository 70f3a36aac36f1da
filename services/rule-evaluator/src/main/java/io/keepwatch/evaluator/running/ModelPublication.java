package io.keepwatch.evaluator.running;

import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.ScoreModel;
import io.keepwatch.contracts.ScoreModelJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.score.Model;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells {@code keepwatch.model} what people are scored with, before anybody is: a rule set judges from when the broker has
 * acknowledged its model. So no score names a model that could still be lost, whatever dies in between. Where the broker is
 * away the set before goes on judging, and the model is sent again and again. Told by every instance and at every start,
 * it is the same record.
 */
final class ModelPublication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPublication.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** The least that a producer may be given to deliver in; the next attempt follows. */
    private static final Duration DELIVER_WITHIN = Duration.ofSeconds(5);

    private static final String SOURCE = "/keepwatch/rule-evaluator";

    private final Supplier<@Nullable RuleBook> rules;
    private final Properties producer = new Properties();
    private final Clock clock;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread teller = Thread.ofPlatform().name("model-publication").unstarted(this::tell);
    private volatile @Nullable RuleBook judging;
    private volatile @Nullable String obstacle;

    /**
     * @param rules the set that is to judge; null while there is none
     * @param streams the settings of the topology; what of them is a producer's is taken over
     */
    ModelPublication(Supplier<@Nullable RuleBook> rules, Properties streams, Clock clock) {
        this.rules = rules;
        this.clock = clock;
        ProducerConfig.configNames().stream()
                .filter(streams::containsKey)
                .forEach(name -> producer.put(name, streams.get(name)));
        producer.putAll(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                DELIVER_WITHIN.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(DELIVER_WITHIN.toMillis()),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(DELIVER_WITHIN.toMillis())));
    }

    /** Returns at once. */
    void start() {
        teller.start();
    }

    /** Waits for the first set whose model is told. @return whether there is one */
    boolean await(Duration atMost) throws InterruptedException {
        return first.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The newest set whose model is told; asked between two events, so it costs next to nothing. Null before the first. */
    @Nullable
    RuleBook judging() {
        RuleBook newest = rules.get();
        if (newest != judging && newest != null && told.contains(model(newest).digest())) {
            judging = newest;
        }
        return judging;
    }

    /** Why the newest model is not told yet, where that is known. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    private static Model model(RuleBook book) {
        return book.model().model();
    }

    private void tell() {
        try {
            Duration pause = LOOK_EVERY;
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                RuleBook newest = rules.get();
                pause = LOOK_EVERY;
                if (newest != null && !told.contains(model(newest).digest()) && !tell(model(newest))) {
                    pause = LONGEST_PAUSE;
                } else if (judging() != null) {
                    first.countDown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether the broker has it */
    private boolean tell(Model model) throws InterruptedException {
        ScoreModel message = model.told(clock.instant());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topic.MODEL.topicName(),
                model.digest().getBytes(StandardCharsets.UTF_8),
                ScoreModelJson.write(message));
        new CloudEvent(model.digest(), SOURCE, CloudEvent.Type.MODEL, model.digest(), message.liveSince())
                .headers()
                .forEach(record.headers()::add);
        try (KafkaProducer<byte[], byte[]> once =
                new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            once.send(record).get(DELIVER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            told.add(model.digest());
            obstacle = null;
            LOG.info("the model {} is told", model.digest());
            return true;
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            String why = "the model cannot be told yet: " + e.getClass().getSimpleName();
            if (!why.equals(obstacle)) {
                LOG.warn(why);
            }
            obstacle = why;
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        teller.interrupt();
    }
}
