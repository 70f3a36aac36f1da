package io.keepwatch.rules.memory;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.book.WindowDeclaration.Aggregate;
import io.keepwatch.rules.book.WindowDeclaration.Daily;
import io.keepwatch.rules.book.WindowDeclaration.Lookback;
import io.keepwatch.rules.book.WindowDeclaration.Measured;
import io.keepwatch.rules.book.WindowDeclaration.Rate;
import io.keepwatch.rules.book.WindowDeclaration.Sliding;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window's declaration made ready for asking: which entries it takes, of what part, and how far it reaches. */
final class WindowPlan {
    private static final Duration LONGEST_IN_SECONDS = Duration.ofHours(1);
    private static final long MINUTE = 60;
    /** The longest day of any calendar (25 hours, when clocks go back), and an hour to spare. */
    private static final long LONGEST_DAY = Duration.ofHours(26).toSeconds();

    private final WindowDeclaration declaration;
    private final boolean[] takes = new boolean[ActivityType.values().length];
    private final Attribute[] where;
    private final Object[] wanted;
    private final boolean asksProfile;
    private final boolean daily;
    private final long bucket;
    private final long buckets;

    WindowPlan(WindowDeclaration declaration) {
        this.declaration = declaration;
        for (ActivityType type : declaration.of()) {
            takes[type.ordinal()] = true;
        }
        where = declaration.where().keySet().stream().sorted().toArray(Attribute[]::new);
        wanted = Arrays.stream(where).map(declaration.where()::get).toArray();
        asksProfile = declaration.where().containsKey(Attribute.PRIVILEGED);
        switch (declaration.span()) {
            case Sliding(Duration over) -> {
                daily = false;
                bucket = bucket(over);
                buckets = Math.ceilDiv(seconds(over), bucket);
            }
            case Rate(Duration over, int _, int _)
            when over != null -> {
                daily = false;
                bucket = bucket(over);
                buckets = Math.ceilDiv(seconds(over), bucket);
            }
            case Rate _, Daily _ -> {
                daily = true;
                bucket = MINUTE;
                buckets = LONGEST_DAY / MINUTE;
            }
            case Lookback _ -> {
                // It remembers values, not activities: of these, the one at hand is enough.
                daily = false;
                bucket = 1;
                buckets = 1;
            }
        }
    }

    private static long bucket(Duration over) {
        return over.compareTo(LONGEST_IN_SECONDS) <= 0 ? 1 : MINUTE;
    }

    private static long seconds(Duration over) {
        return over.toSeconds() + (over.getNano() > 0 ? 1 : 0);
    }

    int index() {
        return declaration.index();
    }

    WindowDeclaration declaration() {
        return declaration;
    }

    /** Whether what is in it is the person's day so far. */
    boolean isDaily() {
        return daily;
    }

    /** Whether it compares itself with the sums of the days before. */
    boolean hasDailySums() {
        return declaration.span() instanceof Daily || declaration.span() instanceof Rate;
    }

    /** Whether it remembers values, not activities. */
    boolean isLookback() {
        return declaration.span() instanceof Lookback;
    }

    boolean isSplit() {
        return !declaration.by().isEmpty();
    }

    boolean isDistinct() {
        return declaration.aggregate() == Aggregate.DISTINCT;
    }

    /** Whether what it takes may change with the person's profile. */
    boolean asksProfile() {
        return asksProfile;
    }

    /** How many seconds before an activity something may have happened that still counts for it. */
    long reach() {
        return buckets * bucket;
    }

    /** Whether entries of this type may count in this window. */
    boolean takes(ActivityType type) {
        return takes[type.ordinal()];
    }

    /** Whether the entry counts in this window. */
    boolean takes(Remembered entry, Profiles profiles) {
        if (!takes[entry.type().ordinal()]) {
            return false;
        }
        for (int i = 0; i < where.length; i++) {
            Object value = entry.get(where[i]);
            if (value == null && where[i] == Attribute.PRIVILEGED) {
                value = profiles.privilegedAt(entry);
            }
            if (!wanted[i].equals(value)) {
                return false;
            }
        }
        return true;
    }

    /** The part of a split window that the entry belongs to; empty for a window that is not split. */
    String part(Remembered entry) {
        List<String> by = declaration.by();
        return switch (by.size()) {
            case 0 -> "";
            case 1 -> textOf(entry, by.getFirst());
            default -> {
                StringBuilder part = new StringBuilder();
                for (String field : by) {
                    part.append(textOf(entry, field)).append('\0');
                }
                yield part.toString();
            }
        };
    }

    private static String textOf(Remembered entry, String field) {
        String text = entry.text(field);
        return text == null ? "" : text;
    }

    /** What the entry adds to a sum or a count; to a distinct count, if its value is a new one. */
    long amount(Remembered entry) {
        if (declaration.aggregate() != Aggregate.SUM) {
            return 1;
        }
        return measured(entry) instanceof Long number ? number : 0;
    }

    /** The value a distinct count tells apart; null where the activity has none. */
    @Nullable
    Object measured(Remembered entry) {
        return switch (declaration.measured()) {
            case Measured.OfAttribute(Attribute attribute) -> entry.get(attribute);
            case Measured.OfHost() -> entry.host();
            case Measured.OfHour() -> throw new IllegalStateException("the hour is the person's, not the activity's");
            case null -> null;
        };
    }

    /** The first second of a window as of {@code second}; {@code day} is that moment's day, for a daily window. */
    long from(long second, @Nullable LocalDay day) {
        return day != null ? day.from() : (Math.floorDiv(second, bucket) - buckets + 1) * bucket;
    }

    /** The first second that is no more in a window as of {@code second}. */
    long until(long second, @Nullable LocalDay day) {
        long until = (Math.floorDiv(second, bucket) + 1) * bucket;
        return day != null ? Math.min(until, day.until()) : until;
    }

    /** The first second of those activities whose window holds something that happened at {@code second}. */
    long firstTouchedBy(long second) {
        return Math.floorDiv(second, bucket) * bucket;
    }

    /**
     * The first second of those activities whose window no longer holds it. A window with daily sums touches all later
     * days: they compare themselves with it. One that looks back touches none: it judges with what was known (R15).
     */
    long firstUntouchedBy(long second) {
        if (isLookback()) {
            return firstTouchedBy(second);
        }
        return hasDailySums() ? Long.MAX_VALUE : (Math.floorDiv(second, bucket) + buckets) * bucket;
    }
}
