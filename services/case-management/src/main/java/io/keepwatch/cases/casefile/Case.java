package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.CaseEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case about a person. Every change makes the next version of it and one event that says so.
 *
 * @param id derived from what opened it, so that the same history makes the same case
 * @param outcome what it came to, once that is known
 * @param band monitor, investigate or immediate; null until the person is scored
 * @param score 0 to 100; null until the person is scored
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

    /** Opens an investigation because of an alert, which is its first. */
    static Step open(KeptAlert kept, Instant now) {
        CaseKind kind = CaseKind.INVESTIGATION;
        Alert alert = kept.alert();
        Case opened = new Case(
                idOf(kind, kept),
                kind,
                alert.subject(),
                CaseState.INITIAL_ASSESSMENT,
                null,
                null,
                null,
                null,
                now,
                null,
                1);
        return new Step(opened, opened.event(CaseEvent.OPENED, alert, now));
    }

    Step attach(Alert alert, Instant now) {
        return next(CaseEvent.ALERT_ATTACHED, alert, now);
    }

    /** Nothing is left to do about one of its alerts, whether the case is open or not. */
    Step settle(Alert alert, Instant now) {
        return next(CaseEvent.ALERT_SETTLED, alert, now);
    }

    private Step next(String event, Alert alert, Instant now) {
        Case next = new Case(id, kind, subject, state, outcome, band, score, assignee, openedAt, closedAt, version + 1);
        return new Step(next, next.event(event, alert, now));
    }

    /** The id of an event is its case and version: published twice, it is the same event. */
    private CaseEvent event(String event, Alert alert, Instant now) {
        return new CaseEvent(
                id + "-" + version,
                event,
                id.toString(),
                version,
                kind.wireName(),
                state.wireName(),
                subject,
                now,
                new CaseEvent.AlertSummary(
                        alert.id(), alert.rule(), alert.severity(), alert.title(), alert.description(), alert.at()));
    }

    /** An alert that activity opened again after its case was closed opens another case. */
    private static UUID idOf(CaseKind kind, KeptAlert kept) {
        String name = kind.wireName()
                + '\u0000'
                + kept.alert().subject()
                + '\u0000'
                + kept.alert().id()
                + (kept.reopenings() == 0 ? "" : "\u0000" + kept.reopenings());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
