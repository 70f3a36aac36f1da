package io.keepwatch.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person that their score depends on, complete in itself, and the score that follows from it; the
 * value of {@link Topic#RISK}. With the model of that digest any instant can be scored again (R16). Published when the
 * evidence, the circumstances or the published band have changed (S3-05, S3-06).
 *
 * @param id derived from what it says, the same for every delivery
 * @param subject the person's key
 * @param at the instant that the score is of; of a band that time alone changed, when the curve crossed its edge (R17)
 * @param recordedAt when it was noticed, by the domain clock; never decides about the score
 * @param score at that instant, from 0 to 100
 * @param band the band that holds for everybody who acts on it, one of {@link #BANDS}; downwards it follows the score with
 *     delay
 * @param reason what led to it, one of {@link #REASONS}
 * @param model digest of the model
 * @param evidence every finding that may still count, by id
 * @param context every circumstance that is known, also one that is over or to come
 */
public record Risk(
        String id,
        String subject,
        Instant at,
        Instant recordedAt,
        double score,
        String band,
        String reason,
        String model,
        List<Finding> evidence,
        List<Circumstance> context) {

    /** Lowest first: below 50, from 50 to 80 inclusive, above 80. */
    public static final List<String> BANDS = List.of("monitor", "investigate", "immediate");

    /** No score is higher. */
    public static final double HIGHEST_SCORE = 100;

    /** There is other evidence than before. */
    public static final String EVIDENCE = "evidence";
    /** There are other circumstances than before. */
    public static final String CIRCUMSTANCES = "circumstances";
    /** Nothing but time has changed the band. */
    public static final String TIME = "time";

    public static final Set<String> REASONS = Set.of(EVIDENCE, CIRCUMSTANCES, TIME);

    /** How much a fresh finding says, least first. */
    public static final List<String> STRENGTHS = List.of("weak", "medium", "strong", "decisive");

    /** Shortest half-life of a finding. */
    public static final Duration SHORTEST_HALF_LIFE = Duration.ofHours(1);
    /** Longest half-life of a finding. */
    public static final Duration LONGEST_HALF_LIFE = Duration.ofDays(365);

    public Risk {
        evidence = List.copyOf(evidence);
        context = List.copyOf(context);
    }

    /**
     * One finding about one node of the model; it means the same when the rules have changed since.
     *
     * @param id names it among the person's; of an alert's finding it begins with the alert's id
     * @param kind the rule or the kind of the model
     * @param says what was found, as a sentence's beginning, without anybody's name
     * @param node the node it speaks of
     * @param strength one of {@link #STRENGTHS}
     * @param negative whether it speaks against the node
     * @param fraction how much of its strength it has, above 0 and at most 1
     * @param halfLife after this time it says half as much; from 1 h to 365 d
     * @param family findings of one family on one node count ever less; the kind where null
     * @param at event time, from when on it counts
     * @param activities the earliest of those it rests on, each {@code source/id}
     * @param members ids of the findings that it combines
     * @param until from when on it says nothing, whatever is left of it; null where it fades alone
     */
    public record Finding(
            String id,
            String kind,
            String says,
            String node,
            String strength,
            boolean negative,
            double fraction,
            Duration halfLife,
            @Nullable String family,
            Instant at,
            List<String> activities,
            List<String> members,
            @Nullable Instant until) {
        public Finding {
            activities = List.copyOf(activities);
            members = List.copyOf(members);
        }

        /** A finding that fades alone. */
        public Finding(
                String id,
                String kind,
                String says,
                String node,
                String strength,
                boolean negative,
                double fraction,
                Duration halfLife,
                @Nullable String family,
                Instant at,
                List<String> activities,
                List<String> members) {
            this(id, kind, says, node, strength, negative, fraction, halfLife, family, at, activities, members, null);
        }
    }

    /**
     * A circumstance of the person (S2-025).
     *
     * @param factor as the model names it
     * @param source who told us
     * @param from begin, inclusive
     * @param until end, exclusive; null while nothing is known to end it
     */
    public record Circumstance(
            String factor,
            String source,
            Instant from,
            @Nullable Instant until) {}
}
