package io.keepwatch.notification;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Empties an outbox: runs one round of work at a time, again as long as a round moved something or somebody asked
 * meanwhile. A round that fails ends the run; the next {@link #wake()} begins another.
 */
public final class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final String name;
    private final Supplier<Uni<Integer>> round;
    private final AtomicInteger asked = new AtomicInteger();

    /** @param round answers how many items it moved */
    public Drain(String name, Supplier<Uni<Integer>> round) {
        this.name = name;
        this.round = round;
    }

    /** Asks for a run; returns at once. */
    public void wake() {
        if (asked.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        int seen = asked.get();
        Uni.createFrom()
                .deferred(round::get)
                .subscribe()
                .with(
                        moved -> {
                            if (moved > 0 || !asked.compareAndSet(seen, 0)) {
                                run();
                            }
                        },
                        failure -> {
                            asked.set(0);
                            LOG.warnf("outbox=%s not drained: %s", name, failure);
                        });
    }
}
