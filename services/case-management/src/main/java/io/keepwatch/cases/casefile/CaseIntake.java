package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.AlertStore;
import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.cases.person.People;
import io.keepwatch.cases.person.SubjectLocks;
import io.keepwatch.cases.risk.RiskStore;
import io.keepwatch.cases.risk.RiskStore.PublishedScore;
import io.keepwatch.cases.task.TaskIntake;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Identity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the evaluator and the identity source say: the alerts, the cases they open or attach to, the events of that
 * and nothing less, in one transaction. Whatever is delivered again changes nothing.
 */
@ApplicationScoped
public class CaseIntake {
    private final SubjectLocks locks;
    private final People people;
    private final AlertStore alerts;
    private final CaseStore cases;
    private final TaskIntake tasks;
    private final Dockets dockets;
    private final RiskStore scores;
    private final Event<Outbox.Filled> filled;
    private final Clock domainClock;

    CaseIntake(
            SubjectLocks locks,
            People people,
            AlertStore alerts,
            CaseStore cases,
            TaskIntake tasks,
            Dockets dockets,
            RiskStore scores,
            Event<Outbox.Filled> filled,
            Clock domainClock) {
        this.locks = locks;
        this.people = people;
        this.alerts = alerts;
        this.cases = cases;
        this.tasks = tasks;
        this.dockets = dockets;
        this.scores = scores;
        this.filled = filled;
        this.domainClock = domainClock;
    }

    private record Happened(boolean toCases, List<Outbox.TaskStep> toTasks) {}

    /** Takes states of alerts in the order of their delivery. */
    public Uni<Void> takeAlerts(List<Alert> states) {
        Set<String> subjects = states.stream().map(Alert::subject).collect(Collectors.toSet());
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> locks.take(subjects)
                        .chain(() -> people.exposures(subjects))
                        .chain(exposures -> alerts.merge(states, exposures))
                        .chain(changed -> attend(changed, now)
                                .chain(happened ->
                                        tasks.contradicted(changed).map(steps -> new Happened(happened, steps)))))
                .invoke(happened -> {
                    if (happened.toCases()) {
                        filled.fire(new Outbox.Filled());
                    }
                    tasks.committed(happened.toTasks());
                })
                .replaceWithVoid();
    }

    /**
     * Takes what is known of people: who may reach more is listed further up from now on, and where they work decides by
     * when a departure's steps are due.
     */
    public Uni<Void> takeIdentities(List<Identity> identities) {
        Set<String> subjects = identities.stream().map(Identity::subject).collect(Collectors.toSet());
        return Panache.withTransaction(() -> locks.take(subjects)
                        .chain(() -> people.learn(identities))
                        .chain(changed -> oneByOne(
                                changed.entrySet(), person -> alerts.expose(person.getKey(), person.getValue())))
                        .chain(() -> tasks.learned(subjects)))
                .invoke(tasks::committed)
                .replaceWithVoid();
    }

    /** @return whether anything happened to a case */
    private Uni<Boolean> attend(List<KeptAlert> changed, Instant now) {
        Map<CaseKind, List<KeptAlert>> byKind = changed.stream()
                .filter(alert -> alert.live() && alert.caseId() == null)
                .collect(Collectors.groupingBy(
                        alert -> CaseKind.of(alert.alert().route()),
                        () -> new EnumMap<>(CaseKind.class),
                        Collectors.toList()));
        return oneByOne(byKind.entrySet(), ofKind -> attend(ofKind.getKey(), ofKind.getValue(), now))
                .replaceWith(!byKind.isEmpty());
    }

    private Uni<Void> attend(CaseKind kind, List<KeptAlert> changed, Instant now) {
        Map<String, List<KeptAlert>> bySubject = changed.stream()
                .collect(Collectors.groupingBy(
                        alert -> alert.alert().subject(), LinkedHashMap::new, Collectors.toList()));
        return cases.open(kind, bySubject.keySet())
                .chain(open -> published(kind, bySubject.keySet())
                        .chain(published -> oneByOne(
                                bySubject.entrySet(),
                                person -> attend(
                                        kind,
                                        person.getValue(),
                                        open.get(person.getKey()),
                                        published.get(person.getKey()),
                                        now))));
    }

    /** What a case that opens begins with; concern for somebody is not weighed. */
    private Uni<Map<String, PublishedScore>> published(CaseKind kind, Set<String> subjects) {
        return switch (kind) {
            case INVESTIGATION -> scores.published(subjects);
            case WELFARE -> Uni.createFrom().item(Map.of());
        };
    }

    private Uni<Void> attend(
            CaseKind kind,
            List<KeptAlert> changed,
            @Nullable Case open,
            @Nullable PublishedScore published,
            Instant now) {
        return waiting(kind, changed, open)
                .chain(waiting -> {
                    Docket docket = new Docket(open, waiting, published, now);
                    changed.forEach(docket::arrive);
                    return dockets.keep(docket);
                })
                .replaceWithVoid();
    }

    /** The alerts that were there before these, read only if a case is about to open. */
    private Uni<List<KeptAlert>> waiting(CaseKind kind, List<KeptAlert> changed, @Nullable Case open) {
        Instant earliest = changed.stream()
                .filter(KeptAlert::opensCase)
                .map(alert -> alert.alert().at())
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (open != null || earliest == null) {
            return Uni.createFrom().item(List.of());
        }
        Set<String> arriving = changed.stream().map(alert -> alert.alert().id()).collect(Collectors.toSet());
        return dockets.waiting(kind, changed.getFirst().alert().subject(), earliest, arriving);
    }

    /** One database session is for one operation at a time. */
    private static <T> Uni<Void> oneByOne(Iterable<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
