package io.keepwatch.rules.badge;

import io.keepwatch.contracts.BadgeSwipe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A badge held to a reader, as far as the reader tells. Person and time are enough (S3-02); every further field tells more.
 *
 * @param time when, by the reader's word
 * @param reason why it was turned down; null if it was let in, or if nobody said what became of it
 * @param direction null where the door does not tell
 * @param attempts how many tries the reader folded into this one, 1 upwards
 */
public record Swipe(
        Instant time,
        @Nullable Reason reason,
        @Nullable String door,
        @Nullable String building,
        @Nullable Direction direction,
        long attempts) {

    private static final String DENIED = "denied";

    /** Why a badge was turned down. */
    public enum Reason {
        LOST,
        EXPIRED,
        CLEARANCE,
        RULE,
        /** Any other, or one that nobody told. */
        OTHER
    }

    /** Which way through the door. */
    public enum Direction {
        IN,
        OUT
    }

    public Swipe {
        attempts = Math.max(1, attempts);
        door = blankToNull(door);
        building = blankToNull(building);
    }

    /** A swipe that gives a reason was turned down, also if it does not say so. */
    public static Swipe of(BadgeSwipe activity) {
        boolean denied = DENIED.equals(activity.outcome()) || activity.outcome() == null && activity.reason() != null;
        return new Swipe(
                activity.header().time(),
                denied ? reason(activity.reason()) : null,
                activity.door(),
                activity.building(),
                direction(activity.direction()),
                activity.attempts());
    }

    private static Reason reason(@Nullable String name) {
        return switch (name) {
            case "lost" -> Reason.LOST;
            case "expired" -> Reason.EXPIRED;
            case "clearance" -> Reason.CLEARANCE;
            case "rule" -> Reason.RULE;
            case null, default -> Reason.OTHER;
        };
    }

    private static @Nullable Direction direction(@Nullable String name) {
        return switch (name) {
            case "in" -> Direction.IN;
            case "out" -> Direction.OUT;
            case null, default -> null;
        };
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Whether the door was not told to stay shut. */
    public boolean isGranted() {
        return reason == null;
    }

    /** How people call the place. */
    String place() {
        if (door == null) {
            return building == null ? "a door" : building;
        }
        return building == null ? door : door + " of " + building;
    }
}
