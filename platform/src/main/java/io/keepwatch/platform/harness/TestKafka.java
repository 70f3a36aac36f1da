package io.keepwatch.platform.harness;

import io.keepwatch.platform.kafka.KafkaBroker;
import io.keepwatch.platform.kafka.KafkaTopics;
import io.keepwatch.platform.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Kafka broker for tests: one per JVM, in its own process, on a random port. It keeps its port and its data over
 * {@link #kill()} and {@link #restart()}, and is gone with the JVM.
 */
public final class TestKafka {
    private static final Duration START = Duration.ofSeconds(90);

    private final KafkaBroker broker;
    private final KafkaTopics topics;
    private final Path log = Children.directory().resolve("kafka.log");
    private Process process;

    private TestKafka() {
        broker = new KafkaBroker(
                KafkaBroker.builtLibraries(), Children.directory().resolve("kafka"), Ports.free(), Ports.free());
        topics = new KafkaTopics(broker.bootstrapServers());
        try {
            broker.configure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Children.run(broker.formatCommand(), log);
        process = start();
    }

    private static final class Shared {
        static final TestKafka INSTANCE = new TestKafka();
    }

    /** This JVM's broker, started at the first call. */
    public static TestKafka shared() {
        return Shared.INSTANCE;
    }

    /** {@code host:port} of the broker, the same for its whole life. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Creates the contract's topics and their dead-letter topics, where they are missing. */
    public void createTopics() {
        topics.createMissing();
    }

    /** Ends the broker's process without warning, as {@code kill -9} does. */
    public synchronized void kill() {
        Children.kill(process);
    }

    /** Starts the broker again over its data and waits until it answers; ends a running one without warning first. */
    public synchronized void restart() {
        Children.kill(process);
        process = start();
    }

    private Process start() {
        Process started = Children.start(broker.command(), log);
        Children.awaitReady(started, () -> Ports.accepts(broker.port()) && topics.brokerAnswers(), START, log);
        return started;
    }
}
