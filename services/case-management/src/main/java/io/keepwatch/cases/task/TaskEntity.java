package io.keepwatch.cases.task;

import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.contracts.TaskEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of a task, and what can happen to it. Every change makes the next version; a change that somebody has to hear
 * of gives the event that says so.
 */
@Entity
@Table(name = "task")
class TaskEntity {
    private static final String DONE = "done";

    @Id
    UUID id;

    String kind;
    String step;
    String subject;
    String cause;
    String receipt;
    String owner;
    String state;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "starts_at")
    Instant startsAt;

    Instant target;
    Instant deadline;

    @Column(name = "escalate_at")
    Instant escalateAt;

    @Column(name = "next_at")
    @Nullable
    Instant nextAt;

    @Column(name = "opened_at")
    @Nullable
    Instant openedAt;

    @Column(name = "overdue_at")
    @Nullable
    Instant overdueAt;

    @Column(name = "escalated_at")
    @Nullable
    Instant escalatedAt;

    @Nullable
    String outcome;

    @Nullable
    String evidence;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    @Column(name = "closed_by")
    @Nullable
    String closedBy;

    @Column(name = "reopened_at")
    @Nullable
    Instant reopenedAt;

    @Column(name = "alert_id")
    @Nullable
    String alertId;

    long version;

    @SuppressWarnings("NullAway.Init")
    protected TaskEntity() {}

    /**
     * A task that waits for its time.
     *
     * @param cause the receipt that began it: with kind and step it is the task's name
     */
    @SuppressWarnings("NullAway.Init")
    TaskEntity(Plan.Item item, String subject, String cause, String receipt, Instant now) {
        this.id = UUID.nameUUIDFromBytes(
                (item.kind().wireName() + '\u0000' + cause + '\u0000' + item.step()).getBytes(StandardCharsets.UTF_8));
        this.kind = item.kind().wireName();
        this.step = item.step();
        this.subject = subject;
        this.cause = cause;
        this.receipt = receipt;
        this.createdAt = now;
        this.version = 1;
        schedule(item);
    }

    TaskState state() {
        return TaskState.ofWireName(state);
    }

    boolean is(TaskState other) {
        return state() == other;
    }

    boolean isOverdue(Instant now) {
        return is(TaskState.OPEN) && !now.isBefore(deadline);
    }

    private void schedule(Plan.Item item) {
        state = TaskState.SCHEDULED.wireName();
        owner = item.owner();
        startsAt = item.startsAt();
        target = item.deadline();
        deadline = item.deadline();
        escalateAt = item.escalateAt();
        lookAgain();
    }

    /** What began it counts again after it had ended. */
    void revive(Plan.Item item, String byReceipt) {
        if (is(TaskState.ENDED)) {
            receipt = byReceipt;
            openedAt = null;
            overdueAt = null;
            escalatedAt = null;
            closedAt = null;
            closedBy = null;
            reopenedAt = null;
            version++;
            schedule(item);
        }
    }

    /** The departure, the owner or the receipt is another one: what was told stays told. */
    void replan(Plan.Item item, String byReceipt) {
        if (is(TaskState.ENDED)
                || (receipt.equals(byReceipt)
                        && (is(TaskState.DONE) || owner.equals(item.owner()))
                        && startsAt.equals(item.startsAt())
                        && target.equals(item.deadline()))) {
            return;
        }
        receipt = byReceipt;
        startsAt = item.startsAt();
        target = item.deadline();
        if (!is(TaskState.DONE)) {
            owner = item.owner();
        }
        // The terms of a task that was opened again run from there.
        if (reopenedAt == null) {
            deadline = item.deadline();
            escalateAt = overdueAt == null ? item.escalateAt() : item.escalateAt(overdueAt);
        }
        version++;
        lookAgain();
    }

    /** Everything whose time has come, in its order and each at its own time, however late it is noticed. */
    List<Outbox.TaskStep> advance(Instant now) {
        List<Outbox.TaskStep> steps = new ArrayList<>();
        while (nextAt != null && !nextAt.isAfter(now)) {
            steps.add(next(nextAt));
        }
        return steps;
    }

    private Outbox.TaskStep next(Instant due) {
        if (is(TaskState.SCHEDULED)) {
            state = TaskState.OPEN.wireName();
            openedAt = latest(due, createdAt);
            return step(TaskEvent.OPENED, openedAt, null);
        }
        Instant known = openedAt == null ? due : latest(due, openedAt);
        if (overdueAt == null) {
            // Who hears of it late has the same time before the SOC lead does.
            escalateAt = known.plus(Duration.between(deadline, escalateAt));
            overdueAt = known;
            return step(TaskEvent.OVERDUE, overdueAt, null);
        }
        escalatedAt = latest(known, overdueAt);
        return step(TaskEvent.ESCALATED, escalatedAt, null);
    }

    /** It is done, or was done already: then only what is said of it may be new. */
    List<Outbox.TaskStep> close(@Nullable Outcome result, @Nullable String shown, String by, Instant now) {
        String word = result == null ? null : result.wireName();
        if (is(TaskState.DONE)) {
            if (!Objects.equals(outcome, word) || !Objects.equals(evidence, shown)) {
                outcome = word;
                evidence = shown;
                version++;
            }
            return List.of();
        }
        outcome = word;
        evidence = shown;
        state = TaskState.DONE.wireName();
        closedAt = now;
        closedBy = by;
        return List.of(step(TaskEvent.CLOSED, now, word == null ? DONE : word));
    }

    /** It has to be done after all, and its time runs anew. */
    List<Outbox.TaskStep> reopen(Plan.Item again, @Nullable String byAlert, @Nullable String reason, Instant now) {
        if (!is(TaskState.DONE)) {
            return List.of();
        }
        state = TaskState.OPEN.wireName();
        reopenedAt = now;
        alertId = byAlert;
        outcome = null;
        closedAt = null;
        closedBy = null;
        owner = again.owner();
        deadline = again.deadline();
        escalateAt = again.escalateAt();
        openedAt = now;
        overdueAt = null;
        escalatedAt = null;
        return List.of(step(TaskEvent.REOPENED, now, reason));
    }

    /** What began it counts no more. Whoever was told of it is told so. */
    List<Outbox.TaskStep> end(String reason, Instant now) {
        if (!is(TaskState.OPEN) && !is(TaskState.SCHEDULED)) {
            return List.of();
        }
        boolean told = is(TaskState.OPEN);
        state = TaskState.ENDED.wireName();
        closedAt = now;
        Outbox.TaskStep step = step(TaskEvent.CLOSED, now, reason);
        return told ? List.of(step) : List.of();
    }

    private Outbox.TaskStep step(String event, Instant at, @Nullable String reason) {
        version++;
        lookAgain();
        return new Outbox.TaskStep(
                new TaskEvent(
                        id + "-" + version,
                        event,
                        id.toString(),
                        kind,
                        step,
                        subject,
                        owner,
                        deadline,
                        at,
                        receipt,
                        reason),
                version);
    }

    private void lookAgain() {
        nextAt = switch (state()) {
            case SCHEDULED -> startsAt;
            case OPEN -> overdueAt == null ? deadline : escalatedAt == null ? escalateAt : null;
            case DONE, ENDED -> null;
        };
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
