package io.keepwatch.cases.task;

import io.keepwatch.cases.hr.Told;
import io.keepwatch.cases.person.Profile;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of one departure of a person. */
@Entity
@Table(name = "offboarding")
class OffboardingEntity {
    @Id
    String id;

    String subject;
    String receipt;
    Instant departure;
    String zone;

    @Column(name = "zone_known")
    boolean zoneKnown;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "ended_by")
    @Nullable
    String endedBy;

    @Column(name = "ended_reason")
    @Nullable
    String endedReason;

    @SuppressWarnings("NullAway.Init")
    protected OffboardingEntity() {}

    @SuppressWarnings("NullAway.Init")
    OffboardingEntity(String subject, Told termination, Profile person) {
        this.id = termination.receipt();
        this.subject = subject;
        count(termination, person);
    }

    /** This termination is the one that counts, for this person. */
    final void count(Told termination, Profile person) {
        receipt = termination.receipt();
        departure = Plan.departure(termination, person);
        zone = person.zone().getId();
        zoneKnown = person.known();
        endedAt = null;
        endedBy = null;
        endedReason = null;
    }

    void end(String by, String reason, Instant now) {
        endedAt = now;
        endedBy = by;
        endedReason = reason;
    }
}
