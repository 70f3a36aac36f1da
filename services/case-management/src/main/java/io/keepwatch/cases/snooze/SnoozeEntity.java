package io.keepwatch.cases.snooze;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.contracts.Snooze;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of a snooze; it outlives the snooze. */
@Entity
@Table(name = "snooze")
class SnoozeEntity {
    @Id
    UUID id;

    @Column(name = "alert_id")
    String alertId;

    String subject;
    String rule;
    String reason;

    @Column(name = "by_name")
    String byName;

    @Column(name = "by_id")
    String byId;

    Instant at;
    Instant until;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "ended_by")
    @Nullable
    String endedBy;

    @SuppressWarnings("NullAway.Init")
    protected SnoozeEntity() {}

    @SuppressWarnings("NullAway.Init")
    SnoozeEntity(
            UUID id, String alertId, String subject, String rule, String reason, Caller by, Instant at, Instant until) {
        this.id = id;
        this.alertId = alertId;
        this.subject = subject;
        this.rule = rule;
        this.reason = reason;
        this.byName = by.name();
        this.byId = by.id();
        this.at = at;
        this.until = until;
    }

    void end(Instant now, String by) {
        endedAt = now;
        endedBy = by;
    }

    /** When it stops holding, ended before its time or not. */
    Instant holdsUntil() {
        return endedAt != null && endedAt.isBefore(until) ? endedAt : until;
    }

    Snooze toContract() {
        return new Snooze(id.toString(), rule, alertId, reason, byName, at, holdsUntil());
    }
}
