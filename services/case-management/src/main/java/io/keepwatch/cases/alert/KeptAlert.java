package io.keepwatch.cases.alert;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is kept: the newest state that was seen of it, and what became of it here.
 *
 * @param alert the newest state, as it was published
 * @param raisedAt the earliest publication that was seen of any state
 * @param status what became of it
 * @param caseId the case it is attached to, if any
 */
public record KeptAlert(
        Alert alert,
        Instant raisedAt,
        AlertStatus status,
        @Nullable UUID caseId) {

    /** Raised by this rule, an alert informs a case that is open, and never opens one. */
    private static final String INFORMS_ONLY = "leaver-data-access";

    static KeptAlert first(Alert alert) {
        return new KeptAlert(alert, alert.raisedAt(), AlertStatus.OPEN, null);
    }

    /**
     * This alert after another state of it was delivered; equal to this one if that says nothing new. States may come
     * repeated, late and in any order, and the result is the same: the highest count wins, among equal counts the latest
     * publication, and the alert counts as raised when it was first published.
     */
    KeptAlert merge(Alert state) {
        boolean newer = state.count() > alert.count()
                || (state.count() == alert.count() && state.raisedAt().isAfter(alert.raisedAt()));
        boolean earlier = state.raisedAt().isBefore(raisedAt);
        return newer || earlier
                ? new KeptAlert(newer ? state : alert, earlier ? state.raisedAt() : raisedAt, status, caseId)
                : this;
    }

    /** Whether cases take notice of it at all: a shadow alert is recorded and nothing else. */
    public boolean live() {
        return alert.mode() == Alert.Mode.LIVE;
    }

    /** Whether it opens a case where none is open (S2-041): live, P1 or P2, and not from a rule that only informs. */
    public boolean opensCase() {
        return live()
                && (alert.severity() == Severity.P1 || alert.severity() == Severity.P2)
                && !alert.rule().equals(INFORMS_ONLY);
    }
}
