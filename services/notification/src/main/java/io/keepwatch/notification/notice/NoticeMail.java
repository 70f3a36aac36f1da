package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CaseEvent.AlertSummary;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a notice says in a mailbox. Everything that came from outside stands in the body, escaped by the template; the
 * header {@link #subject()} holds one printable line.
 *
 * @param subject the header line
 * @param severity P1 to P4, or a dash where no alert caused the event
 * @param title what happened, one line
 * @param description why it matters and what to do next
 * @param happened event time of the finding, or else of the case event
 * @param link the case in the case API
 */
@TemplateData
record NoticeMail(
        String subject,
        String headline,
        String severity,
        String title,
        String description,
        String rule,
        String person,
        String caseId,
        String caseState,
        Instant happened,
        String link) {
    static NoticeMail of(CaseEvent event, URI cases) {
        AlertSummary alert = event.alert();
        String headline = headline(event);
        String severity = alert == null ? "-" : alert.severity().name();
        String title = alert == null ? headline : alert.title();
        return new NoticeMail(
                HeaderText.of("[" + severity + "] " + title + " (" + event.caseId() + ")"),
                headline,
                severity,
                title,
                alert == null ? "" : alert.description(),
                alert == null ? "-" : alert.rule(),
                event.subject(),
                event.caseId(),
                event.state(),
                (alert == null ? event.at() : alert.at()).truncatedTo(ChronoUnit.SECONDS),
                CaseLink.to(event.caseId(), cases));
    }

    private static String headline(CaseEvent event) {
        return switch (event.event()) {
            case CaseEvent.OPENED -> "A case was opened";
            case CaseEvent.ALERT_ATTACHED -> "An alert was added to an open case";
            default -> "A case changed";
        };
    }
}
