package io.keepwatch.rules.badge;

import io.keepwatch.rules.badge.Seen.Place;
import io.keepwatch.rules.badge.Swipe.Direction;
import io.keepwatch.rules.badge.Swipe.Reason;
import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitCodec;
import io.keepwatch.rules.memory.RecordReader;
import io.keepwatch.rules.memory.RecordWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest swipes of a person by event time, kept beside the habit in the same record. The oldest gives way. */
final class RecentSwipes {
    /** Enough for a minute of trying doors, and for whatever came late by a day of an ordinary person. */
    static final int MOST = 12;

    static final long A_SECOND = 1_000;

    private static final int SECTION = HabitCodec.CARRIED;
    private static final int REASON_BITS = 3;
    private static final int STAYS = 1 << 5;
    private static final int HAS_DOOR = 1 << 6;
    private static final int HAS_BUILDING = 1 << 7;
    private static final int TWO_BITS = 3;

    private final List<Seen> swipes;

    private RecentSwipes(List<Seen> swipes) {
        this.swipes = swipes;
    }

    static RecentSwipes of(Habit habit) {
        byte[] stored = habit.carried(SECTION);
        return stored == null ? new RecentSwipes(List.of()) : read(stored);
    }

    /** By time. */
    List<Seen> swipes() {
        return swipes;
    }

    boolean hasRepetitionOf(Seen swipe) {
        return swipes.stream().anyMatch(swipe::repeats);
    }

    RecentSwipes with(Seen swipe) {
        List<Seen> next = new ArrayList<>(swipes);
        next.add(swipe);
        next.sort(Comparator.comparingLong(Seen::millis));
        return new RecentSwipes(
                Collections.unmodifiableList(next.subList(Math.max(0, next.size() - MOST), next.size())));
    }

    /** The newest before a swipe that is not among these; null if there is none. */
    @Nullable
    Seen before(Seen swipe) {
        Seen found = null;
        for (Seen seen : swipes) {
            found = seen.millis() <= swipe.millis() ? seen : found;
        }
        return found;
    }

    /** The first after a swipe that is not among these; null if there is none. */
    @Nullable
    Seen after(Seen swipe) {
        for (Seen seen : swipes) {
            if (seen.millis() > swipe.millis()) {
                return seen;
            }
        }
        return null;
    }

    Habit into(Habit habit) {
        RecordWriter out = new RecordWriter();
        long before = 0;
        for (Seen seen : swipes) {
            out.signed(seen.millis() - before);
            before = seen.millis();
            out.raw(flags(seen));
            out.raw(seen.attempts());
            write(seen.door(), out);
            write(seen.building(), out);
        }
        return habit.carrying(SECTION, out.toArray());
    }

    private static int flags(Seen seen) {
        int reason = seen.reason() == null ? 0 : 1 + seen.reason().ordinal();
        int direction = seen.direction() == null ? 0 : 1 + seen.direction().ordinal();
        return reason
                | direction << REASON_BITS
                | (seen.stays() ? STAYS : 0)
                | (seen.door() == null ? 0 : HAS_DOOR)
                | (seen.building() == null ? 0 : HAS_BUILDING);
    }

    private static void write(@Nullable Place place, RecordWriter out) {
        if (place != null) {
            for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                out.raw(place.hash() >>> shift);
            }
            out.text(place.name());
        }
    }

    private static RecentSwipes read(byte[] stored) {
        List<Seen> swipes = new ArrayList<>();
        RecordReader in = new RecordReader(stored);
        long millis = 0;
        while (in.hasMore()) {
            millis += in.signed();
            int flags = in.raw();
            int attempts = in.raw();
            Place door = (flags & HAS_DOOR) == 0 ? null : place(in);
            Place building = (flags & HAS_BUILDING) == 0 ? null : place(in);
            swipes.add(new Seen(
                    millis,
                    known(Reason.values(), flags & (1 << REASON_BITS) - 1),
                    known(Direction.values(), flags >> REASON_BITS & TWO_BITS),
                    attempts,
                    (flags & STAYS) != 0,
                    door,
                    building));
        }
        return new RecentSwipes(Collections.unmodifiableList(swipes));
    }

    private static Place place(RecordReader in) {
        int hash = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            hash = hash << Byte.SIZE | in.raw();
        }
        return new Place(hash, in.text());
    }

    private static <E> @Nullable E known(E[] values, int number) {
        if (number > values.length) {
            throw RecordReader.damaged("a swipe is of no known kind");
        }
        return number == 0 ? null : values[number - 1];
    }
}
