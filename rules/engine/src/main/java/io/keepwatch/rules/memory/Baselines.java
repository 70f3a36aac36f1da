package io.keepwatch.rules.memory;

import io.keepwatch.rules.book.WindowDeclaration;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Consumer;

/** What is kept of a person's earlier days when the activities themselves are forgotten. */
final class Baselines {
    private static final long A_DAY = Duration.ofDays(1).toSeconds();

    private final DailySums sums = new DailySums();
    private final Sightings sightings = new Sightings();
    private final WatchedSince watchedSince = new WatchedSince();
    /** Whether what was read says since when windows are watched; releases before did not. */
    private boolean saysSince;

    DailySums sums() {
        return sums;
    }

    Sightings sightings() {
        return sightings;
    }

    WatchedSince watchedSince() {
        return watchedSince;
    }

    boolean saysSince() {
        return saysSince;
    }

    void keepsSince() {
        saysSince = true;
    }

    /**
     * What counting an activity will change, worked out before anything changes.
     *
     * @param overflow told of every window that has no room for a baseline of this activity's part
     */
    DailyCounting counting(Remembered entry, SubjectState state, Consumer<WindowDeclaration> overflow) {
        watchedSince.update(
                state.plan().learningWindows(),
                state.hasBeenSeen() ? Math.max(state.newestSecond(), entry.second()) : null,
                state.hasBeenSeen() && !saysSince);
        saysSince = true;
        return DailyCounting.of(entry, state, overflow);
    }

    /** Whole days of the person's calendar from when they or the window were first watched until a day. */
    long knownDays(WindowDeclaration window, SubjectState state, LocalDay day) {
        long since = Math.max(state.firstSeen(), watchedSince.of(window));
        return day.date().toEpochDay() - LocalDay.of(since, day.zone()).date().toEpochDay();
    }

    /** The first day is not compared with anything, however short the declared learning. */
    boolean isLearning(WindowDeclaration window, SubjectState state, LocalDay day) {
        long known = knownDays(window, state, day);
        return known <= 0 || known < learningDays(window);
    }

    private static int learningDays(WindowDeclaration window) {
        return switch (window.span()) {
            case WindowDeclaration.Sliding _ -> 0;
            case WindowDeclaration.Daily(int _, int learning) -> learning;
            case WindowDeclaration.Rate(Duration _, int _, int learning) -> learning;
            case WindowDeclaration.Lookback(int _, int learning) -> learning;
        };
    }

    /** Whether an activity's value is new, as {@link Sightings#isFirst} says, and enough days were watched to say so. */
    boolean isFirst(WindowPlan window, Remembered entry, ZoneId zone, SubjectState state, LocalDay day) {
        return !isLearning(window.declaration(), state, day) && sightings.isFirst(window, entry, zone);
    }

    /** Drops what lies too far back for any window, once the person's newest activity is of {@code newest}. */
    void forget(long newest) {
        if (!sums.series().isEmpty()) {
            sums.forget(Math.floorDiv(newest, A_DAY) - DailySums.MOST_DAYS);
        }
    }
}
