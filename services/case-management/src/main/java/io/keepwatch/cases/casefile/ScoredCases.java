package io.keepwatch.cases.casefile;

import io.keepwatch.cases.alert.KeptAlert;
import io.keepwatch.cases.outbox.Outbox;
import io.keepwatch.cases.risk.ScoreConsequences;
import io.keepwatch.cases.risk.Scored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What scores do to cases: a band that rises to Investigate opens the person's investigation if none is open, and a change
 * of the band is told of the one that is (S2-030, S2-031, S3-35). A band that stays as it is opens nothing, so that a case
 * that was closed stays closed until the score rises anew.
 */
@ApplicationScoped
class ScoredCases implements ScoreConsequences {
    private final CaseStore cases;
    private final Dockets dockets;
    private final Event<Outbox.Filled> filled;
    private final Clock domainClock;

    ScoredCases(CaseStore cases, Dockets dockets, Event<Outbox.Filled> filled, Clock domainClock) {
        this.cases = cases;
        this.dockets = dockets;
        this.filled = filled;
        this.domainClock = domainClock;
    }

    @Override
    public Uni<Boolean> follow(List<Scored> scored) {
        if (scored.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        Instant now = domainClock.instant();
        Map<String, List<Scored>> bySubject = scored.stream()
                .collect(Collectors.groupingBy(Scored::subject, LinkedHashMap::new, Collectors.toList()));
        return cases.open(CaseKind.INVESTIGATION, bySubject.keySet())
                .chain(open -> Multi.createFrom()
                        .iterable(bySubject.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(
                                person -> follow(person.getKey(), person.getValue(), open.get(person.getKey()), now))
                        .collect()
                        .in(() -> new boolean[1], (any, one) -> any[0] |= one)
                        .map(any -> any[0]));
    }

    private Uni<Boolean> follow(String subject, List<Scored> scored, @Nullable Case open, Instant now) {
        return waiting(subject, scored, open).chain(waiting -> {
            Docket docket = new Docket(open, waiting, null, now);
            scored.forEach(docket::hear);
            return dockets.keep(docket);
        });
    }

    /** Read only if a case is about to open. */
    private Uni<List<KeptAlert>> waiting(String subject, List<Scored> scored, @Nullable Case open) {
        Instant earliest = scored.stream()
                .filter(Scored::opensCase)
                .map(one -> one.score().at())
                .min(Comparator.naturalOrder())
                .orElse(null);
        return open != null || earliest == null
                ? Uni.createFrom().item(List.of())
                : dockets.waiting(CaseKind.INVESTIGATION, subject, earliest, Set.of());
    }

    @Override
    public void committed() {
        filled.fire(new Outbox.Filled());
    }
}
