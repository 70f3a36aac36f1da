package io.keepwatch.cases.task;

import io.keepwatch.cases.hr.Standing;
import io.keepwatch.cases.hr.Told;
import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.cases.person.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person while it is worked out what follows from everything HR told: told once more, the same follows. Not
 * thread-safe.
 *
 * @param tasks all of the person, held by the transaction
 * @param added tasks that are to be kept
 * @param steps what happened to tasks, in order
 */
record Followed(
        String subject,
        Standing standing,
        Profile person,
        Instant now,
        List<TaskEntity> tasks,
        List<TaskEntity> added,
        List<Outbox.TaskStep> steps) {

    static Followed of(String subject, List<Told> told, Profile person, List<TaskEntity> tasks, Instant now) {
        return new Followed(subject, new Standing(told), person, now, tasks, new ArrayList<>(), new ArrayList<>());
    }

    /** The person's task of this cause and step, if there is one. */
    private Optional<TaskEntity> task(TaskKind kind, String cause, @Nullable String step) {
        return tasks.stream()
                .filter(task -> task.kind.equals(kind.wireName())
                        && task.cause.equals(cause)
                        && (step == null || task.step.equals(step)))
                .findFirst();
    }

    /** Whatever the person's task of this cause was, it is now what the plan says. */
    void plan(Plan.Item item, String cause, String receipt) {
        task(item.kind(), cause, item.step())
                .ifPresentOrElse(
                        task -> {
                            task.revive(item, receipt);
                            task.replan(item, receipt);
                            steps.addAll(task.advance(now));
                        },
                        () -> {
                            TaskEntity task = new TaskEntity(item, subject, cause, receipt, now);
                            steps.addAll(task.advance(now));
                            added.add(task);
                        });
    }

    void end(TaskKind kind, String cause, String reason) {
        for (TaskEntity task : tasks) {
            if (task.kind.equals(kind.wireName()) && task.cause.equals(cause)) {
                steps.addAll(task.end(reason, now));
            }
        }
    }
}
