package io.keepwatch.rules.memory;

import io.keepwatch.rules.book.WindowDeclaration.Lookback;
import io.keepwatch.rules.book.WindowDeclaration.Measured;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that windows with {@code firstSeen} have seen of a person: a country, a file store, an hour. Of each value a
 * hash and two seconds are kept, not the value. A person has few of them; of someone who has very many nothing is claimed
 * to be new, because what was forgotten may have been the same.
 */
final class Sightings {
    /** Most values kept of one window's part; the one seen longest ago gives way. */
    static final int MOST_VALUES = 64;
    /** Most windows and parts kept of a person; a part beyond them claims nothing. */
    static final int MOST_SERIES = 16;

    private static final long A_DAY = Duration.ofDays(1).toSeconds();
    static final long NOTHING_LOST = Long.MIN_VALUE;
    private static final Runnable NOTHING_SEEN = () -> {};

    private final List<Series> series = new ArrayList<>();

    /** A value and when it was seen: the first time after it was new, and the last time, in seconds since 1970. */
    record Seen(long value, long first, long last) {}

    /** What one window has seen in one of its parts. */
    static final class Series {
        final long window;
        final String part;
        final List<Seen> values = new ArrayList<>();
        /** When a value that gave way was last seen. */
        long lost = NOTHING_LOST;

        Series(long window, String part) {
            this.window = window;
            this.part = part;
        }

        private int find(long value) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).value() == value) {
                    return i;
                }
            }
            return -1;
        }
    }

    List<Series> series() {
        return series;
    }

    /** Takes an activity in, for every window that looks back and takes it; returns what takes it out again. */
    Runnable see(Remembered entry, SubjectState state) {
        List<Runnable> undo = List.of();
        for (WindowPlan window : state.plan().feeds(entry.type())) {
            if (window.declaration().span() instanceof Lookback(int days, int _)
                    && window.takes(entry, state.person().profiles())) {
                Object value = value(window, entry, state.person().zoneAt(entry));
                if (value != null) {
                    undo = undo.isEmpty() ? new ArrayList<>() : undo;
                    undo.add(see(window.declaration().key(), window.part(entry), hash(value), entry.second(), days));
                }
            }
        }
        if (undo.isEmpty()) {
            return NOTHING_SEEN;
        }
        List<Runnable> all = undo;
        return () -> all.reversed().forEach(Runnable::run);
    }

    private Runnable see(long window, String part, long value, long second, int days) {
        Series of = find(window, part);
        if (of == null) {
            if (series.size() == MOST_SERIES) {
                return NOTHING_SEEN;
            }
            Series added = new Series(window, part);
            series.add(added);
            added.values.add(new Seen(value, second, second));
            return () -> series.remove(added);
        }
        List<Seen> before = List.copyOf(of.values);
        long lostBefore = of.lost;
        int at = of.find(value);
        if (at >= 0) {
            of.values.set(at, again(of.values.get(at), second, days * A_DAY));
        } else {
            makeRoom(of);
            of.values.add(new Seen(value, second, second));
        }
        return () -> {
            of.values.clear();
            of.values.addAll(before);
            of.lost = lostBefore;
        };
    }

    /** What was not seen for so long is new again. */
    private static Seen again(Seen seen, long second, long lookback) {
        if (second > seen.last()) {
            long first = second - seen.last() > lookback ? second : seen.first();
            return new Seen(seen.value(), first, second);
        }
        boolean earlier = second < seen.first() && seen.first() - second <= lookback;
        return earlier ? new Seen(seen.value(), second, seen.last()) : seen;
    }

    private static void makeRoom(Series of) {
        if (of.values.size() == MOST_VALUES) {
            Seen oldest =
                    of.values.stream().min(Comparator.comparingLong(Seen::last)).orElseThrow();
            of.values.remove(oldest);
            of.lost = Math.max(of.lost, oldest.last());
        }
    }

    /**
     * Whether an activity that was taken in is the first with its value for as long as the window looks back. Activities
     * of one second are first together.
     */
    boolean isFirst(WindowPlan window, Remembered entry, ZoneId zone) {
        if (!(window.declaration().span() instanceof Lookback(int days, int _))) {
            throw new IllegalArgumentException("does not look back");
        }
        Object value = value(window, entry, zone);
        Series of = value == null ? null : find(window.declaration().key(), window.part(entry));
        if (value == null || of == null || of.lost > entry.second() - days * A_DAY) {
            return false;
        }
        int at = of.find(hash(value));
        return at >= 0 && of.values.get(at).first() == entry.second();
    }

    private @Nullable Series find(long window, String part) {
        for (Series s : series) {
            if (s.window == window && s.part.equals(part)) {
                return s;
            }
        }
        return null;
    }

    private static @Nullable Object value(WindowPlan window, Remembered entry, ZoneId zone) {
        return window.declaration().measured() instanceof Measured.OfHour
                ? hour(entry.time().atZone(zone))
                : window.measured(entry);
    }

    /** For example {@code weekend 6}. */
    private static String hour(ZonedDateTime local) {
        DayOfWeek day = local.getDayOfWeek();
        boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        return (weekend ? "weekend " : "weekday ") + local.getHour();
    }

    /** Case does not make another value; FNV-1a over the text, so that it is the same in every release. */
    private static long hash(Object value) {
        long hash = 0xcbf29ce484222325L;
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(Objects.toString(value).toLowerCase(Locale.ROOT));
        while (bytes.hasRemaining()) {
            hash = (hash ^ (bytes.get() & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
