package io.keepwatch.cases.risk;

import io.keepwatch.cases.EventLoop;
import io.keepwatch.rules.score.WholePerson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks again at scores that time has changed, so that the list of people is in order and never older than an hour. Whose
 * evidence has faded and whose circumstances are settled is left alone. Any number of instances may look; a line is held
 * by one of them.
 */
@ApplicationScoped
class Rescoring {
    private static final Logger LOG = Logger.getLogger(Rescoring.class);

    private static final int PEOPLE_AT_ONCE = 200;

    private final StandingStore standings;
    private final RiskStore records;
    private final ModelStore models;
    private final Clock domainClock;
    private final AtomicBoolean running = new AtomicBoolean();

    Rescoring(StandingStore standings, RiskStore records, ModelStore models, Clock domainClock) {
        this.standings = standings;
        this.records = records;
        this.models = models;
        this.domainClock = domainClock;
    }

    @Scheduled(every = "${keepwatch.risk.rescore-every}", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        if (!running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        EventLoop here = EventLoop.current();
        return Uni.createFrom()
                .deferred(this::round)
                .emitOn(here)
                .repeat()
                .until(looked -> looked == 0)
                .collect()
                .last()
                .onFailure()
                .invoke(Rescoring::warn)
                .onFailure()
                .recoverWithNull()
                .eventually(() -> running.set(false))
                .replaceWithVoid();
    }

    void arrived(@Observes RiskIntake.ModelArrived model) {
        EventLoop.fresh().execute(() -> look().subscribe().with(_ -> {}, Rescoring::warn));
    }

    /** @return at how many it looked; where it is none, there is no more for now */
    private Uni<Integer> round() {
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> standings.due(now, PEOPLE_AT_ONCE).chain(due -> rescore(due, now)));
    }

    private Uni<Integer> rescore(List<StandingEntity> due, Instant now) {
        if (due.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return records.newest(due.stream().map(line -> line.subject).toList())
                .chain(newest -> models.byDigest(newest.values().stream()
                                .map(record -> record.model)
                                .collect(Collectors.toSet()))
                        .chain(byDigest -> {
                            for (StandingEntity line : due) {
                                show(line, newest, byDigest, now);
                            }
                            return standings.flush();
                        }))
                .replaceWith(due.size());
    }

    private static void show(
            StandingEntity line, Map<String, RecordEntity> newest, Map<String, WholePerson> byDigest, Instant now) {
        RecordEntity record = newest.get(line.subject);
        if (record != null) {
            line.show(record.number(), record.toRisk(), byDigest.get(record.model), now);
        }
    }

    private static void warn(Throwable failure) {
        LOG.warnf("scores wait: %s", failure.getClass().getSimpleName());
    }
}
