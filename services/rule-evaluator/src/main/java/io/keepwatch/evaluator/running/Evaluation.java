package io.keepwatch.evaluator.running;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topology running until closed: waits for the topics, starts, replaces a thread that died, starts again what
 * stopped altogether. Closing leaves the group, so that the partitions go on at once elsewhere.
 */
public final class Evaluation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final StreamsSettings settings;
    private final Supplier<Topology> topology;
    private final Watcher watcher;
    private final Thread keeper = Thread.ofPlatform().name("evaluation").unstarted(this::keep);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger setbacks = new AtomicInteger();
    private final AtomicLong replaced = new AtomicLong();
    private volatile Phase phase = Phase.WAITING_FOR_TOPICS;
    private volatile @Nullable String obstacle;

    /** Told when Streams is made and when it is over, for its metrics. */
    public interface Watcher {
        /** Called before it is started. */
        void made(KafkaStreams streams);

        /** Called after it is closed. */
        void over(KafkaStreams streams);
    }

    /** @param topology asked for anew at every start */
    public Evaluation(StreamsSettings settings, Supplier<Topology> topology, Watcher watcher) {
        this.settings = settings;
        this.topology = topology;
        this.watcher = watcher;
    }

    /** Returns at once; {@link #phase} tells how far it came. */
    public void start() {
        keeper.start();
    }

    public Phase phase() {
        return phase;
    }

    /** Why it is not running, where that is known. */
    public @Nullable String obstacle() {
        return obstacle;
    }

    /** How often a stream thread died and was replaced. */
    public long replacedThreads() {
        return replaced.get();
    }

    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (keeper.isAlive()) {
            try {
                keeper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        try {
            while (awaitTopics()) {
                if (runOnce()) {
                    break;
                }
                phase = Phase.FAILED;
                if (pause()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            phase = Phase.CLOSED;
        }
    }

    /** @return false when closed meanwhile */
    private boolean awaitTopics() throws InterruptedException {
        Properties properties = settings.properties();
        while (true) {
            phase = Phase.WAITING_FOR_TOPICS;
            String found = InputTopics.obstacle(properties);
            if (found == null) {
                obstacle = null;
                setbacks.set(0);
                return !closed();
            }
            if (!found.equals(obstacle)) {
                LOG.warn("waiting: {}", found);
            }
            obstacle = found;
            if (pause()) {
                return false;
            }
        }
    }

    /** @return true when closed on purpose, false when it could not start or stopped by itself */
    private boolean runOnce() throws InterruptedException {
        try {
            KafkaStreams streams = new KafkaStreams(topology.get(), settings.properties());
            watcher.made(streams);
            try {
                run(streams);
            } finally {
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_WITHIN));
                watcher.over(streams);
            }
        } catch (KafkaException e) {
            obstacle = "Kafka Streams cannot run: " + e.getMessage();
            LOG.error("Kafka Streams cannot run; trying again", e);
        }
        return closed();
    }

    private void run(KafkaStreams streams) throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        streams.setUncaughtExceptionHandler(this::survive);
        streams.setStateListener((now, before) -> {
            switch (now) {
                case RUNNING -> {
                    setbacks.set(0);
                    phase = Phase.RUNNING;
                }
                case CREATED, REBALANCING -> phase = Phase.RESTORING;
                case PENDING_ERROR, ERROR -> failed.countDown();
                case PENDING_SHUTDOWN, NOT_RUNNING -> phase = Phase.CLOSED;
            }
        });
        phase = Phase.RESTORING;
        streams.start();
        while (!closed() && failed.getCount() > 0) {
            closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private StreamThreadExceptionResponse survive(Throwable failure) {
        long count = replaced.incrementAndGet();
        LOG.error(
                "a stream thread died of {}; it is replaced ({} so far)",
                failure.getClass().getName(),
                count);
        if (failure instanceof OutOfMemoryError) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        try {
            pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Waits the longer the more often something went wrong in a row. @return whether it was closed meanwhile */
    private boolean pause() throws InterruptedException {
        int doublings = Math.min(setbacks.getAndIncrement(), 10);
        long millis = Math.min(FIRST_PAUSE.toMillis() << doublings, LONGEST_PAUSE.toMillis());
        return closing.await(millis, TimeUnit.MILLISECONDS);
    }
}
