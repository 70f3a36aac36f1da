package io.keepwatch.rules.habit;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * What is usual for several people: the sum of a summary of each (S3-13). Summaries of different people merge exactly, in any
 * order and grouping, because all they hold is whole numbers that are added; so a person's own part can also be taken out of
 * what they are compared with. Immutable.
 */
public final class PeerHabit {
    /** Of nobody. */
    public static final PeerHabit NONE = new PeerHabit(Map.of(), Map.of(), Map.of());

    /** All of what one person does. */
    static final long WHOLE = 1 << 16;

    /** Most values of a trait kept in a summary that is published. */
    public static final int MOST_VALUES = 512;

    private final Map<Rhythm, PeerHours> hours;
    private final Map<Trait, PeerValues> values;
    private final Map<Volume, PeerSums> sums;

    PeerHabit(Map<Rhythm, PeerHours> hours, Map<Trait, PeerValues> values, Map<Volume, PeerSums> sums) {
        this.hours = hours;
        this.values = values;
        this.sums = sums;
    }

    /** One person's summary of a day: of everything of which enough is known, so that nobody learns from learners. */
    public static PeerHabit of(Habit habit, LocalDate on, HabitSettings by) {
        long day = on.toEpochDay();
        Map<Rhythm, PeerHours> hours = new EnumMap<>(Rhythm.class);
        habit.hours.forEach((rhythm, known) -> {
            if (known.weight() > 0 && habit.isLearned(known.firstDay, habit.days(known.days, day), day, by)) {
                hours.put(rhythm, PeerHours.of(known));
            }
        });
        Map<Trait, PeerValues> values = new EnumMap<>(Trait.class);
        habit.values.forEach((trait, known) -> {
            if (known.total() > 0 && habit.isLearned(known.firstDay(), habit.days(known.days(), day), day, by)) {
                values.put(trait, PeerValues.of(known));
            }
        });
        Map<Volume, PeerSums> sums = new EnumMap<>(Volume.class);
        habit.sums.forEach((volume, known) -> {
            double days = Fading.amount(known.sketch().weight(), habit.epoch, day);
            if (habit.isLearned(known.firstDay(), days, day, by)) {
                sums.put(volume, PeerSums.of(known, habit.epoch, day));
            }
        });
        return new PeerHabit(hours, values, sums);
    }

    /** Of both; associative and commutative. The two are of different people. */
    public PeerHabit merge(PeerHabit other) {
        return new PeerHabit(
                merged(Rhythm.class, hours, other.hours, PeerHours::merge),
                merged(Trait.class, values, other.values, PeerValues::merge),
                merged(Volume.class, sums, other.sums, PeerSums::merge));
    }

    private static <K extends Enum<K>, V> Map<K, V> merged(
            Class<K> keys, Map<K, V> one, Map<K, V> other, BinaryOperator<V> merge) {
        Map<K, V> both = new EnumMap<>(keys);
        both.putAll(one);
        other.forEach((key, value) -> both.merge(key, value, merge));
        return both;
    }

    /**
     * Without a part of it. A person's part of today is not quite their part of the day on which a snapshot was made; what
     * is not there is not taken, and the difference is at most what they did since.
     */
    public PeerHabit without(PeerHabit part) {
        return new PeerHabit(
                less(Rhythm.class, hours, part.hours, PeerHours::without),
                less(Trait.class, values, part.values, PeerValues::without),
                less(Volume.class, sums, part.sums, PeerSums::without));
    }

    private static <K extends Enum<K>, V> Map<K, V> less(
            Class<K> keys, Map<K, V> all, Map<K, V> part, BiFunction<V, V, V> without) {
        Map<K, V> left = new EnumMap<>(keys);
        left.putAll(all);
        part.forEach((key, value) -> left.computeIfPresent(key, (_, of) -> without.apply(of, value)));
        return left;
    }

    /** With at most {@link #MOST_VALUES} values of each trait; to be done once, after everything is merged. */
    public PeerHabit limited() {
        Map<Trait, PeerValues> fewer = new EnumMap<>(Trait.class);
        values.forEach((trait, all) -> fewer.put(trait, all.limited(MOST_VALUES)));
        return new PeerHabit(hours, fewer, sums);
    }

    /** Whether nothing is known of anybody. */
    public boolean isEmpty() {
        return hours.isEmpty() && values.isEmpty() && sums.isEmpty();
    }

    PeerHours of(Rhythm rhythm) {
        return hours.getOrDefault(rhythm, PeerHours.NONE);
    }

    PeerValues of(Trait trait) {
        return values.getOrDefault(trait, PeerValues.NONE);
    }

    PeerSums of(Volume volume) {
        return sums.getOrDefault(volume, PeerSums.NONE);
    }
}
