package io.keepwatch.cases.task;

import io.keepwatch.cases.EventLoop;
import io.keepwatch.cases.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Opens tasks when their time begins, tells the owner when it is over, and the SOC lead when it stays so. What is due
 * stands in the rows, so that restarts and days without service only make it late: everything is told once, at its own
 * time and in its order. Any number of instances may look; a row is held by one of them.
 */
@ApplicationScoped
class DueTasks {
    private static final Logger LOG = Logger.getLogger(DueTasks.class);

    private static final int TASKS_AT_ONCE = 200;

    private final TaskStore store;
    private final Announcements announcements;
    private final Clock domainClock;
    private final AtomicBoolean running = new AtomicBoolean();

    DueTasks(TaskStore store, Announcements announcements, Clock domainClock) {
        this.store = store;
        this.announcements = announcements;
        this.domainClock = domainClock;
    }

    @Scheduled(every = "${keepwatch.tasks.every}", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        if (!running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        EventLoop here = EventLoop.current();
        return Uni.createFrom()
                .deferred(this::round)
                .emitOn(here)
                .repeat()
                .until(advanced -> advanced == 0)
                .collect()
                .last()
                .onFailure()
                .invoke(DueTasks::warn)
                .onFailure()
                .recoverWithNull()
                .eventually(() -> running.set(false))
                .replaceWithVoid();
    }

    /** @return how many tasks had something due; where it is none, there is no more for now */
    private Uni<Integer> round() {
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> store.due(now, TASKS_AT_ONCE).chain(tasks -> {
                    List<Outbox.TaskStep> steps = tasks.stream()
                            .flatMap(task -> task.advance(now).stream())
                            .toList();
                    return store.flush()
                            .chain(() -> announcements.make(steps, null))
                            .replaceWith(steps);
                }))
                .invoke(announcements::committed)
                .map(List::size);
    }

    private static void warn(Throwable failure) {
        LOG.warnf("tasks wait: %s", failure.getClass().getSimpleName());
    }
}
