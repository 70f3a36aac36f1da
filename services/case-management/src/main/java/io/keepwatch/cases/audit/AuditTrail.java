package io.keepwatch.cases.audit;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The append-only trail of who looked at whom. */
@ApplicationScoped
public class AuditTrail implements PanacheRepository<AuditEntity> {
    private final Clock domainClock;

    AuditTrail(Clock domainClock) {
        this.domainClock = domainClock;
    }

    /** Adds an entry in the caller's transaction; if that fails, so does the look. */
    public Uni<Void> record(Caller caller, Look look) {
        return persistAndFlush(new AuditEntity(domainClock.instant(), caller, look))
                .replaceWithVoid();
    }
}
