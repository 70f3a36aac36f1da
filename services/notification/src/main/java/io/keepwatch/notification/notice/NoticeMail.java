package io.keepwatch.notification.notice;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CaseEvent.AlertSummary;
import io.keepwatch.contracts.CaseEvent.ScoreSummary;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What a notice says in a mailbox. Everything that came from outside stands in the body, escaped by the template; the
 * header {@link #subject()} holds one printable line.
 *
 * @param subject the header line
 * @param severity P1 to P4; the band where the person's score caused the event; else a dash
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
        ScoreSummary score = event.score();
        String severity = "-";
        String title = headline(event);
        String description = "";
        Instant happened = event.at();
        if (alert != null) {
            severity = alert.severity().name();
            title = alert.title();
            description = alert.description();
            happened = alert.at();
        } else if (score != null) {
            severity = score.band();
            title = String.format(
                    Locale.ROOT, "The score rose to %.1f, from %s to %s", score.score(), score.before(), score.band());
            description = score.because();
            happened = score.at();
        }
        return new NoticeMail(
                HeaderText.of("[" + severity + "] " + title + " (" + event.caseId() + ")"),
                headline(event),
                severity,
                title,
                description,
                alert == null ? "-" : alert.rule(),
                event.subject(),
                event.caseId(),
                event.state(),
                happened.truncatedTo(ChronoUnit.SECONDS),
                CaseLink.to(event.caseId(), cases));
    }

    private static String headline(CaseEvent event) {
        return switch (event.event()) {
            case CaseEvent.OPENED -> "A case was opened";
            case CaseEvent.ALERT_ATTACHED -> "An alert was added to an open case";
            case CaseEvent.BAND_RAISED -> "The score of a person with an open case rose";
            default -> "A case changed";
        };
    }
}
