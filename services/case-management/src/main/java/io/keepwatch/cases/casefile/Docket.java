package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person's alerts do to the person's investigation, one alert after the other: a live P1 or P2 opens one where
 * none is open, whatever comes attaches to it, and what was raised in the {@link #LOOK_BACK} before it opened and had no
 * case yet attaches too. Knows no store and no clock. Not thread-safe.
 */
final class Docket {
    /** How far before the alert that opens a case earlier alerts still belong to it. */
    static final Duration LOOK_BACK = Duration.ofDays(30);

    private static final Comparator<KeptAlert> OLDEST_FIRST = Comparator.comparing(
                    (KeptAlert kept) -> kept.alert().at())
            .thenComparing(kept -> kept.alert().id());

    private final List<KeptAlert> waiting;
    private final Instant now;
    private final List<CaseEvent> events = new ArrayList<>();
    private final List<String> attached = new ArrayList<>();
    private @Nullable Case current;

    /**
     * @param open the open investigation, if there is one
     * @param waiting the person's earlier live alerts without a case
     * @param now domain time
     */
    Docket(@Nullable Case open, List<KeptAlert> waiting, Instant now) {
        this.current = open;
        this.waiting = new ArrayList<>(waiting);
        this.now = now;
    }

    /** Takes notice of an alert that is new or has changed. */
    void arrive(KeptAlert alert) {
        if (!alert.live() || alert.caseId() != null) {
            return;
        }
        if (current != null) {
            attach(alert.alert(), current);
        } else if (alert.opensCase()) {
            open(alert);
        } else {
            waiting.add(alert);
        }
    }

    /** The investigation as it stands now; null if none is open. */
    @Nullable
    Case current() {
        return current;
    }

    /** What happened, in order. */
    List<CaseEvent> events() {
        return List.copyOf(events);
    }

    /** The ids of the alerts that now belong to {@link #current()}. */
    List<String> attached() {
        return List.copyOf(attached);
    }

    private void open(KeptAlert kept) {
        Alert alert = kept.alert();
        Case.Step step = Case.open(kept, now);
        take(step, alert);
        Instant since = alert.at().minus(LOOK_BACK);
        Case latest = step.next();
        for (KeptAlert earlier : waiting.stream().sorted(OLDEST_FIRST).toList()) {
            if (!earlier.alert().at().isBefore(since)) {
                latest = attach(earlier.alert(), latest);
            }
        }
        waiting.clear();
    }

    private Case attach(Alert alert, Case to) {
        Case.Step step = to.attach(alert, now);
        take(step, alert);
        return step.next();
    }

    private void take(Case.Step step, Alert alert) {
        current = step.next();
        events.add(step.event());
        attached.add(alert.id());
    }
}
