package io.keepwatch.rules.score;

import io.keepwatch.contracts.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One finding about a person and one node, complete in itself: it means the same when the rules and kinds have changed
 * since. A finding that says something of two nodes is two of these.
 *
 * @param id names it among the person's; a grouped alert of one day is one
 * @param kind the rule or kind it is of
 * @param says what was found, as a sentence's beginning
 * @param node the node it speaks of
 * @param negative whether it speaks against the node's first state
 * @param fraction how much of its strength it has, above 0 and at most 1: unusual for the person, but not for the peers
 * @param halfLife after this time it says half as much; nothing after {@link #LIVES} of them
 * @param family findings of one family on one node count ever less; the kind where null
 * @param at event time, from when on it counts
 * @param activities those it was found in; may be empty
 * @param members ids of the findings that it combines; empty where it is no combination. That they come together is more
 *     than each of them, so it counts beside them although their activities are its own (S3-34)
 * @param until from when on it says nothing, whatever is left of it: a reason that held for a time; null where it fades
 *     alone
 */
public record Evidence(
        String id,
        String kind,
        String says,
        String node,
        Strength strength,
        boolean negative,
        double fraction,
        Duration halfLife,
        @Nullable String family,
        Instant at,
        List<String> activities,
        List<String> members,
        @Nullable Instant until) {
    /** Half-lives after which nothing is left. */
    public static final int LIVES = 10;
    /** Shortest half-life: an hour. */
    public static final Duration SHORTEST = Risk.SHORTEST_HALF_LIFE;
    /** Longest half-life: a year. */
    public static final Duration LONGEST = Risk.LONGEST_HALF_LIFE;

    private static final double LN_2 = Math.log(2);

    /** A finding that fades alone. */
    public Evidence(
            String id,
            String kind,
            String says,
            String node,
            Strength strength,
            boolean negative,
            double fraction,
            Duration halfLife,
            @Nullable String family,
            Instant at,
            List<String> activities,
            List<String> members) {
        this(id, kind, says, node, strength, negative, fraction, halfLife, family, at, activities, members, null);
    }

    /** @throws IllegalArgumentException if the fraction, the half-life or the end is out of range */
    public Evidence {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction: expected above 0 and at most 1, found " + fraction);
        }
        if (halfLife.compareTo(SHORTEST) < 0 || halfLife.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("halfLife: expected 1h to 365d, found " + halfLife);
        }
        if (until != null && until.isBefore(at)) {
            throw new IllegalArgumentException("until: expected not before " + at + ", found " + until);
        }
        activities = List.copyOf(activities);
        members = List.copyOf(members);
    }

    /** What a kind's finding says of one of its nodes. */
    public static Evidence of(
            String id, Model.Kind kind, Model.Effect effect, double fraction, Instant at, List<String> activities) {
        return new Evidence(
                id,
                kind.name(),
                kind.says(),
                effect.node(),
                effect.strength(),
                effect.negative(),
                fraction,
                effect.halfLife(),
                effect.family(),
                at,
                activities,
                List.of());
    }

    /** As it was published. */
    static Evidence of(Risk.Finding finding) {
        return new Evidence(
                finding.id(),
                finding.kind(),
                finding.says(),
                finding.node(),
                Strength.valueOf(finding.strength().toUpperCase(Locale.ROOT)),
                finding.negative(),
                finding.fraction(),
                finding.halfLife(),
                finding.family(),
                finding.at(),
                finding.activities(),
                finding.members(),
                finding.until());
    }

    /** As it is published. */
    Risk.Finding told() {
        return new Risk.Finding(
                id,
                kind,
                says,
                node,
                strength.word(),
                negative,
                fraction,
                halfLife,
                family,
                at,
                activities,
                members,
                until);
    }

    /** The same, as a combination of other findings. */
    public Evidence combining(List<String> findings) {
        return new Evidence(
                id, kind, says, node, strength, negative, fraction, halfLife, family, at, activities, findings, until);
    }

    /** The same, saying nothing from then on; never before it begins. */
    public Evidence endingAt(Instant end) {
        return new Evidence(
                id,
                kind,
                says,
                node,
                strength,
                negative,
                fraction,
                halfLife,
                family,
                at,
                activities,
                members,
                end.isBefore(at) ? at : end);
    }

    /** Whether it is found in other findings rather than in activities. */
    public boolean isCombination() {
        return !members.isEmpty();
    }

    /** From when on it says nothing more. */
    public Instant end() {
        Instant faded = at.plus(halfLife.multipliedBy(LIVES));
        return until != null && until.isBefore(faded) ? until : faded;
    }

    /** What is left of it, from 1 to 0. */
    double remaining(Instant now) {
        if (now.isBefore(at) || until != null && !now.isBefore(until)) {
            return 0;
        }
        double age = now.getEpochSecond() - at.getEpochSecond() + (now.getNano() - at.getNano()) * 1e-9;
        double lives = age / (halfLife.getSeconds() + halfLife.getNano() * 1e-9);
        // Near the end rounding must not decide: there the instants are compared.
        if (lives > LIVES - 1 && !now.isBefore(end())) {
            return 0;
        }
        return Math.exp(-LN_2 * lives);
    }
}
