package io.keepwatch.rules.backtest;

import io.keepwatch.rules.score.Band;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How people stand under two rule sets at the end of what was played.
 *
 * @param at the instant they are scored as of
 * @param standing how many people are in a band under the live set (first index) and in one under the candidate (second)
 * @param moved everybody whose band differs, the largest difference of scores first
 * @param live how people rose under the live set
 * @param candidate how they rose under the candidate
 */
public record BandReport(Instant at, long[][] standing, List<Moved> moved, BandTally live, BandTally candidate) {
    public BandReport {
        moved = List.copyOf(moved);
    }

    /**
     * Somebody whose band differs.
     *
     * @param subject the person's key
     * @param live the score under the live set, from 0 to 100
     * @param candidate the score under the candidate
     */
    public record Moved(String subject, double live, double candidate) {
        /** Whether the candidate's band is the higher one. */
        public boolean isUp() {
            return candidate > live;
        }
    }

    /** @param people how many there are in all, most of them without any evidence */
    static BandReport of(BandTally live, BandTally candidate, Instant at, long people) {
        Set<String> known = new TreeSet<>(live.people());
        known.addAll(candidate.people());
        long[][] standing = new long[Band.values().length][Band.values().length];
        List<Moved> moved = new ArrayList<>();
        for (String subject : known) {
            Moved person = new Moved(subject, live.score(subject, at), candidate.score(subject, at));
            Band before = Band.of(person.live());
            Band after = Band.of(person.candidate());
            standing[before.ordinal()][after.ordinal()]++;
            if (before != after) {
                moved.add(person);
            }
        }
        standing[Band.MONITOR.ordinal()][Band.MONITOR.ordinal()] += people - known.size();
        moved.sort(Comparator.comparingDouble((Moved person) -> -Math.abs(person.candidate() - person.live()))
                .thenComparing(Moved::subject));
        return new BandReport(at, standing, moved, live, candidate);
    }

    /** How many people would rise. */
    public long up() {
        return moved.stream().filter(Moved::isUp).count();
    }

    /** How many people would fall. */
    public long down() {
        return moved.size() - up();
    }
}
