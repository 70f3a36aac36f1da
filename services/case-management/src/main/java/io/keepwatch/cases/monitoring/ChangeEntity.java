package io.keepwatch.cases.monitoring;

import io.keepwatch.contracts.MonitoringChange;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of a change of a monitoring period. */
@Entity
@Immutable
@Table(name = "monitoring_change")
class ChangeEntity {
    @Id
    String id;

    /** The order of arrival; the database counts. */
    @Column(insertable = false, updatable = false)
    long seq;

    String subject;
    String period;
    String kind;
    String state;

    @Column(name = "period_from")
    Instant from;

    @Column(name = "period_until")
    @Nullable
    Instant until;

    Instant at;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Nullable
    String receipt;

    @SuppressWarnings("NullAway.Init")
    protected ChangeEntity() {}

    ChangeEntity(MonitoringChange change) {
        this.id = change.id();
        this.subject = change.subject();
        this.period = change.period();
        this.kind = change.kind();
        this.state = change.state();
        this.from = change.from();
        this.until = change.until();
        this.at = change.at();
        this.recordedAt = change.recordedAt();
        this.receipt = change.receipt();
    }

    boolean isWatch() {
        return kind.equals(MonitoringChange.EX_EMPLOYEE);
    }

    /** Nothing follows it in its period. */
    boolean isLast() {
        return state.equals(MonitoringChange.EXPIRED) || state.equals(MonitoringChange.ENDED);
    }
}
