package io.keepwatch.cases.outbox;

import io.keepwatch.contracts.CaseEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of an event on its way. */
@Entity
@Table(name = "outbox")
class OutboxEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "event_id")
    String eventId;

    @Column(name = "case_id")
    UUID caseId;

    @Column(name = "case_version")
    long caseVersion;

    String subject;

    @Column(name = "event_at")
    Instant eventAt;

    byte[] payload;

    @Column(name = "claimed_until")
    @Nullable
    Instant claimedUntil;

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    @SuppressWarnings("NullAway.Init")
    protected OutboxEntity() {}

    OutboxEntity(UUID caseId, CaseEvent event) {
        this.eventId = event.id();
        this.caseId = caseId;
        this.caseVersion = event.caseVersion();
        this.subject = event.subject();
        this.eventAt = event.at();
        this.payload = event.write();
    }
}
