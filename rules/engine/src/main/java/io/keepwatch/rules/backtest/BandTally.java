package io.keepwatch.rules.backtest;

import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Contribution;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Score;
import io.keepwatch.rules.score.WholePerson;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How people were scored under one rule set: the band each of them ends in, how many rise month by month, and by what. Two
 * of them add up, in any order.
 */
public final class BandTally {
    private final WholePerson model;
    private final @Nullable Instant from;
    private final @Nullable Instant until;
    /** What was told last of everybody who has or had evidence. */
    private final Map<String, Risk> last = new HashMap<>();

    private final SortedMap<YearMonth, Set<String>> raised = new TreeMap<>();
    private final Map<String, Set<String>> raisedBy = new HashMap<>();

    /**
     * @param from what rose before is not counted; null for all
     * @param until what was told then or later is not counted; null for all
     */
    BandTally(WholePerson model, @Nullable Instant from, @Nullable Instant until) {
        this.model = model;
        this.from = from;
        this.until = until;
    }

    /** Counts a person, once. */
    void add(String subject, List<Risk> told) {
        Band standing = Band.MONITOR;
        for (Risk risk : told) {
            if (until != null && !risk.at().isBefore(until)) {
                break;
            }
            last.put(subject, risk);
            Band band = band(risk);
            boolean isReported = from == null || !risk.at().isBefore(from);
            if (isReported && band.compareTo(standing) > 0) {
                raised.computeIfAbsent(YearMonth.from(risk.at().atZone(ZoneOffset.UTC)), _ -> new HashSet<>())
                        .add(subject);
                raisedBy.computeIfAbsent(strongest(risk), _ -> new HashSet<>()).add(subject);
            }
            standing = band;
        }
    }

    private static Band band(Risk risk) {
        return Band.values()[Risk.BANDS.indexOf(risk.band())];
    }

    /** The kind of finding, or the circumstance, that has the most points. */
    private String strongest(Risk risk) {
        Score score = model.explain(Dossier.of(risk), risk.at());
        return score.contributions().stream()
                .max(Comparator.comparingDouble(Contribution::points))
                .map(contribution -> contribution.evidence().kind())
                .orElse(risk.reason());
    }

    void add(BandTally other) {
        last.putAll(other.last);
        other.raised.forEach((month, people) ->
                raised.computeIfAbsent(month, _ -> new HashSet<>()).addAll(people));
        other.raisedBy.forEach((kind, people) ->
                raisedBy.computeIfAbsent(kind, _ -> new HashSet<>()).addAll(people));
    }

    /** The people who have or had evidence. */
    Set<String> people() {
        return last.keySet();
    }

    /** A person's score at an instant; that of somebody of whom nothing is known where nothing was ever told. */
    double score(String subject, Instant at) {
        Risk risk = last.get(subject);
        return risk == null ? model.prior() : model.score(Dossier.of(risk), at);
    }

    /** How many people rose to a higher band, by the month (UTC) in which they did. */
    public SortedMap<YearMonth, Integer> raised() {
        SortedMap<YearMonth, Integer> numbers = new TreeMap<>();
        raised.forEach((month, people) -> numbers.put(month, people.size()));
        return numbers;
    }

    /** How many people ever rose to a higher band. */
    public long everRaised() {
        return raised.values().stream().flatMap(Set::stream).distinct().count();
    }

    /** How many people rose with this kind of finding as the strongest, by kind. */
    public SortedMap<String, Integer> raisedBy() {
        SortedMap<String, Integer> numbers = new TreeMap<>();
        raisedBy.forEach((kind, people) -> numbers.put(kind, people.size()));
        return numbers;
    }
}
