package io.keepwatch.cases.hr;

import io.keepwatch.contracts.HrEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of an HR event, without the details: they are HR's own words, and nothing here needs them. */
@Entity
@Immutable
@Table(name = "hr_event")
class HrEventEntity {
    @Id
    String receipt;

    /** The order of arrival; the database counts. */
    @Column(insertable = false, updatable = false)
    long seq;

    String subject;
    String event;

    @Nullable
    LocalDate effective;

    Instant occurred;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "monitoring_kind")
    @Nullable
    String monitoringKind;

    @Column(name = "monitoring_from")
    @Nullable
    Instant monitoringFrom;

    @Column(name = "monitoring_until")
    @Nullable
    Instant monitoringUntil;

    @Nullable
    String withdraws;

    @SuppressWarnings("NullAway.Init")
    protected HrEventEntity() {}

    HrEventEntity(HrEvent said) {
        this.receipt = said.receipt();
        this.subject = said.subject();
        this.event = said.event();
        this.effective = said.effective();
        this.occurred = said.occurred();
        this.receivedAt = said.receivedAt();
        this.withdraws = said.withdraws();
        HrEvent.Monitoring monitoring = said.monitoring();
        if (monitoring != null) {
            this.monitoringKind = monitoring.kind();
            this.monitoringFrom = monitoring.from();
            this.monitoringUntil = monitoring.until();
        }
    }

    Told toTold() {
        HrEvent.Monitoring monitoring = monitoringKind == null || monitoringFrom == null
                ? null
                : new HrEvent.Monitoring(monitoringKind, monitoringFrom, monitoringUntil);
        return new Told(receipt, event, effective, occurred, receivedAt, monitoring, withdraws);
    }
}
