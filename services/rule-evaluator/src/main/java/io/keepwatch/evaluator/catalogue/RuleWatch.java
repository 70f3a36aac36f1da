package io.keepwatch.evaluator.catalogue;

import io.keepwatch.evaluator.RulesConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the rules directory again and again. Notifications of the file system are not asked: they miss swapped links,
 * network volumes, and whatever happened before somebody listened.
 */
@Singleton
public class RuleWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RuleWatch.class);

    private final RuleIntake intake;
    private final Duration every;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watcher = Thread.ofPlatform().name("rule-watch").unstarted(this::watch);

    RuleWatch(RulesConfig config, RuleIntake intake) {
        this.intake = intake;
        this.every = config.poll();
    }

    /** Returns at once. */
    public void start() {
        watcher.start();
    }

    /** Ends it, also in the midst of a set. */
    public void stop() throws InterruptedException {
        closing.countDown();
        watcher.interrupt();
        watcher.join();
    }

    private void watch() {
        try {
            intake.begin();
            do {
                look();
            } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing may end the watch but its end. */
    private void look() {
        try {
            intake.look(false);
        } catch (RuntimeException | Error e) {
            LOG.error("the rules directory could not be looked at; trying again", e);
        }
    }
}
