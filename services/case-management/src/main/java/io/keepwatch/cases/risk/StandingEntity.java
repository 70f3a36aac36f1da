package io.keepwatch.cases.risk;

import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.WholePerson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of where a person stands: the newest record, and what the score has come to since. */
@Entity
@Table(name = "risk_standing")
class StandingEntity {
    /** Half of what a listed score may be old, so that one look that is missed costs nothing. */
    static final Duration FRESH = Duration.ofMinutes(30);

    @Id
    String subject;

    long record;
    double score;
    String band;

    @Column(name = "scored_at")
    Instant scoredAt;

    @Column(name = "rescore_at")
    @Nullable
    Instant rescoreAt;

    @SuppressWarnings("NullAway.Init")
    protected StandingEntity() {}

    @SuppressWarnings("NullAway.Init")
    StandingEntity(String subject) {
        this.subject = subject;
    }

    /**
     * Shows the score of a record as it is by now; as the record says where its model has not arrived, to be looked at
     * again as soon as it has.
     */
    final void show(long number, Risk risk, @Nullable WholePerson model, Instant now) {
        record = number;
        // A source whose clock is a little ahead must not hide for that long what it told.
        Instant at = risk.at().isAfter(now) ? risk.at() : now;
        if (model == null) {
            score = risk.score();
            scoredAt = RecordEntity.micros(risk.at());
            rescoreAt = now;
        } else {
            score = model.score(Dossier.of(risk), at);
            scoredAt = RecordEntity.micros(at);
            rescoreAt = isStill(risk, at) ? null : RecordEntity.micros(now.plus(FRESH));
        }
        band = Band.of(score).word();
    }

    /** Whether nothing fades, begins or ends after this instant. */
    private static boolean isStill(Risk risk, Instant at) {
        Dossier dossier = Dossier.of(risk);
        return dossier.evidence().stream().noneMatch(evidence -> evidence.end().isAfter(at))
                && dossier.context().stream()
                        .noneMatch(fact -> fact.from().isAfter(at)
                                || fact.until() != null && fact.until().isAfter(at));
    }
}
