package io.keepwatch.cases.person;

import io.keepwatch.contracts.Identity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a person. */
@Entity
@Table(name = "person")
class PersonEntity {
    @Id
    String subject;

    short exposure;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "time_zone")
    @Nullable
    String timeZone;

    @Nullable
    String site;

    @Nullable
    String manager;

    boolean retired;

    @SuppressWarnings("NullAway.Init")
    protected PersonEntity() {}

    @SuppressWarnings("NullAway.Init")
    PersonEntity(Identity identity) {
        this.subject = identity.subject();
        show(identity);
    }

    final void show(Identity identity) {
        exposure = (short) People.exposure(identity);
        validFrom = identity.validFrom();
        timeZone = identity.timeZone();
        site = identity.site();
        manager = identity.manager();
        retired = identity.retired();
    }
}
