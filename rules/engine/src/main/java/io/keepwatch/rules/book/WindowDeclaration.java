package io.keepwatch.rules.book;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a person's activities, as a rule declares it. Its name in stored state is {@link #key()}, a hash
 * of what it says, so that a rule edited elsewhere keeps its memory.
 *
 * @param index position in {@link RuleBook#windows()}
 * @param key hash of the declaration's meaning; the same in every set that declares the same
 * @param of the activity types that feed it
 * @param where attributes an activity must have, with their values ({@link String} or {@link Boolean}); the
 *     attribute {@link Attribute#PRIVILEGED} of a login that does not say is the profile's
 * @param aggregate what is computed
 * @param measured what is summed or told apart; null for a count
 * @param by JSON names of fields that split the window ({@code host}, {@code device}, …); empty for one per person
 * @param span how far it reaches
 */
public record WindowDeclaration(
        int index,
        long key,
        Set<ActivityType> of,
        Map<Attribute, Object> where,
        Aggregate aggregate,
        @Nullable Measured measured,
        List<String> by,
        Span span) {

    public WindowDeclaration {
        of = Set.copyOf(of);
        where = Map.copyOf(where);
        by = List.copyOf(by);
    }

    /** What a window computes. */
    public enum Aggregate {
        SUM,
        COUNT,
        /** How many different values. */
        DISTINCT,
        /** Whether the value was not there before. */
        FIRST_SEEN
    }

    /** What an activity has of which values are summed or told apart. */
    public sealed interface Measured {
        /** As a declaration writes it. */
        String name();

        /** An attribute of the activity. */
        record OfAttribute(Attribute attribute) implements Measured {
            @Override
            public String name() {
                return attribute.jsonName();
            }
        }

        /** The machine it happened on. */
        record OfHost() implements Measured {
            @Override
            public String name() {
                return "host";
            }
        }

        /**
         * The hour of the person's own clock, a working day's (Monday to Friday) apart from a weekend's: 48 values. Only
         * for {@link Aggregate#FIRST_SEEN}.
         */
        record OfHour() implements Measured {
            @Override
            public String name() {
                return "hour";
            }
        }
    }

    /** How far a window reaches. */
    public sealed interface Span {}

    /**
     * The half-open interval (t − over, t]. Times count in whole seconds where {@code over} is at most an hour, in whole
     * minutes where it is longer, so that a window is bounded.
     */
    public record Sliding(Duration over) implements Span {}

    /**
     * Per day of the person's calendar, compared with the days before.
     *
     * @param baselineDays most days before today that count
     * @param learningDays fewest days before today since the person was first seen; before that nothing is claimed
     */
    public record Daily(int baselineDays, int learningDays) implements Span {}

    /**
     * How many times as fast as usual: what is in the window, as if it went on for a day, divided by the mean of the days
     * before.
     *
     * @param over length of the sliding window; null for the person's day so far, which is not projected to its end
     * @param baselineDays most days before today that count
     * @param learningDays fewest days before today since the window is watched for the person; before that nothing is
     *     claimed
     */
    public record Rate(@Nullable Duration over, int baselineDays, int learningDays) implements Span {}

    /**
     * The days before, as far as {@link Aggregate#FIRST_SEEN} looks back for the same value.
     *
     * @param days what was not seen for so many days is new again
     * @param learningDays fewest days since the window is watched for the person; before that nothing is claimed
     */
    public record Lookback(int days, int learningDays) implements Span {}

    /** Whether it says how far today is from other days, and is therefore silent until enough days were seen. */
    public boolean learns() {
        return !(span instanceof Sliding);
    }
}
