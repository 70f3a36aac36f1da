package io.keepwatch.cases.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of a case. */
@Entity
@Table(name = "case_file")
class CaseEntity {
    @Id
    UUID id;

    String kind;
    String subject;
    String state;

    @Nullable
    String outcome;

    @Nullable
    String band;

    @Nullable
    Double score;

    @Nullable
    String assignee;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    long version;

    @SuppressWarnings("NullAway.Init")
    protected CaseEntity() {}

    @SuppressWarnings("NullAway.Init")
    CaseEntity(Case file) {
        this.id = file.id();
        show(file);
    }

    final void show(Case file) {
        kind = file.kind().wireName();
        subject = file.subject();
        state = file.state().wireName();
        outcome = file.outcome();
        band = file.band();
        score = file.score();
        assignee = file.assignee();
        openedAt = file.openedAt();
        closedAt = file.closedAt();
        version = file.version();
    }

    Case toCase() {
        return new Case(
                id,
                CaseKind.ofWireName(kind),
                subject,
                CaseState.ofWireName(state),
                outcome,
                band,
                score,
                assignee,
                openedAt,
                closedAt,
                version);
    }
}
