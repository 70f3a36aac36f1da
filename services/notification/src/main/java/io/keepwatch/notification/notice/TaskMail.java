package io.keepwatch.notification.notice;

import io.keepwatch.contracts.TaskEvent;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a mail says of a task that was not done in time (H07). The body is escaped by the template; the header {@link
 * #subject()} holds one printable line.
 *
 * @param subject the header line
 * @param step what is to be done
 * @param deadline by when it should have been done
 * @param link the tasks in the case API
 */
@TemplateData
record TaskMail(
        String subject,
        String headline,
        String step,
        String kind,
        String owner,
        String person,
        Instant deadline,
        String taskId,
        String reason,
        String link) {
    static TaskMail of(TaskEvent event, URI cases) {
        boolean escalated = event.event().equals(TaskEvent.ESCALATED);
        String headline = escalated ? "A task is still not done, its owner was told" : "A task is overdue";
        return new TaskMail(
                HeaderText.of((escalated ? "[escalated] " : "[overdue] ") + event.step() + " (" + event.task() + ")"),
                headline,
                event.step(),
                event.kind(),
                event.owner(),
                event.subject(),
                event.deadline().truncatedTo(ChronoUnit.SECONDS),
                event.task(),
                event.reason() == null ? "" : event.reason(),
                CaseLink.toTasks(cases));
    }
}
