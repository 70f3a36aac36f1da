package io.keepwatch.cases.outbox;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.TaskEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of an event on its way: of a case, or of a task, which then stands in the case's place. */
@Entity
@Table(name = "outbox")
class OutboxEntity {
    private static final String CASE = "case-event";
    private static final String TASK = "task-event";

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

    /** The word for the message's type. */
    String type;

    byte[] payload;

    @Column(name = "claimed_until")
    @Nullable
    Instant claimedUntil;

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    @SuppressWarnings("NullAway.Init")
    protected OutboxEntity() {}

    @SuppressWarnings("NullAway.Init")
    private OutboxEntity(
            UUID thread,
            long version,
            String eventId,
            CloudEvent.Type type,
            String subject,
            Instant at,
            byte[] payload) {
        this.eventId = eventId;
        this.caseId = thread;
        this.caseVersion = version;
        this.subject = subject;
        this.eventAt = at;
        this.type = type == CloudEvent.Type.TASK_EVENT ? TASK : CASE;
        this.payload = payload;
    }

    static OutboxEntity of(UUID caseId, CaseEvent event) {
        return new OutboxEntity(
                caseId,
                event.caseVersion(),
                event.id(),
                CloudEvent.Type.CASE_EVENT,
                event.subject(),
                event.at(),
                event.write());
    }

    static OutboxEntity of(Outbox.TaskStep step) {
        TaskEvent event = step.event();
        return new OutboxEntity(
                UUID.fromString(event.task()),
                step.version(),
                event.id(),
                CloudEvent.Type.TASK_EVENT,
                event.subject(),
                event.at(),
                event.write());
    }

    CloudEvent.Type type() {
        return type.equals(TASK) ? CloudEvent.Type.TASK_EVENT : CloudEvent.Type.CASE_EVENT;
    }
}
