package io.keepwatch.rules.memory;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.TypePlan;
import io.keepwatch.rules.book.WindowDeclaration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a rule set needs remembered, for how long and in which shape. Immutable. */
public final class MemoryPlan {
    /**
     * A window that counts in minutes takes in what follows within the same minute, so something a little older than the
     * allowance may have to be judged again.
     */
    private static final long SLACK = 120;

    private final Duration allowance;
    private final List<WindowPlan> windows;
    private final List<Long> learningWindows;
    private final TypeMemory[] types = new TypeMemory[ActivityType.values().length];
    private final long longestRetention;

    /**
     * What is kept of activities of one type.
     *
     * @param shape the attributes remembered
     * @param feeds the windows it may count in
     * @param retention seconds, measured from the person's newest activity
     */
    private record TypeMemory(Shape shape, WindowPlan[] feeds, long retention) {}

    public MemoryPlan(RuleBook book, Duration latenessAllowance) {
        allowance = latenessAllowance;
        windows = book.windows().stream()
                .sorted(Comparator.comparingInt(WindowDeclaration::index))
                .map(WindowPlan::new)
                .toList();
        learningWindows = book.windows().stream()
                .filter(WindowDeclaration::learns)
                .map(WindowDeclaration::key)
                .toList();
        long longest = 0;
        for (ActivityType type : ActivityType.values()) {
            TypePlan plan = book.plan(type);
            Shape shape = new Shape(type, plan.projection().stream().sorted().toList());
            WindowPlan[] feeds =
                    plan.feeds().stream().map(w -> windows.get(w.index())).toArray(WindowPlan[]::new);
            long reach = 0;
            for (WindowPlan window : feeds) {
                reach = Math.max(reach, window.reach());
            }
            TypeMemory memory = new TypeMemory(shape, feeds, latenessAllowance.toSeconds() + reach + SLACK);
            types[type.ordinal()] = memory;
            longest = Math.max(longest, memory.retention());
        }
        longestRetention = longest;
    }

    /** The activity as it will be remembered. */
    public Remembered remembered(Activity activity) {
        return Remembered.of(activity, shape(activity.type()));
    }

    Duration allowance() {
        return allowance;
    }

    List<WindowPlan> windows() {
        return windows;
    }

    /** The keys of the windows that compare with earlier days. */
    List<Long> learningWindows() {
        return learningWindows;
    }

    WindowPlan window(WindowDeclaration declaration) {
        return windows.get(declaration.index());
    }

    Shape shape(ActivityType type) {
        return types[type.ordinal()].shape();
    }

    WindowPlan[] feeds(ActivityType type) {
        return types[type.ordinal()].feeds();
    }

    long retention(ActivityType type) {
        return types[type.ordinal()].retention();
    }

    /** When the person's newest activity must be, in seconds, for half of a page to have expired. */
    long halfExpired(Page page) {
        long[] expiries = new long[page.size()];
        for (int i = 0; i < expiries.length; i++) {
            expiries[i] = page.second(i) + retention(page.type(i)) + 1;
        }
        Arrays.sort(expiries);
        return expiries[expiries.length / 2];
    }

    long longestRetention() {
        return longestRetention;
    }
}
