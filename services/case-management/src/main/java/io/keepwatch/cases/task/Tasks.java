package io.keepwatch.cases.task;

import io.keepwatch.cases.audit.AuditTrail;
import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.audit.Look;
import io.keepwatch.cases.http.Problems;
import io.keepwatch.cases.http.RequestKeyStore;
import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.cases.person.People;
import io.keepwatch.cases.person.SubjectLocks;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reading tasks and saying what became of them; every look and act with its audit entry in one transaction. */
@ApplicationScoped
class Tasks {
    private final TaskStore store;
    private final People people;
    private final Plan plan;
    private final SubjectLocks locks;
    private final RequestKeyStore keys;
    private final AuditTrail audit;
    private final Announcements announcements;
    private final Clock domainClock;

    Tasks(
            TaskStore store,
            People people,
            Plan plan,
            SubjectLocks locks,
            RequestKeyStore keys,
            AuditTrail audit,
            Announcements announcements,
            Clock domainClock) {
        this.store = store;
        this.people = people;
        this.plan = plan;
        this.locks = locks;
        this.keys = keys;
        this.audit = audit;
        this.announcements = announcements;
        this.domainClock = domainClock;
    }

    Uni<TaskView.Page> list(TaskQuery query, String operation, Caller caller) {
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> store.page(query, now).chain(rows -> {
            List<TaskEntity> shown = rows.subList(0, Math.min(rows.size(), query.limit()));
            String next = rows.size() > query.limit()
                    ? TaskQuery.placeOf(shown.getLast()).encode(query.question())
                    : null;
            Look look = Look.list(
                    operation,
                    query.subject(),
                    shown.stream().map(task -> task.subject).toList());
            List<TaskView> items =
                    shown.stream().map(task -> TaskView.of(task, now)).toList();
            return audit.record(caller, look).replaceWith(new TaskView.Page(items, next));
        }));
    }

    /** @return the task; fails with 404 if there is none */
    Uni<TaskView> read(String id, Caller caller) {
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> find(id).chain(task -> {
                    if (task == null) {
                        return audit.record(caller, Look.inVain("tasks.read", id))
                                .replaceWith((TaskView) null);
                    }
                    return audit.record(caller, Look.at("tasks.read", id, task.subject))
                            .replaceWith(TaskView.of(task, now));
                }))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound);
    }

    /** Says of a step of the person's off-boarding that it is done, or is not. */
    Uni<TaskView> say(String subject, String step, StepRequest.Checked said, Change change, Caller caller) {
        String name = subject + '/' + step;
        return act(
                "offboarding.step",
                name,
                Set.of(subject),
                change,
                caller,
                () -> store.openOffboarding(subject)
                        .chain(open -> open == null
                                ? Uni.createFrom().nullItem()
                                : held(
                                        subject,
                                        task -> task.cause.equals(open.id)
                                                && task.kind.equals(TaskKind.OFFBOARDING.wireName())
                                                && task.step.equals(step))),
                (task, now) -> {
                    if (said.done()) {
                        return Uni.createFrom().item(task.close(null, said.evidence(), caller.name(), now));
                    }
                    return people.profile(subject)
                            .map(person -> plan.again(TaskKind.OFFBOARDING, step, now, person)
                                    .map(again -> task.reopen(again, null, said.evidence(), now))
                                    .orElse(List.of()));
                });
    }

    /** Says what an access verification came to. */
    Uni<TaskView> conclude(String id, TaskRequest.Checked said, Change change, Caller caller) {
        return Panache.withSession(() -> find(id))
                .map(task -> task == null ? Optional.<String>empty() : Optional.of(task.subject))
                .chain(subject -> act(
                        "tasks.conclude",
                        id,
                        subject.map(Set::of).orElse(Set.of()),
                        change,
                        caller,
                        () -> subject.isEmpty()
                                ? Uni.createFrom().nullItem()
                                : held(subject.get(), task -> task.id.toString().equals(id)),
                        (task, now) -> Uni.createFrom()
                                .item(verification(task).close(said.outcome(), said.evidence(), caller.name(), now))));
    }

    private static TaskEntity verification(TaskEntity task) {
        if (!task.kind.equals(TaskKind.ACCESS_VERIFICATION.wireName())) {
            throw Problems.invalidBody(List.of(new Problems.Violation(
                    "outcome", "body", "a step of an off-boarding has none: POST /v1/offboarding/{subject}/{step}")));
        }
        return task;
    }

    @FunctionalInterface
    private interface Act {
        Uni<List<Outbox.TaskStep>> on(TaskEntity task, Instant now);
    }

    private record Done(TaskView view, List<Outbox.TaskStep> steps) {}

    private Uni<TaskView> act(
            String operation,
            String asked,
            Set<String> subjects,
            Change change,
            Caller caller,
            Supplier<Uni<TaskEntity>> find,
            Act act) {
        // As exactly as the store keeps it, so that the answer to a repeat is the first one.
        Instant now = domainClock.instant().truncatedTo(ChronoUnit.MICROS);
        return Panache.withTransaction(() -> locks.take(subjects)
                        .chain(find::get)
                        .chain(task -> {
                            if (task == null || task.is(TaskState.ENDED)) {
                                return audit.record(caller, Look.inVain(operation, asked))
                                        .replaceWith((Done) null);
                            }
                            return keys.isFirst(change.key())
                                    .chain(first -> first ? make(task, change, caller, act, now) : nothing())
                                    .call(() -> audit.record(caller, Look.at(operation, asked, task.subject)))
                                    .map(steps -> new Done(TaskView.of(task, now), steps));
                        }))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .invoke(done -> announcements.committed(done.steps()))
                .map(Done::view);
    }

    private Uni<List<Outbox.TaskStep>> make(TaskEntity task, Change change, Caller caller, Act act, Instant now) {
        if (!change.matches(task)) {
            return Uni.createFrom().failure(Problems.changed());
        }
        return act.on(task, now)
                .chain(steps -> store.flush()
                        .chain(() -> announcements.make(steps, caller.name()))
                        .replaceWith(steps));
    }

    private static Uni<List<Outbox.TaskStep>> nothing() {
        return Uni.createFrom().item(List.of());
    }

    private Uni<TaskEntity> held(String subject, Predicate<TaskEntity> wanted) {
        return store.held(subject)
                .map(tasks -> tasks.stream().filter(wanted).findFirst().orElse(null));
    }

    /** Only the one spelling we give out: others name no task. */
    private Uni<TaskEntity> find(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text)
                    ? store.findById(id)
                    : Uni.createFrom().nullItem();
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().nullItem();
        }
    }
}
