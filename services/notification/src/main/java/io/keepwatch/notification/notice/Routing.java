package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CaseEvent.AlertSummary;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Severity;
import io.keepwatch.contracts.TaskEvent;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of what. A new case, a score that rises into a higher band and anything urgent reach people's mailboxes;
 * machines behind the webhook hear of everything about cases that asks for something; what an ex-employee does is paged and
 * mailed both (S1-06). All of these are for those who investigate: of a welfare case nobody is told (S3-32), it stands in
 * the list of the role welfare.
 *
 * @param pagedRules the rules whose P1 alerts are paged
 */
record Routing(Set<String> pagedRules) {
    private static final String INVESTIGATION = "investigation";

    Routing {
        pagedRules = Set.copyOf(pagedRules);
    }

    /** The destinations of a message; none for one this release has nothing to say about. */
    Set<Destination> of(Told told) {
        return switch (told) {
            case Told.OfCase(CaseEvent event) -> of(event);
            case Told.OfTask(TaskEvent event) -> of(event);
            case Told.OfMonitoring(MonitoringChange change) -> of(change);
        };
    }

    private Set<Destination> of(CaseEvent event) {
        if (!event.kind().equals(INVESTIGATION)) {
            return EnumSet.noneOf(Destination.class);
        }
        Set<Destination> destinations = switch (event.event()) {
            case CaseEvent.OPENED -> EnumSet.of(Destination.MAIL, Destination.WEBHOOK);
            case CaseEvent.ALERT_ATTACHED ->
                isUrgent(event.alert())
                        ? EnumSet.of(Destination.MAIL, Destination.WEBHOOK)
                        : EnumSet.of(Destination.WEBHOOK);
            case CaseEvent.BAND_RAISED -> EnumSet.of(Destination.MAIL, Destination.WEBHOOK);
            case CaseEvent.ALERT_SETTLED -> EnumSet.of(Destination.WEBHOOK);
            default -> EnumSet.noneOf(Destination.class);
        };
        if (!destinations.isEmpty() && isPaged(event.alert())) {
            destinations.add(Destination.PAGER);
        }
        return destinations;
    }

    /** The owner of an overdue task, and the SOC lead when it stays that way, have it in their mailbox. */
    private static Set<Destination> of(TaskEvent event) {
        return switch (event.event()) {
            case TaskEvent.OVERDUE, TaskEvent.ESCALATED -> EnumSet.of(Destination.MAIL);
            default -> EnumSet.noneOf(Destination.class);
        };
    }

    /** HR hears of a beginning, of suspicion and of an end in peace; an end that it asked for itself is no news. */
    private static Set<Destination> of(MonitoringChange change) {
        return switch (change.state()) {
            case MonitoringChange.ACTIVE, MonitoringChange.SUSPICION, MonitoringChange.EXPIRED ->
                EnumSet.of(Destination.HR);
            default -> EnumSet.noneOf(Destination.class);
        };
    }

    private static boolean isUrgent(@Nullable AlertSummary alert) {
        return alert != null && alert.severity() == Severity.P1;
    }

    private boolean isPaged(@Nullable AlertSummary alert) {
        return alert != null && alert.severity() == Severity.P1 && pagedRules.contains(alert.rule());
    }
}
