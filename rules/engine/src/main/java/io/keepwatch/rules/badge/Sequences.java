package io.keepwatch.rules.badge;

import io.keepwatch.rules.badge.Swipe.Direction;
import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.Peers;
import io.keepwatch.rules.habit.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one badge cannot do if one person carries it. There is no plan of the buildings: what the person did before, or what
 * two of their peers did, is how the doors lie and not impossible. Only swipes in the order of their time are judged, because
 * one out of order says as much of a clock as of a person.
 */
final class Sequences {
    private static final Duration BETWEEN_DOORS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_BUILDINGS = Duration.ofMinutes(1);
    private static final int PEERS_WHO_PROVE_IT = 2;
    private static final long A_MINUTE = Duration.ofMinutes(1).toMillis();

    private final Habit habit;
    private final Peers peers;
    private final List<BadgeFinding> findings = new ArrayList<>();
    private @Nullable String passage;

    Sequences(Habit habit, Peers peers) {
        this.habit = habit;
        this.peers = peers;
    }

    /** What it finds of a swipe that let somebody through. */
    List<BadgeFinding> judge(Seen swipe, RecentSwipes recent) {
        if (swipe.isGranted() && recent.after(swipe) == null) {
            Optional<Seen> before =
                    recent.swipes().reversed().stream().filter(Seen::isGranted).findFirst();
            before.ifPresent(seen -> speed(seen, swipe));
            if (swipe.direction() == Direction.OUT) {
                recent.swipes().reversed().stream()
                        .filter(seen -> seen.isGranted() && seen.direction() != null && seen.isInBuildingOf(swipe))
                        .findFirst()
                        .filter(seen -> seen.direction() == Direction.OUT)
                        .ifPresent(seen -> exit(seen, swipe));
            }
        }
        return findings;
    }

    /** What is to be remembered as the way the doors lie; null if nothing. */
    @Nullable
    String passage() {
        return passage;
    }

    private void speed(Seen before, Seen swipe) {
        long gap = swipe.millis() - before.millis();
        boolean isCoarse = swipe.millis() % A_MINUTE == 0 && before.millis() % A_MINUTE == 0;
        if (isCoarse) {
            return;
        }
        if (before.building() != null && swipe.building() != null && !before.isInBuildingOf(swipe)) {
            if (gap < BETWEEN_BUILDINGS.toMillis()) {
                raise(
                        BadgeEvent.IMPOSSIBLE_BUILDINGS,
                        before.building().name() + ">" + swipe.building().name(),
                        "The badge was in " + swipe.building().name() + " " + seconds(gap) + " after it was in "
                                + before.building().name());
            }
        } else if (before.door() != null
                && swipe.door() != null
                && !before.isAtDoorOf(swipe)
                && gap < BETWEEN_DOORS.toMillis()) {
            raise(
                    BadgeEvent.IMPOSSIBLE_DOORS,
                    before.door().hash() + ">" + swipe.door().hash(),
                    "The badge went through " + swipe.place() + " " + seconds(gap) + " after " + before.place()
                            + ", faster than one walks");
        }
    }

    private void exit(Seen before, Seen swipe) {
        raise(
                BadgeEvent.IMPOSSIBLE_EXIT,
                "out:" + before.place() + ">" + swipe.place(),
                "The badge left through " + swipe.place() + " and had left through " + before.place()
                        + " already, without coming in again");
    }

    private void raise(BadgeEvent event, String way, String words) {
        boolean isTheBuilding =
                habit.knows(Trait.PASSAGE, way) || peers.users(Trait.PASSAGE, way) >= PEERS_WHO_PROVE_IT;
        if (!isTheBuilding) {
            findings.add(new BadgeFinding(
                    event,
                    true,
                    words + ". Somebody held a door, two people use the badge, or a reader's clock is wrong."));
        }
        passage = way;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / (double) RecentSwipes.A_SECOND);
    }
}
