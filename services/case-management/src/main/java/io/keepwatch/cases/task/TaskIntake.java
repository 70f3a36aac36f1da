package io.keepwatch.cases.task;

import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.hr.HrStore;
import io.keepwatch.cases.hr.Told;
import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.cases.person.People;
import io.keepwatch.cases.person.SubjectLocks;
import io.keepwatch.cases.timeline.Entry;
import io.keepwatch.cases.timeline.TimelineStore;
import io.keepwatch.contracts.HrEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What follows from messages for tasks: what HR tells begins, moves and ends them, a person's identity corrects zone and
 * owner, and activity after a departure contradicts what was claimed. What is delivered again changes nothing.
 */
@ApplicationScoped
public class TaskIntake {
    /** The rule of the watch over the accounts of people who left. */
    private static final String EX_EMPLOYEE_RULE = "ex-employee-activity";

    private final SubjectLocks locks;
    private final People people;
    private final HrStore hr;
    private final TaskStore store;
    private final Offboardings offboardings;
    private final Plan plan;
    private final TimelineStore timeline;
    private final Announcements announcements;
    private final Clock domainClock;

    TaskIntake(
            SubjectLocks locks,
            People people,
            HrStore hr,
            TaskStore store,
            Offboardings offboardings,
            Plan plan,
            TimelineStore timeline,
            Announcements announcements,
            Clock domainClock) {
        this.locks = locks;
        this.people = people;
        this.hr = hr;
        this.store = store;
        this.offboardings = offboardings;
        this.plan = plan;
        this.timeline = timeline;
        this.announcements = announcements;
        this.domainClock = domainClock;
    }

    /** Takes what HR told, in the order of its delivery. */
    public Uni<Void> takeHrEvents(List<HrEvent> events) {
        Set<String> subjects = events.stream().map(HrEvent::subject).collect(Collectors.toSet());
        return Panache.withTransaction(() -> locks.take(subjects)
                        .chain(() -> hr.keep(events))
                        .call(fresh ->
                                timeline.add(fresh.stream().map(Entry::of).toList()))
                        .chain(this::followEach))
                .invoke(announcements::committed)
                .replaceWithVoid();
    }

    /**
     * Something is known of these people that was not before; in the caller's transaction, which holds their locks.
     *
     * @return what happened, for {@link #committed}
     */
    public Uni<List<Outbox.TaskStep>> learned(Collection<String> subjects) {
        return store.concerned(subjects).chain(this::follow);
    }

    /**
     * Alerts have arrived or changed; in the caller's transaction, which holds the locks of their people. Activity after
     * an account was said to be disabled shows that it was not.
     *
     * @return what happened, for {@link #committed}
     */
    public Uni<List<Outbox.TaskStep>> contradicted(List<KeptAlert> changed) {
        List<KeptAlert> ofLeavers = changed.stream()
                .filter(alert -> alert.live() && alert.alert().rule().equals(EX_EMPLOYEE_RULE))
                .toList();
        return eachOf(ofLeavers, this::contradict);
    }

    /** The caller's transaction was committed. */
    public void committed(List<Outbox.TaskStep> steps) {
        announcements.committed(steps);
    }

    private Uni<List<Outbox.TaskStep>> contradict(KeptAlert alert) {
        Instant now = now();
        String subject = alert.alert().subject();
        return people.profile(subject)
                .chain(person -> store.held(subject).chain(tasks -> {
                    List<Outbox.TaskStep> steps = new ArrayList<>();
                    for (TaskEntity task : tasks) {
                        Instant closedAt = task.closedAt;
                        if (task.is(TaskState.DONE)
                                && task.kind.equals(TaskKind.OFFBOARDING.wireName())
                                && plan.isContradictedByActivity(task.step)
                                && closedAt != null
                                && alert.tellsOfActivityAfter(closedAt)) {
                            String reason = "activity after it was said to be done: alert "
                                    + alert.alert().id();
                            plan.again(TaskKind.OFFBOARDING, task.step, now, person)
                                    .ifPresent(again -> steps.addAll(
                                            task.reopen(again, alert.alert().id(), reason, now)));
                        }
                    }
                    return announcements.make(steps, null).replaceWith(steps);
                }));
    }

    /**
     * One event after the other, however many are read at once: what one begins and the next ends has been, whether or
     * not this service was there in between.
     */
    private Uni<List<Outbox.TaskStep>> followEach(List<HrEvent> fresh) {
        Instant now = now();
        return eachOf(
                fresh,
                event -> hr.of(event.subject())
                        .chain(told -> follow(event.subject(), upTo(event.receipt(), told), now)));
    }

    private static List<Told> upTo(String receipt, List<Told> told) {
        List<Told> known = new ArrayList<>();
        for (Told one : told) {
            known.add(one);
            if (one.receipt().equals(receipt)) {
                break;
            }
        }
        return known;
    }

    private Uni<List<Outbox.TaskStep>> follow(Collection<String> subjects) {
        Instant now = now();
        return eachOf(subjects, subject -> hr.of(subject).chain(told -> follow(subject, told, now)));
    }

    private Uni<List<Outbox.TaskStep>> follow(String subject, List<Told> told, Instant now) {
        return people.profile(subject)
                .chain(person -> store.held(subject).chain(tasks -> {
                    Followed followed = Followed.of(subject, told, person, tasks, now);
                    return offboardings
                            .follow(followed)
                            .invoke(() -> verify(followed))
                            .chain(() -> store.add(followed.added()))
                            .chain(() -> announcements.make(followed.steps(), null))
                            .replaceWith(followed.steps());
                }));
    }

    /** As exactly as the store keeps it. */
    private Instant now() {
        return domainClock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void verify(Followed followed) {
        for (Told event : followed.standing().events()) {
            plan.verification(event, followed.person())
                    .ifPresent(item -> followed.plan(item, event.receipt(), event.receipt()));
        }
        for (TaskEntity task : followed.tasks()) {
            if (followed.standing().isWithdrawn(task.cause)) {
                followed.end(TaskKind.ACCESS_VERIFICATION, task.cause, Offboardings.WITHDRAWN);
            }
        }
    }

    /** One database session is for one operation at a time. */
    private static <T> Uni<List<Outbox.TaskStep>> eachOf(
            Collection<T> items, Function<T, Uni<List<Outbox.TaskStep>>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .in(ArrayList<Outbox.TaskStep>::new, Collection::addAll)
                .map(List::copyOf);
    }
}
