package io.keepwatch.cases.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** The row that says that a case has asked something of an office, which from then on may see it. */
@Entity
@Table(name = "case_asked")
class AskedEntity {
    @EmbeddedId
    Key key;

    @SuppressWarnings("NullAway.Init")
    protected AskedEntity() {}

    /** Which case asked which role. */
    @Embeddable
    record Key(@Column(name = "case_id") UUID caseId, String role) {}
}
