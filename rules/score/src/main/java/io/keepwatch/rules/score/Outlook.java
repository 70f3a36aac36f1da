package io.keepwatch.rules.score;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What time alone will do to a score. */
final class Outlook {
    /** Between two things that happen, the curve is looked at so many times in the shortest half-life. */
    private static final int LOOKS = 4;

    private final WholePerson model;
    private final Dossier dossier;

    Outlook(WholePerson model, Dossier dossier) {
        this.model = model;
        this.dossier = dossier;
    }

    /**
     * Goes from one thing that happens to the next, and between them along the curve in steps that are short beside the
     * half-lives, because evidence that speaks for a person fades too and the curve need not only fall. Where the band is
     * another than before, the step is halved down to the millisecond.
     *
     * @param until how far to look, inclusive
     */
    @Nullable
    Crossing nextCrossing(Instant at, Instant until) {
        Band band = band(at);
        Instant from = at;
        TreeSet<Instant> happenings = happenings(at);
        if (!happenings.isEmpty() && until.isBefore(happenings.last())) {
            happenings.tailSet(until, true).clear();
            happenings.add(until);
        }
        for (Instant happens : happenings) {
            Instant last = happens.minusMillis(1);
            while (from.isBefore(last)) {
                Duration step = step(from);
                Instant to = step == null || step.compareTo(Duration.between(from, last)) > 0 ? last : from.plus(step);
                if (band(to) != band) {
                    return crossing(from, to, band);
                }
                from = to;
            }
            if (band(happens) != band) {
                return new Crossing(happens, band, band(happens));
            }
            from = happens;
        }
        return null;
    }

    private Crossing crossing(Instant before, Instant after, Band band) {
        Instant low = before;
        Instant high = after;
        while (Duration.between(low, high).toMillis() > 1) {
            Instant middle = low.plus(Duration.between(low, high).dividedBy(2));
            if (band(middle) == band) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Crossing(high, band, band(high));
    }

    private Band band(Instant at) {
        return Band.of(model.score(dossier, at));
    }

    /** Instants after this at which something begins or ends. */
    private TreeSet<Instant> happenings(Instant at) {
        TreeSet<Instant> happenings = new TreeSet<>();
        for (Evidence evidence : dossier.evidence()) {
            happenings.add(evidence.at());
            happenings.add(evidence.end());
        }
        for (ContextFact fact : dossier.context()) {
            happenings.add(fact.from());
            if (fact.until() != null) {
                happenings.add(fact.until());
            }
        }
        happenings.headSet(at, true).clear();
        return happenings;
    }

    /** How far the curve may be followed at once; null where nothing fades and it is flat. */
    private @Nullable Duration step(Instant at) {
        Duration shortest = null;
        for (Evidence evidence : dossier.evidence()) {
            if (evidence.remaining(at) > 0
                    && (shortest == null || evidence.halfLife().compareTo(shortest) < 0)) {
                shortest = evidence.halfLife();
            }
        }
        return shortest == null ? null : shortest.dividedBy(LOOKS);
    }

    /** What will happen, before anybody has asked what the score is then. */
    private record Happening(Instant at, Change.Cause cause, String name) {}

    List<Change> changesAhead(Instant at, int most) {
        List<Happening> ahead = new ArrayList<>();
        for (Evidence evidence : dossier.evidence()) {
            if (evidence.remaining(at) == 0) {
                continue;
            }
            long passed = Duration.between(evidence.at(), at).dividedBy(evidence.halfLife());
            if (passed + 1 < Evidence.LIVES) {
                Instant halved = evidence.at().plus(evidence.halfLife().multipliedBy(passed + 1));
                ahead.add(new Happening(halved, Change.Cause.EVIDENCE_HALVED, evidence.id()));
            }
            ahead.add(new Happening(evidence.end(), Change.Cause.EVIDENCE_ENDS, evidence.id()));
        }
        for (ContextFact fact : dossier.context()) {
            if (fact.from().isAfter(at)) {
                ahead.add(new Happening(fact.from(), Change.Cause.FACTOR_BEGINS, fact.factor()));
            }
            if (fact.until() != null && fact.until().isAfter(at)) {
                ahead.add(new Happening(fact.until(), Change.Cause.FACTOR_ENDS, fact.factor()));
            }
        }
        return ahead.stream()
                .sorted(Comparator.comparing(Happening::at)
                        .thenComparing(Happening::cause)
                        .thenComparing(Happening::name))
                .limit(most)
                .map(next -> new Change(next.at(), next.cause(), next.name(), model.score(dossier, next.at())))
                .toList();
    }
}
