package io.keepwatch.cases.person;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row of a person. */
@Entity
@Table(name = "person")
class PersonEntity {
    @Id
    String subject;

    short exposure;

    @Column(name = "valid_from")
    Instant validFrom;

    @SuppressWarnings("NullAway.Init")
    protected PersonEntity() {}

    PersonEntity(String subject, int exposure, Instant validFrom) {
        this.subject = subject;
        this.exposure = (short) exposure;
        this.validFrom = validFrom;
    }
}
