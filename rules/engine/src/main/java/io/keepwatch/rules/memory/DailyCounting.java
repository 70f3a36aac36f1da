package io.keepwatch.rules.memory;

import io.keepwatch.rules.book.WindowDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one activity adds to the sums of its day, worked out before anything changes. */
final class DailyCounting {
    private final DailySums sums;
    private final List<Change> changes;

    /** A day's sum before and after. */
    private record Change(long window, String part, long day, long before, long after) {}

    private DailyCounting(DailySums sums, List<Change> changes) {
        this.sums = sums;
        this.changes = changes;
    }

    /**
     * @param overflow told of every window that has no room for a baseline of this activity's part
     */
    static DailyCounting of(Remembered entry, SubjectState state, Consumer<WindowDeclaration> overflow) {
        List<Change> changes = List.of();
        for (WindowPlan window : state.plan().feeds(entry.type())) {
            if (window.hasDailySums() && window.takes(entry, state.person().profiles())) {
                changes = changes.isEmpty() ? new ArrayList<>() : changes;
                add(window, entry, state, overflow, changes);
            }
        }
        return new DailyCounting(state.baselines().sums(), changes);
    }

    private static void add(
            WindowPlan window,
            Remembered entry,
            SubjectState state,
            Consumer<WindowDeclaration> overflow,
            List<Change> changes) {
        String part = window.part(entry);
        LocalDay day = state.dayAt(entry.second(), state.person().zoneAt(entry));
        if (window.isDistinct() && !isNewValue(window, part, entry, day, state.recent())) {
            return;
        }
        long key = window.declaration().key();
        if (!state.baselines().sums().hasRoom(key, part)) {
            overflow.accept(window.declaration());
            return;
        }
        long date = day.date().toEpochDay();
        long before = state.baselines().sums().get(key, part, date);
        changes.add(new Change(key, part, date, before, Saturating.sum(before, window.amount(entry))));
    }

    private static boolean isNewValue(WindowPlan window, String part, Remembered entry, LocalDay day, Recent recent) {
        Object value = window.measured(entry);
        if (value == null) {
            return false;
        }
        boolean[] known = new boolean[1];
        recent.collect(window, part, day.from(), day.until(), Integer.MAX_VALUE, other -> {
            known[0] |= value.equals(window.measured(other));
        });
        return !known[0];
    }

    void count() {
        changes.forEach(change -> sums.set(change.window(), change.part(), change.day(), change.after()));
    }

    void undo() {
        changes.forEach(change -> sums.set(change.window(), change.part(), change.day(), change.before()));
    }
}
