package io.keepwatch.cases.casefile;

import io.keepwatch.cases.audit.AuditTrail;
import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.audit.Look;
import io.keepwatch.cases.http.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at a person: who may, and each look with its audit entry in one transaction. */
@ApplicationScoped
public class Looks {
    /** Who looks at anybody; whoever else may look at all, only at people of a case that has asked them something. */
    private static final Set<String> LOOK_AT_ANYBODY = Set.of("analyst", "soc-lead", "ciso", "auditor");

    private final CaseStore cases;
    private final AuditTrail audit;

    Looks(CaseStore cases, AuditTrail audit) {
        this.cases = cases;
        this.audit = audit;
    }

    /** Which people the caller may look at, as a condition on a case of theirs; null for anybody. */
    public @Nullable Visibility visibility(Caller caller) {
        return LOOK_AT_ANYBODY.stream().anyMatch(caller::is) ? null : Visibility.ofInvestigations(caller);
    }

    /**
     * Looks at a person in a transaction of its own.
     *
     * @param operation what was called, for example {@code subjects.risk}
     * @return the answer; fails with 404 where the caller may not look at the person
     */
    public <T> Uni<T> at(String operation, String subject, Caller caller, Supplier<Uni<T>> answer) {
        return Panache.withTransaction(() -> mayLookAt(subject, caller)
                        .chain(may -> may
                                ? answer.get().call(() -> audit.record(caller, Look.at(operation, subject, subject)))
                                : audit.record(caller, Look.inVain(operation, subject))
                                        .replaceWith((T) null)))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound);
    }

    private Uni<Boolean> mayLookAt(String subject, Caller caller) {
        Visibility visible = visibility(caller);
        return visible == null ? Uni.createFrom().item(true) : cases.seesACase(subject, visible);
    }
}
