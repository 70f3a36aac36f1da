package io.keepwatch.cases.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** The row that says that an account takes part in a case, and so may see it. */
@Entity
@Table(name = "case_participant")
class ParticipantEntity {
    @EmbeddedId
    Key key;

    @SuppressWarnings("NullAway.Init")
    protected ParticipantEntity() {}

    /** Who takes part in what. */
    @Embeddable
    record Key(@Column(name = "case_id") UUID caseId, String account) {}
}
