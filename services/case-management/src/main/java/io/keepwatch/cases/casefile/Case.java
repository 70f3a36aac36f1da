package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.risk.RiskStore.PublishedScore;
import io.keepwatch.cases.risk.Scored;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CaseEvent.AlertSummary;
import io.keepwatch.contracts.CaseEvent.ScoreSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case about a person. Every change makes the next version of it and one event that says so.
 *
 * @param id derived from what opened it, so that the same history makes the same case
 * @param outcome what it came to, once that is known
 * @param band monitor, investigate or immediate, as it was last published; null until the person is scored
 * @param score 0 to 100, when the case opened or its band last changed; null until the person is scored
 * @param assignee the account that works on it; null while nobody does
 * @param openedAt domain time
 * @param closedAt domain time; null while it is open
 * @param version 1 when opened, one more with every change
 */
public record Case(
        UUID id,
        CaseKind kind,
        String subject,
        CaseState state,
        @Nullable String outcome,
        @Nullable String band,
        @Nullable Double score,
        @Nullable String assignee,
        Instant openedAt,
        @Nullable Instant closedAt,
        long version) {

    /** A case after a change, and the event of the change. */
    public record Step(Case next, CaseEvent event) {}

    /**
     * Opens a case of the alert's kind because of an alert, which is its first.
     *
     * @param published what was last said of the person's score; null if nothing was
     */
    static Step open(KeptAlert kept, @Nullable PublishedScore published, Instant now) {
        Alert alert = kept.alert();
        String name = alert.id() + (kept.reopenings() == 0 ? "" : "\u0000" + kept.reopenings());
        Case opened = open(
                CaseKind.of(alert.route()),
                alert.subject(),
                name,
                published == null ? null : published.band(),
                published == null ? null : published.score(),
                now);
        return new Step(opened, opened.event(CaseEvent.OPENED, summary(alert), null, now));
    }

    /** Opens an investigation because the band of the person's score rose. */
    static Step open(Scored scored, Instant now) {
        ScoreSummary score = scored.score();
        Case opened = open(
                CaseKind.INVESTIGATION,
                scored.subject(),
                "risk\u0000" + score.risk(),
                score.band(),
                score.score(),
                now);
        return new Step(opened, opened.event(CaseEvent.OPENED, null, score, now));
    }

    /** @param opener what opened it; an alert that activity opened again after its case was closed opens another case */
    private static Case open(
            CaseKind kind, String subject, String opener, @Nullable String band, @Nullable Double score, Instant now) {
        String name = kind.wireName() + '\u0000' + subject + '\u0000' + opener;
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Case(id, kind, subject, CaseState.INITIAL_ASSESSMENT, null, band, score, null, now, null, 1);
    }

    Step attach(Alert alert, Instant now) {
        return next(band, score, CaseEvent.ALERT_ATTACHED, summary(alert), null, now);
    }

    /** Nothing is left to do about one of its alerts, whether the case is open or not. */
    Step settle(Alert alert, Instant now) {
        return next(band, score, CaseEvent.ALERT_SETTLED, summary(alert), null, now);
    }

    /** The person's score says something that the case does not say yet (S3-35). */
    Step learn(Scored scored, Instant now) {
        String event = !scored.isChange()
                ? CaseEvent.SCORED
                : scored.isRise() ? CaseEvent.BAND_RAISED : CaseEvent.BAND_LOWERED;
        ScoreSummary known = scored.score();
        return next(known.band(), known.score(), event, null, known, now);
    }

    private Step next(
            @Nullable String nextBand,
            @Nullable Double nextScore,
            String event,
            @Nullable AlertSummary alert,
            @Nullable ScoreSummary known,
            Instant now) {
        Case next = new Case(
                id, kind, subject, state, outcome, nextBand, nextScore, assignee, openedAt, closedAt, version + 1);
        return new Step(next, next.event(event, alert, known, now));
    }

    /** The id of an event is its case and version: published twice, it is the same event. */
    private CaseEvent event(String event, @Nullable AlertSummary alert, @Nullable ScoreSummary known, Instant now) {
        return new CaseEvent(
                id + "-" + version,
                event,
                id.toString(),
                version,
                kind.wireName(),
                state.wireName(),
                subject,
                now,
                alert,
                known);
    }

    private static AlertSummary summary(Alert alert) {
        return new AlertSummary(
                alert.id(), alert.rule(), alert.severity(), alert.title(), alert.description(), alert.at());
    }
}
