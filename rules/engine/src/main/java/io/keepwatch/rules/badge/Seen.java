package io.keepwatch.rules.badge;

import io.keepwatch.rules.badge.Swipe.Direction;
import io.keepwatch.rules.badge.Swipe.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a recent swipe.
 *
 * @param millis since 1970
 * @param stays whether somebody who went through is in a recreation area until their next swipe
 */
record Seen(
        long millis,
        @Nullable Reason reason,
        @Nullable Direction direction,
        int attempts,
        boolean stays,
        @Nullable Place door,
        @Nullable Place building) {

    private static final int MOST_ATTEMPTS = 127;

    /** A place is told from others by its hash, and named by the beginning of its name. */
    record Place(int hash, String name) {
        /** UTF-8 bytes of a name that are kept. */
        static final int MOST_BYTES = 16;

        static @Nullable Place of(@Nullable String name) {
            return name == null
                    ? null
                    : new Place(name.strip().toLowerCase(Locale.ROOT).hashCode(), beginning(name.strip()));
        }

        private static String beginning(String name) {
            int end = name.length();
            while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                end = name.offsetByCodePoints(end, -1);
            }
            return name.substring(0, end);
        }
    }

    static Seen of(Swipe swipe, Area area) {
        boolean stays =
                swipe.isGranted() && area.kind() == Area.Kind.RECREATIONAL && swipe.direction() != Direction.OUT;
        return new Seen(
                swipe.time().toEpochMilli(),
                swipe.reason(),
                swipe.direction(),
                (int) Math.min(swipe.attempts(), MOST_ATTEMPTS),
                stays,
                Place.of(swipe.door()),
                Place.of(swipe.building()));
    }

    boolean isGranted() {
        return reason == null;
    }

    boolean isAtDoorOf(Seen other) {
        return same(door, other.door) && same(building, other.building);
    }

    boolean isInBuildingOf(Seen other) {
        return same(building, other.building);
    }

    private static boolean same(@Nullable Place one, @Nullable Place other) {
        return one == null || other == null ? one == other : one.hash() == other.hash();
    }

    /** A reader that reports a swipe twice reports the same within a second. */
    boolean repeats(Seen other) {
        return Math.abs(millis - other.millis) < RecentSwipes.A_SECOND
                && isAtDoorOf(other)
                && reason == other.reason
                && direction == other.direction;
    }

    String place() {
        Place known = door == null ? building : door;
        return Objects.requireNonNullElse(known, new Place(0, "another door")).name();
    }
}
