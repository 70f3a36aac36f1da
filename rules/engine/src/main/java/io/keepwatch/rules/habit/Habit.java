package io.keepwatch.rules.habit;

import io.keepwatch.rules.habit.Unusualness.State;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for one person: hours of the week, places and things used, daily amounts (S3-09, S3-10). It follows a change
 * of life, because what was seen counts half after eight weeks. Immutable; a function of what it was told and of nothing
 * else. Ask before you teach: an observation is compared with what was known before it.
 *
 * <p>Order: what comes late is placed by its own day and weighs as it would have in time. Hours and values come out the same
 * in any order within eight days and amounts as long as their day is kept ({@link Volume#daysKept}), but for the rounding
 * where an epoch of eight weeks ends in between. What was asked in the meantime was answered with what was known.
 */
public final class Habit {
    /** Of somebody never seen. */
    public static final Habit NEW = new Habit(0, Map.of(), Map.of(), Map.of(), new TreeMap<>());

    final int epoch;
    final Map<Rhythm, Hours> hours;
    final Map<Trait, Values> values;
    final Map<Volume, DaySums> sums;
    /** Parts of the record that are not a habit: what others keep beside it, and what a newer release wrote. */
    final SortedMap<Integer, byte[]> carried;

    Habit(
            int epoch,
            Map<Rhythm, Hours> hours,
            Map<Trait, Values> values,
            Map<Volume, DaySums> sums,
            SortedMap<Integer, byte[]> carried) {
        this.epoch = epoch;
        this.hours = hours;
        this.values = values;
        this.sums = sums;
        this.carried = carried;
    }

    /** The habit after an observation; this very one if it teaches nothing, so that nobody writes what is known. */
    public Habit learn(Observation seen, PersonClock clock, HabitSettings settings) {
        Habit now = inEpochOf(seen.day());
        Map<Rhythm, Hours> nextHours = copy(Rhythm.class, now.hours);
        Map<Trait, Values> nextValues = copy(Trait.class, now.values);
        Map<Volume, DaySums> nextSums = copy(Volume.class, now.sums);
        boolean isNew = now != this;
        if (seen.rhythm() != null) {
            Hours known = now.of(seen.rhythm());
            Hours learned = known.learn(seen.local(), clock, now.epoch);
            isNew |= learned != known;
            nextHours.put(seen.rhythm(), learned);
        }
        for (Map.Entry<Trait, String> value : seen.values().entrySet()) {
            Trait trait = value.getKey();
            Values known = now.of(trait);
            Values learned =
                    known.learn(Values.hash(value.getValue()), seen.day(), now.epoch, trait.capacity(), settings);
            isNew |= learned != known;
            nextValues.put(trait, learned);
        }
        for (Map.Entry<Volume, Long> amount : seen.amounts().entrySet()) {
            DaySums known = now.of(amount.getKey());
            DaySums learned = known.learn(amount.getValue(), seen.day(), now.epoch, amount.getKey());
            isNew |= learned != known;
            nextSums.put(amount.getKey(), learned);
        }
        return isNew ? new Habit(now.epoch, nextHours, nextValues, nextSums, carried) : this;
    }

    private Habit inEpochOf(long day) {
        int next = Fading.epoch(day);
        if (next <= epoch) {
            return this;
        }
        int halvings = next - epoch;
        Map<Rhythm, Hours> fadedHours = new EnumMap<>(Rhythm.class);
        hours.forEach((rhythm, known) -> fadedHours.put(rhythm, known.halved(halvings)));
        Map<Trait, Values> fadedValues = new EnumMap<>(Trait.class);
        values.forEach((trait, known) -> fadedValues.put(trait, known.halved(halvings)));
        Map<Volume, DaySums> fadedSums = new EnumMap<>(Volume.class);
        sums.forEach((volume, known) -> fadedSums.put(volume, known.halved(halvings)));
        return new Habit(next, fadedHours, fadedValues, fadedSums, carried);
    }

    private static <K extends Enum<K>, V> Map<K, V> copy(Class<K> keys, Map<K, V> map) {
        Map<K, V> copy = new EnumMap<>(keys);
        copy.putAll(map);
        return copy;
    }

    /** How unusual it is for the person to be there at this hour; working time of their profile never is. */
    public Unusualness unusualness(
            Rhythm rhythm, LocalDateTime local, PersonClock clock, Peers peers, HabitSettings by) {
        Hours known = of(rhythm);
        long day = local.toLocalDate().toEpochDay();
        double own = days(known.days, day);
        // Hours spread thinly fade to nothing sooner than the days they lie in.
        if (!isLearned(known.firstDay, own, day, by) || known.weight() == 0) {
            return Unusualness.learning(own, by);
        }
        double rarity = clock.isWorkingTime(local)
                ? 1
                : Rarity.ofHour(clock.hourOfWeek(local), known, own, peers.hours(rhythm, by), peers.days(rhythm, by));
        return Unusualness.of(rarity, own, by);
    }

    /** How unusual it is for the person to use this. */
    public Unusualness unusualness(Trait trait, String value, LocalDate on, Peers peers, HabitSettings by) {
        Values known = of(trait);
        long day = on.toEpochDay();
        double own = days(known.days(), day);
        if (!isLearned(known.firstDay(), own, day, by)) {
            return Unusualness.learning(own, by);
        }
        double rarity = Rarity.ofValue(Values.hash(value), known, own, peers.values(trait, by), peers.days(trait, by));
        return Unusualness.of(rarity, own, by);
    }

    /**
     * How unusual it is for the person to do so much in a day, or more.
     *
     * @param sum of that day so far, this one included
     */
    public Unusualness unusualness(Volume volume, long sum, LocalDate on, Peers peers, HabitSettings by) {
        DaySums known = of(volume);
        long day = on.toEpochDay();
        Sketch others = known.but(day, epoch);
        double own = Fading.amount(others.weight(), epoch, day);
        if (!isLearned(known.firstDay(), own, day, by)) {
            return Unusualness.learning(own, by);
        }
        return Unusualness.of(
                Rarity.ofSum(sum, others, own, peers.upward(volume, sum, by), peers.days(volume, by)), own, by);
    }

    /** Whether enough is known of the hours to call one of them unusual on that day (B14). */
    public State state(Rhythm rhythm, LocalDate on, HabitSettings by) {
        Hours known = of(rhythm);
        long day = on.toEpochDay();
        return isLearned(known.firstDay, days(known.days, day), day, by) ? State.LEARNED : State.LEARNING;
    }

    boolean isLearned(long firstDay, double ownDays, long day, HabitSettings by) {
        return day - firstDay >= by.minimumDays() && ownDays >= by.minimumActiveDays();
    }

    double days(Days days, long day) {
        return Fading.amount(days.weight(), epoch, day);
    }

    /** Whether the person is remembered to have been there in any hour of a night, 22:00 to 06:00 of their own clock. */
    boolean knowsNights(Rhythm rhythm) {
        return of(rhythm).hasNights();
    }

    /** Whether a day is remembered on which the person did this. */
    boolean knows(Volume volume) {
        return !of(volume).isEmpty();
    }

    /** Whether the person is remembered to have used this. */
    public boolean knows(Trait trait, String value) {
        return of(trait).kept().containsKey(Values.hash(value));
    }

    /** The sum of a day as far as it is kept, without this activity unless it was learned. */
    public long sum(Volume volume, LocalDate on) {
        return of(volume).sum(on.toEpochDay());
    }

    /**
     * The days up to one that are kept.
     *
     * @param span days of the calendar, the last included; at most {@link Volume#daysKept} are known
     */
    public Stretch stretch(Volume volume, LocalDate last, int span) {
        long until = last.toEpochDay();
        DaySums known = of(volume);
        long sum = 0;
        int with = 0;
        int counted = 0;
        for (long of : known.kept().subMap(until - span + 1, until + 1).values()) {
            sum += of;
            with += of > 0 ? 1 : 0;
            counted++;
        }
        boolean whole = !known.isEmpty() && until - known.firstDay() + 1 >= span;
        return new Stretch(sum, counted, with, whole);
    }

    /**
     * What was counted in some days.
     *
     * @param sum of their amounts
     * @param days that count
     * @param daysWith of these, days with more than nothing
     * @param whole whether the person is known for as long
     */
    public record Stretch(long sum, int days, int daysWith, boolean whole) {}

    /** The mean of a day, older days counting less; 0 where nothing is known. Within {@link Sketch#RELATIVE_ERROR}. */
    public double mean(Volume volume) {
        return of(volume).sketch().mean();
    }

    /** As {@link #mean(Volume)}, of the days but this one. */
    double mean(Volume volume, LocalDate but) {
        return of(volume).but(but.toEpochDay(), epoch).mean();
    }

    /** A part of the record that somebody else keeps beside the habit; null if there is none. Not to be changed. */
    public byte @Nullable [] carried(int section) {
        return carried.get(section);
    }

    /** With such a part; it stays until it is replaced. Numbers from {@link HabitCodec#CARRIED} on are free for it. */
    public Habit carrying(int section, byte[] part) {
        if (section < HabitCodec.CARRIED) {
            throw new IllegalArgumentException("section " + section + " belongs to the habit");
        }
        SortedMap<Integer, byte[]> next = new TreeMap<>(carried);
        next.put(section, part.clone());
        return new Habit(epoch, hours, values, sums, Collections.unmodifiableSortedMap(next));
    }

    Hours of(Rhythm rhythm) {
        return hours.getOrDefault(rhythm, Hours.NONE);
    }

    Values of(Trait trait) {
        return values.getOrDefault(trait, Values.NONE);
    }

    DaySums of(Volume volume) {
        return sums.getOrDefault(volume, DaySums.NONE);
    }
}
