package io.keepwatch.cases.risk;

import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Evidence;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** The row of a finding that a record has no more: the past is scored with it. */
@Entity
@Immutable
@Table(name = "risk_gone")
class GoneEntity {
    @EmbeddedId
    Key key;

    String subject;

    @Column(name = "gone_at")
    Instant goneAt;

    String document;

    @SuppressWarnings("NullAway.Init")
    protected GoneEntity() {}

    /**
     * @param record the first that has it no more
     * @param before the record before, which has it
     */
    GoneEntity(RecordEntity record, Risk before, Risk.Finding finding) {
        this.key = new Key(record.number(), finding.id());
        this.subject = record.subject;
        Duration life = finding.halfLife().multipliedBy(Evidence.LIVES);
        Instant end = finding.at().plus(life);
        // What did not fade gave way to something else, and is not counted from then on.
        this.goneAt = RecordEntity.micros(end.isBefore(record.exactAt()) ? end : record.exactAt());
        this.document = RecordEntity.write(new Risk(
                before.id(),
                before.subject(),
                before.at(),
                before.recordedAt(),
                before.score(),
                before.band(),
                before.reason(),
                before.model(),
                List.of(finding),
                List.of()));
    }

    Knowledge.Gone toGone() {
        return new Knowledge.Gone(RecordEntity.read(document).evidence().getFirst(), goneAt);
    }

    /** Which finding is missing since which record. */
    @Embeddable
    record Key(long seq, String finding) {}
}
