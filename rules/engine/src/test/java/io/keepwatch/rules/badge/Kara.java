package io.keepwatch.rules.badge;

import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitCodec;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.habit.Peers;
import io.keepwatch.rules.habit.PersonClock;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody with a badge, and what is found of them; judged with the shipped keywords. */
final class Kara {
    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    static final PersonClock CLOCK = new PersonClock(ZoneId.of("Europe/Berlin"), null, Set.of());
    static final HabitSettings SETTINGS = HabitSettings.DEFAULT;
    static final Areas AREAS = shipped();

    private final BadgeAnalytics analytics = new BadgeAnalytics(AREAS, SETTINGS);
    private Peers peers = Peers.NONE;
    private Habit habit = Habit.NEW;
    private List<BadgeFinding> last = List.of();
    private final List<Found> all = new ArrayList<>();
    private int swiped;

    /** A finding of one of their swipes, counted from 1. */
    record Found(int swipe, Instant at, BadgeFinding finding) {
        String name() {
            return finding.event().documentName();
        }
    }

    private static Areas shipped() {
        try {
            return new Areas(RuleSetReader.readLists(Path.of("..")));
        } catch (RuleSetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After so many weeks from nine to half past five. */
    static Kara afterWeeks(int weeks) {
        Kara kara = new Kara();
        for (int i = 0; i < 7 * weeks; i++) {
            kara.works(MONDAY.plusDays(i));
        }
        return kara;
    }

    /** Comes and goes, unless it is a weekend. */
    void works(LocalDate day) {
        if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
            enters(day.atTime(9, 0, 5), "Lobby", "HQ");
            enters(day.atTime(17, 30, 5), "Lobby", "HQ");
        }
    }

    Kara among(PeerHabit group, PeerHabit organisation) {
        peers = new Peers(group, organisation);
        return this;
    }

    PeerHabit summary(LocalDate on) {
        return PeerHabit.of(habit, on, SETTINGS);
    }

    List<BadgeFinding> enters(LocalDateTime at, @Nullable String door, @Nullable String building) {
        return swipes(at, null, door, building, null, 1);
    }

    List<BadgeFinding> isTurnedDown(LocalDateTime at, Swipe.Reason reason, String door) {
        return swipes(at, reason, door, "HQ", null, 1);
    }

    List<BadgeFinding> swipes(
            LocalDateTime at,
            Swipe.@Nullable Reason reason,
            @Nullable String door,
            @Nullable String building,
            Swipe.@Nullable Direction direction,
            long attempts) {
        Swipe swipe = new Swipe(at.atZone(CLOCK.zone()).toInstant(), reason, door, building, direction, attempts);
        Judged judged = analytics.judge(habit, swipe, CLOCK, peers);
        habit = judged.habit();
        last = judged.findings();
        swiped++;
        last.forEach(finding -> all.add(new Found(swiped, swipe.time(), finding)));
        return last;
    }

    /** As if the process had ended and begun again. */
    void restarts() {
        habit = HabitCodec.decode(HabitCodec.encode(habit));
    }

    Habit habit() {
        return habit;
    }

    /** Everything that was ever found. */
    List<BadgeFinding> findings() {
        return all.stream().map(Found::finding).toList();
    }

    List<Found> found() {
        return all;
    }

    LocalDate day(Found found) {
        return CLOCK.local(found.at()).toLocalDate();
    }

    /** The names of what is evidence of the last swipe. */
    List<String> evidence() {
        return evidence(last);
    }

    static List<String> evidence(List<BadgeFinding> findings) {
        return findings.stream()
                .filter(BadgeFinding::evidence)
                .map(finding -> finding.event().documentName())
                .toList();
    }

    /** The names of all that the last swipe was found to be. */
    List<String> events() {
        return last.stream().map(finding -> finding.event().documentName()).toList();
    }
}
