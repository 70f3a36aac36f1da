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
 * @param statusAt when somebody last said what became of it, in domain time; null while nobody has
 * @param reopenings how often activity opened it again after it was closed
 * @param caseId the case it is attached to, if any
 */
public record KeptAlert(
        Alert alert,
        Instant raisedAt,
        AlertStatus status,
        @Nullable Instant statusAt,
        int reopenings,
        @Nullable UUID caseId) {

    /** Raised by this rule, an alert informs a case that is open, and never opens one. */
    private static final String INFORMS_ONLY = "leaver-data-access";

    /** The class of the indicators 1 to 7. */
    private static final String HIGH = "high";

    static KeptAlert first(Alert alert) {
        return new KeptAlert(alert, alert.raisedAt(), AlertStatus.OPEN, null, 0, null);
    }

    /**
     * This alert after another state of it was delivered; equal to this one if that says nothing new. States may come
     * repeated, late and in any order, and the result is the same: the highest count wins, among equal counts the latest
     * publication, and the alert counts as raised when it was first published.
     *
     * <p>Activity after the alert was closed opens it again (H12), and it looks for its case anew.
     */
    KeptAlert merge(Alert state) {
        boolean newer = state.count() > alert.count()
                || (state.count() == alert.count() && state.raisedAt().isAfter(alert.raisedAt()));
        boolean earlier = state.raisedAt().isBefore(raisedAt);
        if (!newer && !earlier) {
            return this;
        }
        KeptAlert merged = new KeptAlert(
                newer ? state : alert, earlier ? state.raisedAt() : raisedAt, status, statusAt, reopenings, caseId);
        return state.count() > alert.count() && merged.isContradicted() ? merged.reopened() : merged;
    }

    private boolean isContradicted() {
        return status.isClosed() && statusAt != null && tellsOfActivityAfter(statusAt);
    }

    private KeptAlert reopened() {
        return new KeptAlert(alert, raisedAt, AlertStatus.OPEN, statusAt, reopenings + 1, null);
    }

    /** This alert after somebody said what became of it. */
    KeptAlert become(AlertStatus said, Instant now) {
        return new KeptAlert(alert, raisedAt, said, now, reopenings, caseId);
    }

    /**
     * Whether it tells of activity after a time. An alert names its first activities only; of those beyond, no more is
     * known than when they were reported.
     */
    public boolean tellsOfActivityAfter(Instant time) {
        return alert.activities().stream().anyMatch(activity -> activity.time().isAfter(time))
                || (alert.count() > Alert.MOST_ACTIVITIES && alert.raisedAt().isAfter(time));
    }

    /** Whether cases take notice of it at all: a shadow alert is recorded and nothing else. */
    public boolean live() {
        return alert.mode() == Alert.Mode.LIVE;
    }

    /**
     * Whether it opens a case of its route where none is open. Concern for somebody always does (S3-32), whatever the
     * severity and also while nobody knows who it is. An investigation is opened by what is urgent (S2-041) and by a
     * high-risk indicator, whatever the score (S2-005 to S2-011); never by a rule that only informs.
     */
    public boolean opensCase() {
        if (!live()) {
            return false;
        }
        return alert.route() == Alert.Route.WELFARE
                || (!alert.rule().equals(INFORMS_ONLY) && (isUrgent() || showsHighRiskOfAPerson()));
    }

    private boolean isUrgent() {
        return alert.severity() == Severity.P1 || alert.severity() == Severity.P2;
    }

    /** What is not known to be anybody's is looked into when it is urgent. */
    private boolean showsHighRiskOfAPerson() {
        Alert.Indicator indicator = alert.indicator();
        return indicator != null && indicator.indicatorClass().equals(HIGH) && !alert.unresolved();
    }
}
