package io.keepwatch.rules.badge;

import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.Peers;
import io.keepwatch.rules.habit.PersonClock;
import io.keepwatch.rules.habit.Rhythm;
import io.keepwatch.rules.habit.Trait;
import io.keepwatch.rules.habit.Unusualness;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How unusual time and place of a swipe are for the person.
 *
 * @param place what of the place is most unusual
 * @param peers how a sentence calls those whom the person is compared with
 */
record Unusual(Swipe swipe, LocalDateTime local, Unusualness time, Unusualness location, Trait place, String peers) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    /** @param habit before the swipe */
    static Unusual of(Swipe swipe, Area area, Habit habit, PersonClock clock, Peers peers, HabitSettings settings) {
        LocalDateTime local = clock.local(swipe.time());
        Unusualness time = habit.unusualness(Rhythm.BADGE, local, clock, peers, settings);
        Trait place = Trait.DOOR;
        Unusualness location = Unusualness.nothingKnown(settings);
        for (Map.Entry<Trait, String> value : places(swipe, area).entrySet()) {
            Unusualness of = habit.unusualness(value.getKey(), value.getValue(), local.toLocalDate(), peers, settings);
            if (of.probability() > location.probability()) {
                location = of;
                place = value.getKey();
            }
        }
        return new Unusual(swipe, local, time, location, place, peers.words());
    }

    /** What is known of the place. */
    static Map<Trait, String> places(Swipe swipe, Area area) {
        Map<Trait, String> places = new EnumMap<>(Trait.class);
        if (swipe.door() != null) {
            places.put(Trait.DOOR, swipe.door());
        }
        if (swipe.building() != null) {
            places.put(Trait.BUILDING, swipe.building());
        }
        if (area.kind() != Area.Kind.OTHER) {
            places.put(Trait.AREA, area.kind().name());
        }
        return places;
    }

    boolean any() {
        return time.isEvidence() || location.isEvidence();
    }

    String timeWords() {
        return words("At " + swipe.place() + " on " + CLOCK.format(local), time, "hours");
    }

    String locationWords() {
        String what = switch (place) {
            case BUILDING -> "buildings";
            case AREA -> "kinds of areas";
            default -> "doors";
        };
        return words("At " + swipe.place(), location, what);
    }

    private String words(String where, Unusualness unusual, String what) {
        return String.format(
                Locale.ROOT,
                "%s: %.1f %% of what this person and %s do is at more usual %s (%.0f days known)",
                where,
                100 * unusual.probability(),
                peers,
                what,
                unusual.ownDays());
    }
}
