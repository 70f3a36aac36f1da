package io.keepwatch.rules.badge;

import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.Observation;
import io.keepwatch.rules.habit.Peers;
import io.keepwatch.rules.habit.PersonClock;
import io.keepwatch.rules.habit.Volume;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Time in recreation areas, beside that of peers (S3-30, S3-31). It runs from a swipe that let the person in to their next
 * swipe anywhere, at most two hours: an estimate, because most doors do not tell when somebody leaves.
 */
final class Recreation {
    private static final Duration LONGEST = Duration.ofHours(2);
    /** Over so many days somebody is compared, of which at least so many with swipes. */
    private static final int SPAN = 28;

    private static final int FEWEST_DAYS = 10;
    private static final int FEWEST_PEERS = 5;
    /** How many times as much, or as little, as the peers' middle, and by how many minutes a day at least. */
    private static final double TIMES = 2;

    private static final double MINUTES = 15;

    private Recreation() {}

    /** Learns what a swipe says of the time before and after it, whatever the order in which swipes come. */
    static Habit learn(Habit habit, Seen swipe, RecentSwipes recent, PersonClock clock, HabitSettings settings) {
        Seen before = recent.before(swipe);
        Seen after = recent.after(swipe);
        Habit learned = add(habit, swipe, minutes(swipe, after), clock, settings);
        long correction = before == null ? 0 : minutes(before, swipe) - minutes(before, after);
        return before == null || correction == 0 ? learned : add(learned, before, correction, clock, settings);
    }

    private static Habit add(Habit habit, Seen swipe, long minutes, PersonClock clock, HabitSettings settings) {
        LocalDateTime local = clock.local(Instant.ofEpochMilli(swipe.millis()));
        return habit.learn(new Observation(local, null, Map.of(), Map.of(Volume.RECREATION, minutes)), clock, settings);
    }

    private static long minutes(Seen swipe, @Nullable Seen next) {
        return swipe.stays() && next != null
                ? Math.min(
                        LONGEST.toMinutes(),
                        Duration.ofMillis(next.millis() - swipe.millis()).toMinutes())
                : 0;
    }

    /** Compares the four weeks before a day, once a day: on its first swipe. */
    static Optional<BadgeFinding> judge(Habit habit, LocalDate day, Peers peers, HabitSettings settings) {
        Habit.Stretch weeks = habit.stretch(Volume.RECREATION, day.minusDays(1), SPAN);
        boolean isFirstOfDay = habit.stretch(Volume.RECREATION, day, 1).days() == 0;
        if (!isFirstOfDay
                || !weeks.whole()
                || weeks.days() < FEWEST_DAYS
                || peers.people(Volume.RECREATION) < FEWEST_PEERS) {
            return Optional.empty();
        }
        double own = (double) weeks.sum() / weeks.days();
        double typical = peers.typical(Volume.RECREATION, settings);
        double rare = 1 - settings.threshold();
        if (own >= TIMES * typical
                && own - typical >= MINUTES
                && peers.more(Volume.RECREATION, own, settings) <= rare) {
            return Optional.of(finding(BadgeEvent.MORE_RECREATION_THAN_PEERS, own, typical, weeks.days(), peers));
        }
        if (own * TIMES <= typical
                && typical - own >= MINUTES
                && peers.less(Volume.RECREATION, own, settings) <= rare) {
            return Optional.of(finding(BadgeEvent.LESS_RECREATION_THAN_PEERS, own, typical, weeks.days(), peers));
        }
        return Optional.empty();
    }

    private static BadgeFinding finding(BadgeEvent event, double own, double typical, int days, Peers peers) {
        return new BadgeFinding(
                event,
                true,
                String.format(
                        Locale.ROOT,
                        "About %.0f minutes a day in recreation areas on %d days of four weeks, %s"
                                + " about %.0f. An estimate: from a swipe to the next one anywhere, at most two hours.",
                        own,
                        days,
                        peers.words(),
                        typical));
    }
}
