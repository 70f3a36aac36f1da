package io.keepwatch.hunting.review;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.hunting.store.Batch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Who left, and when.
 *
 * @param subject the person's key, or one of their accounts
 * @param left the instant they left
 * @param watchBegan when any activity of theirs began to raise an alert; null while nobody has said so
 * @param now where a gap ends that no watch has ended
 * @param zone whose days are counted and whose time is shown
 * @param monitoring what is known of the monitoring, null if nothing is
 */
public record Departure(
        String subject,
        Instant left,
        @Nullable Instant watchBegan,
        Instant now,
        ZoneId zone,
        @Nullable MonitoringState monitoring) {
    /** How far the first window reaches back. */
    public static final Duration BEFORE = Duration.ofDays(30);
    /** How many weeks before the first window tell what is ordinary for the person. */
    public static final int ORDINARY_WEEKS = 8;
    /** A gap that is longer says that the process of removing access is too slow (S1-13). */
    public static final Duration LONGEST_GAP = Duration.ofHours(1);

    /** @throws IllegalArgumentException naming the field */
    public Departure {
        if (subject.isBlank() || subject.length() > ActivityDraft.LONGEST_KEY || !Asked.isAskable(subject)) {
            throw new IllegalArgumentException(
                    "subject: expected 1 to " + ActivityDraft.LONGEST_KEY + " whole characters, not all of them space");
        }
        requireStorable("left", left);
        requireStorable("now", now);
    }

    private static void requireStorable(String field, Instant time) {
        if (time.isBefore(Batch.EARLIEST.plus(Duration.ofDays(366))) || !time.isBefore(Batch.END)) {
            throw new IllegalArgumentException(field + ": no activity of that time can be stored");
        }
    }

    /** The days before they left. */
    Window before() {
        return new Window(left.minus(BEFORE), left);
    }

    /** From leaving until the watch began, or until now. */
    Window after() {
        Instant began = watchKnown();
        Instant end = began == null ? now : began;
        return new Window(left, end.isBefore(left) ? left : end);
    }

    /** The weeks that tell what is ordinary. */
    Window ordinary() {
        Instant until = before().from();
        return new Window(until.minus(Duration.ofDays(7L * ORDINARY_WEEKS)), until);
    }

    /** When the watch began; null if that is not known, or yet to come, which has not ended the gap. */
    @Nullable
    Instant watchKnown() {
        return watchBegan == null || watchBegan.isAfter(now) ? null : watchBegan;
    }
}
