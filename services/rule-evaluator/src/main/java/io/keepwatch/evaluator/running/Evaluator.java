package io.keepwatch.evaluator.running;

import io.keepwatch.evaluator.EvaluatorConfig;
import io.keepwatch.evaluator.catalogue.LoadedRules;
import io.keepwatch.evaluator.catalogue.RuleWatch;
import io.keepwatch.evaluator.judging.EvaluatorTopology;
import io.keepwatch.evaluator.judging.Judging;
import io.keepwatch.evaluator.judging.Mishaps;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.habit.HabitSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The service's life: rules first, then the topology; on the way out the topology leaves its group. */
@Singleton
public class Evaluator {
    /** People in memory may take this part of the heap unless configured. */
    private static final int PART_OF_HEAP = 4;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final EvaluatorConfig config;
    private final RuleWatch watch;
    private final LoadedRules rules;
    private final Clock clock;
    private final EvaluatorJournal journal;
    private final StreamsMeters streamsMeters;
    private final String instance;
    private final ModelPublication models;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread starter = Thread.ofPlatform().name("evaluator-start").unstarted(this::startWhenRulesAreThere);
    private volatile @Nullable Evaluation evaluation;

    Evaluator(
            EvaluatorConfig config,
            RuleWatch watch,
            LoadedRules rules,
            Clock clock,
            EvaluatorJournal journal,
            StreamsMeters streamsMeters,
            MeterRegistry meters) {
        this.config = config;
        this.watch = watch;
        this.rules = rules;
        this.clock = clock;
        this.journal = journal;
        this.streamsMeters = streamsMeters;
        this.instance = config.instance().orElseGet(() -> InstanceName.in(config.stateDirectory()));
        this.models = new ModelPublication(rules::book, settings().properties(), clock);
        meters.gauge("keepwatch.evaluator.running", this, evaluator -> evaluator.phase() == Phase.RUNNING ? 1 : 0);
        meters.gauge("keepwatch.evaluator.threads.replaced", this, Evaluator::replacedThreads);
    }

    /** This instance's name among the group's members. */
    public String instance() {
        return instance;
    }

    public Phase phase() {
        Evaluation running = evaluation;
        return running == null ? Phase.WAITING_FOR_RULES : running.phase();
    }

    /** Why it is not running, where that is known. */
    public @Nullable String obstacle() {
        Evaluation running = evaluation;
        return running == null ? models.obstacle() : running.obstacle();
    }

    void onStart(@Observes StartupEvent event) {
        watch.start();
        models.start();
        starter.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        closing.countDown();
        watch.stop();
        starter.join();
        models.close();
        Evaluation running = evaluation;
        if (running != null) {
            running.close();
        }
    }

    private double replacedThreads() {
        Evaluation running = evaluation;
        return running == null ? 0 : running.replacedThreads();
    }

    /**
     * A set that cannot be used is tried again, and so is telling its model: what comes in waits in the topic meanwhile,
     * nothing goes unjudged.
     */
    private void startWhenRulesAreThere() {
        try {
            while (closing.getCount() > 0 && !models.await(LOOK_EVERY)) {
                // Nothing to judge with yet; the status says why.
            }
            if (closing.getCount() > 0) {
                Judging judging = judging();
                Evaluation started = new Evaluation(settings(), () -> EvaluatorTopology.of(judging), streamsMeters);
                evaluation = started;
                started.start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Judging judging() {
        long heap = config.peopleHeap().orElse(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        HabitSettings habits = HabitSettings.learningFor(config.habitLearningDays());
        return new Judging(this::judgingRules, config.latenessAllowance(), habits, clock, heap, new Mishaps(), journal);
    }

    private RuleBook judgingRules() {
        return Objects.requireNonNull(models.judging(), "judging begins when there are rules whose model is told");
    }

    private StreamsSettings settings() {
        return new StreamsSettings(
                config.bootstrapServers(),
                config.stateDirectory(),
                instance,
                config.threads(),
                config.standbys(),
                config.replicationFactor(),
                config.commitInterval(),
                config.cacheBytes(),
                config.transactionTimeout(),
                config.sessionTimeout(),
                config.producerBuffer(),
                config.rocksdbCache(),
                config.rocksdbMemtable(),
                config.kafka());
    }
}
