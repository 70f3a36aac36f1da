package io.keepwatch.cases.task;

import io.keepwatch.cases.hr.Told;
import io.keepwatch.cases.timeline.Entry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Off-boardings (S2-087 … S2-093): one for each departure of a person. Of several terminations that stand the earliest
 * departure counts; where none stands any more, it has ended.
 */
@ApplicationScoped
class Offboardings {
    static final String WITHDRAWN = "withdrawn";
    static final String REHIRED = "rehired";

    private final TaskStore store;
    private final Plan plan;
    private final Announcements announcements;

    Offboardings(TaskStore store, Plan plan, Announcements announcements) {
        this.store = store;
        this.plan = plan;
        this.announcements = announcements;
    }

    /** What follows for the person's off-boarding from everything that HR told. */
    Uni<Void> follow(Followed followed) {
        Optional<Told> counts = followed.standing().terminations().stream()
                .min(Comparator.comparing(termination -> Plan.departure(termination, followed.person())));
        return store.openOffboarding(followed.subject()).chain(open -> {
            if (counts.isPresent()) {
                return open == null ? begin(followed, counts.get()) : goOn(followed, counts.get(), open);
            }
            return open == null ? Uni.createFrom().voidItem() : end(followed, open);
        });
    }

    private Uni<Void> begin(Followed followed, Told termination) {
        // A rehiring that was withdrawn lets an off-boarding go on that had ended.
        return store.offboarding(termination.receipt()).chain(ended -> {
            OffboardingEntity offboarding =
                    ended == null ? new OffboardingEntity(followed.subject(), termination, followed.person()) : ended;
            offboarding.count(termination, followed.person());
            planSteps(followed, termination, offboarding);
            return store.keep(offboarding)
                    .chain(() -> announcements.note(entry(
                            "offboarding-begun",
                            offboarding,
                            followed.now(),
                            Map.of("receipt", termination.receipt()))));
        });
    }

    private Uni<Void> goOn(Followed followed, Told termination, OffboardingEntity open) {
        Instant before = open.departure;
        String zoneBefore = open.zone;
        String receiptBefore = open.receipt;
        open.count(termination, followed.person());
        planSteps(followed, termination, open);
        boolean same =
                before.equals(open.departure) && zoneBefore.equals(open.zone) && receiptBefore.equals(open.receipt);
        return store.flush()
                .chain(() -> same
                        ? Uni.createFrom().voidItem()
                        : announcements.note(
                                entry("departure-moved", open, followed.now(), Map.of("before", before.toString()))));
    }

    private Uni<Void> end(Followed followed, OffboardingEntity open) {
        Told because = followed.standing().whatEnded(open.receipt).orElse(null);
        String by = because == null ? open.receipt : because.receipt();
        String reason = because == null || because.withdraws() != null ? WITHDRAWN : REHIRED;
        followed.end(TaskKind.OFFBOARDING, open.id, reason);
        open.end(by, reason, followed.now());
        return store.flush()
                .chain(() -> announcements.note(
                        entry("offboarding-ended", open, followed.now(), Map.of("reason", reason, "receipt", by))));
    }

    private void planSteps(Followed followed, Told termination, OffboardingEntity offboarding) {
        plan.offboarding(termination, followed.person())
                .forEach(item -> followed.plan(item, offboarding.id, termination.receipt()));
    }

    private static Entry entry(String event, OffboardingEntity of, Instant now, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.put("departure", of.departure.toString());
        details.put("zone", of.zoneKnown ? of.zone : of.zone + ", until the person is known");
        return Entry.ofTask(event + ":" + of.id + ":" + now, of.subject, now, event, details);
    }
}
