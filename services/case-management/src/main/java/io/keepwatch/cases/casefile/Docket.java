package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.risk.RiskStore.PublishedScore;
import io.keepwatch.cases.risk.Scored;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person's alerts of one route, and scores, do to the person's case of one kind, one after the other: an alert that opens a case
 * opens one where none is open, and so does, for an investigation, a band that rises to Investigate; whatever comes
 * attaches to it, and what was raised in the {@link #LOOK_BACK} before it opened and had no case yet attaches too. Knows no
 * store and no clock. Not thread-safe.
 */
final class Docket {
    /** How far before the alert that opens a case earlier alerts still belong to it. */
    static final Duration LOOK_BACK = Duration.ofDays(30);

    private static final Comparator<KeptAlert> OLDEST_FIRST = Comparator.comparing(
                    (KeptAlert kept) -> kept.alert().at())
            .thenComparing(kept -> kept.alert().id());

    private final List<KeptAlert> waiting;
    private final @Nullable PublishedScore published;
    private final Instant now;
    private final List<CaseEvent> events = new ArrayList<>();
    private final List<String> attached = new ArrayList<>();
    private @Nullable Case current;

    /**
     * @param open the open case of the kind, if there is one
     * @param waiting the person's earlier live alerts of the kind's route without a case
     * @param published what was last said of the person's score; null if nothing was, and always of a welfare case:
     *     concern for somebody is not weighed
     * @param now domain time
     */
    Docket(@Nullable Case open, List<KeptAlert> waiting, @Nullable PublishedScore published, Instant now) {
        this.current = open;
        this.published = published;
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

    /** Takes notice of what the person's score came to. */
    void hear(Scored scored) {
        Case open = current;
        if (open == null) {
            if (scored.opensCase()) {
                Case.Step step = Case.open(scored, now);
                take(step);
                gather(step.next(), scored.score().at());
            }
        } else if (scored.isChange() || open.band() == null) {
            take(open.learn(scored, now));
        }
    }

    /** The case as it stands now; null if none is open. */
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
        Case.Step step = Case.open(kept, published, now);
        take(step);
        attached.add(kept.alert().id());
        gather(step.next(), kept.alert().at());
    }

    /** What waited for a case and is not too old belongs to the one that has opened. */
    private void gather(Case opened, Instant at) {
        Instant since = at.minus(LOOK_BACK);
        Case latest = opened;
        for (KeptAlert earlier : waiting.stream().sorted(OLDEST_FIRST).toList()) {
            if (!earlier.alert().at().isBefore(since)) {
                latest = attach(earlier.alert(), latest);
            }
        }
        waiting.clear();
    }

    private Case attach(Alert alert, Case to) {
        Case.Step step = to.attach(alert, now);
        take(step);
        attached.add(alert.id());
        return step.next();
    }

    private void take(Case.Step step) {
        current = step.next();
        events.add(step.event());
    }
}
