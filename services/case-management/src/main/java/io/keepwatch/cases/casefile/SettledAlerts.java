package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.alert.Settlement;
import io.keepwatch.cases.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Publishes that an alert of a case is settled, so that whoever was paged need not come, and activity that opens the alert
 * again is news that is paged again (H12). Nobody was told of an alert without a case, so that nobody is told of its end.
 */
@ApplicationScoped
class SettledAlerts implements Settlement {
    private final CaseStore cases;
    private final Outbox outbox;
    private final Event<Outbox.Filled> filled;

    SettledAlerts(CaseStore cases, Outbox outbox, Event<Outbox.Filled> filled) {
        this.cases = cases;
        this.outbox = outbox;
        this.filled = filled;
    }

    @Override
    public Uni<Void> settled(KeptAlert alert, Instant now) {
        UUID caseId = alert.caseId();
        if (caseId == null) {
            return Uni.createFrom().voidItem();
        }
        return cases.held(caseId).chain(file -> {
            Case.Step step = file.settle(alert.alert(), now);
            return cases.keep(step.next()).chain(() -> outbox.add(caseId, List.of(step.event())));
        });
    }

    @Override
    public void committed() {
        filled.fire(new Outbox.Filled());
    }
}
