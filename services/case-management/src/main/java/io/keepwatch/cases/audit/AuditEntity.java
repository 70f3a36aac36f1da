package io.keepwatch.cases.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of an audit entry; the database refuses to change or delete one. */
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    Instant at;
    String actor;

    @Column(name = "actor_id")
    String actorId;

    String operation;

    @Nullable
    String asked;

    String[] subjects;
    boolean given;

    @SuppressWarnings("NullAway.Init")
    protected AuditEntity() {}

    AuditEntity(Instant at, Caller caller, Look look) {
        this.at = at;
        this.actor = caller.name();
        this.actorId = caller.id();
        this.operation = look.operation();
        this.asked = look.asked();
        this.subjects = look.subjects().toArray(String[]::new);
        this.given = look.given();
    }
}
