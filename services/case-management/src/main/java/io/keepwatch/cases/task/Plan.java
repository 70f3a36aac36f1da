package io.keepwatch.cases.task;

import io.keepwatch.cases.hr.Told;
import io.keepwatch.cases.person.Profile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From what HR told and where the person works to who has to do what by when. Knows no store and no clock. */
@ApplicationScoped
public class Plan {
    private static final String MANAGER = "manager";

    private final TaskConfig policy;

    Plan(TaskConfig policy) {
        this.policy = policy;
    }

    /**
     * Something to do.
     *
     * @param startsAt its time runs from here
     * @param deadline by when
     * @param escalateAt when the SOC lead is told
     */
    record Item(TaskKind kind, String step, String owner, Instant startsAt, Instant deadline, Instant escalateAt) {
        /** When the SOC lead is told where the owner was told so late: the owner has the same time before that. */
        Instant escalateAt(Instant overdueAt) {
            Instant from = overdueAt.isAfter(deadline) ? overdueAt : deadline;
            return from.plus(Duration.between(deadline, escalateAt));
        }
    }

    /** When somebody leaves: with the day it takes effect, in the person's zone; else when it happened. */
    public static Instant departure(Told termination, Profile person) {
        LocalDate effective = termination.effective();
        return effective == null
                ? termination.occurred()
                : effective.atStartOfDay(person.zone()).toInstant();
    }

    /** The steps of an off-boarding. */
    List<Item> offboarding(Told termination, Profile person) {
        Term.Start start = start(termination, departure(termination, person), person);
        List<Item> items = new ArrayList<>();
        policy.offboarding().forEach((name, step) -> items.add(item(TaskKind.OFFBOARDING, name, step, start, person)));
        return items;
    }

    /** The access verification that an event begins, if it begins one. */
    Optional<Item> verification(Told event, Profile person) {
        return Optional.ofNullable(policy.verification().get(event.event())).map(step -> {
            Instant effective = departure(event, person);
            Instant from = effective.isAfter(event.receivedAt()) ? effective : event.receivedAt();
            LocalDate day = from.atZone(siteOf(person)).toLocalDate();
            return item(
                    TaskKind.ACCESS_VERIFICATION,
                    step.step(),
                    step,
                    new Term.Start(from, day, person.zone(), siteOf(person)),
                    person);
        });
    }

    /**
     * The terms of a task that is opened again, which run anew.
     *
     * @return empty where the policy knows no such step any more
     */
    Optional<Item> again(TaskKind kind, String step, Instant now, Profile person) {
        LocalDate day = now.atZone(siteOf(person)).toLocalDate();
        Term.Start start = new Term.Start(now, day, person.zone(), siteOf(person));
        return terms(kind, step).map(terms -> item(kind, step, terms, start, person));
    }

    /** Whether activity shows that this step is not done, whatever was claimed. */
    boolean isContradictedByActivity(String step) {
        TaskConfig.Step known = policy.offboarding().get(step);
        return known != null && known.contradictedByActivity();
    }

    private Optional<TaskConfig.Step> terms(TaskKind kind, String name) {
        if (kind == TaskKind.OFFBOARDING) {
            return Optional.ofNullable(policy.offboarding().get(name));
        }
        return policy.verification().values().stream()
                .filter(step -> step.step().equals(name))
                .map(TaskConfig.Step.class::cast)
                .findFirst();
    }

    private Term.Start start(Told event, Instant at, Profile person) {
        ZoneId site = siteOf(person);
        LocalDate day =
                event.effective() != null ? event.effective() : at.atZone(site).toLocalDate();
        return new Term.Start(at, day, person.zone(), site);
    }

    private ZoneId siteOf(Profile person) {
        ZoneId zone = person.site() == null ? null : policy.siteZones().get(person.site());
        return zone == null ? person.zone() : zone;
    }

    private static Item item(TaskKind kind, String name, TaskConfig.Step step, Term.Start start, Profile person) {
        Instant deadline = step.within().after(start);
        return new Item(kind, name, owner(step, person), start.at(), deadline, deadline.plus(step.escalateAfter()));
    }

    private static String owner(TaskConfig.Step step, Profile person) {
        if (!step.owner().equals(MANAGER)) {
            return step.owner();
        }
        return person.manager() != null ? person.manager() : step.otherwise().orElse(MANAGER);
    }
}
