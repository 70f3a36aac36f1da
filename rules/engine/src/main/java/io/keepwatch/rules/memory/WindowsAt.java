package io.keepwatch.rules.memory;

import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.book.WindowDeclaration.Daily;
import io.keepwatch.rules.book.WindowDeclaration.Lookback;
import io.keepwatch.rules.book.WindowDeclaration.Rate;
import io.keepwatch.rules.book.WindowDeclaration.Sliding;
import io.keepwatch.rules.judgement.WindowValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The windows as of one remembered activity, computed from what is remembered when a rule asks. Reused from activity to
 * activity; not thread-safe.
 */
public final class WindowsAt implements WindowValues {
    private static final long UNKNOWN = -1;
    private static final long A_DAY = Duration.ofDays(1).toSeconds();

    private final MemoryPlan plan;
    private final long[] values;
    private boolean alone;
    private @Nullable SubjectState state;
    private @Nullable Remembered entry;
    private @Nullable LocalDay day;

    public WindowsAt(MemoryPlan plan) {
        this.plan = plan;
        this.values = new long[plan.windows().size()];
    }

    /** Looks at the windows of a person as of an activity that is remembered. */
    public WindowsAt of(SubjectState person, Remembered activity) {
        return look(person, activity, false);
    }

    /** Looks at windows that hold nothing but the activity itself, and at baselines that know nothing. */
    public WindowsAt alone(SubjectState person, Remembered activity) {
        return look(person, activity, true);
    }

    private WindowsAt look(SubjectState person, Remembered activity, boolean nothingElse) {
        state = person;
        entry = activity;
        alone = nothingElse;
        day = null;
        Arrays.fill(values, UNKNOWN);
        return this;
    }

    @Override
    public long value(WindowDeclaration declaration) {
        long value = values[declaration.index()];
        if (value == UNKNOWN) {
            value = compute(plan.window(declaration));
            values[declaration.index()] = value;
        }
        return value;
    }

    private long compute(WindowPlan window) {
        Remembered at = entry();
        if (alone) {
            boolean counts = window.takes(at, state().person().profiles());
            if (window.isDistinct()) {
                return counts && window.measured(at) != null ? 1 : 0;
            }
            return counts ? window.amount(at) : 0;
        }
        LocalDay today = window.isDaily() ? day() : null;
        long from = window.from(at.second(), today);
        long until = window.until(at.second(), today);
        Recent recent = state().recent();
        return window.isDistinct()
                ? recent.distinct(window, window.part(at), from, until)
                : recent.sum(window, window.part(at), from, until);
    }

    @Override
    public double dailyMean(WindowDeclaration declaration) {
        if (isLearning(declaration)) {
            return Double.POSITIVE_INFINITY;
        }
        return roundedUp(sumBefore(declaration), daysBefore(declaration));
    }

    @Override
    public double rate(WindowDeclaration declaration) {
        if (isLearning(declaration) || !(declaration.span() instanceof Rate(Duration over, int _, int _))) {
            return 0;
        }
        double now = (double) value(declaration) * daysBefore(declaration);
        double before = sumBefore(declaration);
        if (over != null) {
            now *= A_DAY;
            before *= over.toSeconds();
        }
        return now == 0 ? 0 : now / before;
    }

    @Override
    public boolean isFirst(WindowDeclaration declaration) {
        return !alone
                && state().baselines()
                        .isFirst(
                                plan.window(declaration),
                                entry(),
                                state().person().zoneAt(entry()),
                                state(),
                                day());
    }

    private boolean isLearning(WindowDeclaration declaration) {
        return alone || !declaration.learns() || state().baselines().isLearning(declaration, state(), day());
    }

    /** The sum of the days before today that the declaration looks back. */
    private long sumBefore(WindowDeclaration declaration) {
        long today = day().date().toEpochDay();
        String part = plan.window(declaration).part(entry());
        return state().baselines().sums().sum(declaration.key(), part, today - baselineDays(declaration), today);
    }

    private long daysBefore(WindowDeclaration declaration) {
        return Math.min(state().baselines().knownDays(declaration, state(), day()), baselineDays(declaration));
    }

    private static int baselineDays(WindowDeclaration declaration) {
        return switch (declaration.span()) {
            case Daily(int days, int _) -> days;
            case Rate(Duration _, int days, int _) -> days;
            case Lookback(int days, int _) -> days;
            case Sliding _ -> 0;
        };
    }

    private static double roundedUp(long sum, long days) {
        double mean = (double) sum / days;
        BigDecimal covered = new BigDecimal(mean).multiply(BigDecimal.valueOf(days));
        return covered.compareTo(BigDecimal.valueOf(sum)) < 0 ? Math.nextUp(mean) : mean;
    }

    /** Hands over the first {@code most} activities that stand in a window, in order. */
    public void collect(WindowDeclaration declaration, int most, Consumer<Remembered> to) {
        WindowPlan window = plan.window(declaration);
        Remembered at = entry();
        if (!alone && !window.isLookback()) {
            LocalDay today = window.isDaily() ? day() : null;
            state().recent()
                    .collect(
                            window,
                            window.part(at),
                            window.from(at.second(), today),
                            window.until(at.second(), today),
                            most,
                            to);
        }
    }

    /** The first second of a window. */
    public long from(WindowDeclaration declaration) {
        WindowPlan window = plan.window(declaration);
        return window.from(entry().second(), window.isDaily() ? day() : null);
    }

    private LocalDay day() {
        LocalDay known = day;
        if (known == null) {
            known = state().dayAt(entry().second(), state().person().zoneAt(entry()));
            day = known;
        }
        return known;
    }

    private SubjectState state() {
        if (state == null) {
            throw new IllegalStateException("no activity is looked at");
        }
        return state;
    }

    private Remembered entry() {
        if (entry == null) {
            throw new IllegalStateException("no activity is looked at");
        }
        return entry;
    }

    /** Hands over, in order, the other remembered activities of whose windows an activity is part, with the window. */
    public void touchedBy(SubjectState state, Remembered entry, WindowTouch to) {
        for (WindowPlan window : plan.feeds(entry.type())) {
            if (window.takes(entry, state.person().profiles())) {
                String part = window.part(entry);
                long from = window.firstTouchedBy(entry.second());
                long until = window.firstUntouchedBy(entry.second());
                state.recent().forEach(from, until, other -> {
                    if (other != entry
                            && (!window.isSplit() || window.part(other).equals(part))) {
                        to.touched(other, window.declaration());
                    }
                });
            }
        }
    }
}
