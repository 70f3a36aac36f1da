package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.AlertStore;
import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.cases.timeline.Entry;
import io.keepwatch.cases.timeline.TimelineStore;
import io.keepwatch.contracts.CaseEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Keeps what became of dockets: the case, its alerts, its events and its place in the timeline, and nothing less. */
@ApplicationScoped
class Dockets {
    private final AlertStore alerts;
    private final CaseStore cases;
    private final Outbox outbox;
    private final TimelineStore timeline;

    Dockets(AlertStore alerts, CaseStore cases, Outbox outbox, TimelineStore timeline) {
        this.alerts = alerts;
        this.cases = cases;
        this.outbox = outbox;
        this.timeline = timeline;
    }

    /**
     * The live alerts of a person that have no case and would belong to one of this kind that opens.
     *
     * @param at of what opens it
     * @param arriving alerts that are not waiting, because they are looked at themselves
     */
    Uni<List<KeptAlert>> waiting(CaseKind kind, String subject, Instant at, Set<String> arriving) {
        return alerts.waiting(kind.route(), subject, at.minus(Docket.LOOK_BACK))
                .map(found -> found.stream()
                        .filter(alert -> !arriving.contains(alert.alert().id()))
                        .toList());
    }

    /** @return whether anything had become of it */
    Uni<Boolean> keep(Docket docket) {
        Case current = docket.current();
        if (current == null || docket.events().isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return cases.keep(current)
                .chain(() -> alerts.attach(docket.attached(), current.id()))
                .chain(() -> outbox.add(current.id(), docket.events()))
                .chain(() -> timeline.add(docket.events().stream()
                        .filter(event -> event.event().equals(CaseEvent.OPENED))
                        .map(Entry::of)
                        .toList()))
                .replaceWith(true);
    }
}
