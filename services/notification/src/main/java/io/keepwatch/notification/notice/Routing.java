package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CaseEvent.AlertSummary;
import io.keepwatch.contracts.Severity;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of what. A new case and anything urgent reach people's mailboxes; machines behind the webhook hear of
 * everything.
 */
final class Routing {
    private Routing() {}

    /** The destinations of an event; none for an event this release does not know. */
    static Set<Destination> of(CaseEvent event) {
        return switch (event.event()) {
            case CaseEvent.OPENED -> EnumSet.of(Destination.MAIL, Destination.WEBHOOK);
            case CaseEvent.ALERT_ATTACHED ->
                isUrgent(event.alert())
                        ? EnumSet.of(Destination.MAIL, Destination.WEBHOOK)
                        : EnumSet.of(Destination.WEBHOOK);
            default -> EnumSet.noneOf(Destination.class);
        };
    }

    private static boolean isUrgent(@Nullable AlertSummary alert) {
        return alert != null && alert.severity() == Severity.P1;
    }
}
