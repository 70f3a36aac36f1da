package io.keepwatch.cases.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A task as the API shows it. */
@Schema(name = "Task", description = "A step of an off-boarding, or an access verification.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskView(
        UUID id,

        @Schema(enumeration = {"offboarding", "access-verification"})
        String kind,

        @Schema(description = "What is to be done, for example disable-accounts.")
        String step,

        @Schema(description = "The person's key.") String subject,

        @Schema(description = "The HR event it follows from.")
        String receipt,

        @Schema(description = "A department of the programme, or the manager's key.")
        String owner,

        @Schema(
                description = "scheduled until its time begins; ended if what began it counts no more.",
                enumeration = {"scheduled", "open", "done", "ended"})
        String state,

        @Schema(description = "Its time runs from here: the departure, or the day the access changes.")
        Instant startsAt,

        @Schema(description = "By when.") Instant deadline,

        @Schema(description = "Whether it is open at or after the deadline.")
        boolean overdue,

        @Schema(description = "When the owner was told that it is overdue.") @Nullable
        Instant overdueAt,

        @Schema(description = "When the SOC lead was told.") @Nullable
        Instant escalatedAt,

        @Schema(description = "When it was done or ended.") @Nullable
        Instant closedAt,

        @Schema(description = "Who said that it is done.") @Nullable
        String closedBy,

        @Schema(description = "What was shown for it.") @Nullable
        String evidence,

        @Schema(
                description = "What an access verification came to.",
                enumeration = {"verified", "adjusted", "revoked"})
        @Nullable
        String outcome,

        @Schema(description = "When it last turned out not to be done.") @Nullable
        Instant reopenedAt,

        @Schema(description = "The alert that contradicted what was claimed.") @Nullable
        String alert,

        @Schema(description = "One more with every change; the ETag.")
        long version) {

    /** One page of tasks. */
    @Schema(name = "TaskPage", description = "One page; nextCursor is null on the last one.")
    record Page(List<TaskView> items, @Nullable String nextCursor) {}

    static TaskView of(TaskEntity task, Instant now) {
        return new TaskView(
                task.id,
                task.kind,
                task.step,
                task.subject,
                task.receipt,
                task.owner,
                task.state,
                task.startsAt,
                task.deadline,
                task.isOverdue(now),
                task.overdueAt,
                task.escalatedAt,
                task.closedAt,
                task.closedBy,
                task.evidence,
                task.outcome,
                task.reopenedAt,
                task.alertId,
                task.version);
    }
}
