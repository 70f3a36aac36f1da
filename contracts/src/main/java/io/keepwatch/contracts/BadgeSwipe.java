package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.ATTEMPTS;
import static io.keepwatch.contracts.Attribute.BADGE_OUTCOME;
import static io.keepwatch.contracts.Attribute.BADGE_REASON;
import static io.keepwatch.contracts.Attribute.BUILDING;
import static io.keepwatch.contracts.Attribute.DIRECTION;
import static io.keepwatch.contracts.Attribute.DOOR;

import org.jspecify.annotations.Nullable;

/**
 * A badge held to a door's reader. Wire type {@code badge.swipe}.
 *
 * @param header what every activity has
 * @param outcome granted or denied
 * @param reason why it was denied: lost, expired, clearance, rule or other
 * @param door the door's name
 * @param building the building's name
 * @param direction in or out
 * @param attempts how many tries the reader folded into this one
 */
public record BadgeSwipe(
        ActivityHeader header,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String door,
        @Nullable String building,
        @Nullable String direction,
        long attempts)
        implements Activity {
    static BadgeSwipe of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new BadgeSwipe(
                header,
                draft.text(BADGE_OUTCOME),
                draft.text(BADGE_REASON),
                draft.text(DOOR),
                draft.text(BUILDING),
                draft.text(DIRECTION),
                draft.number(ATTEMPTS, 1));
    }

    @Override
    public ActivityType type() {
        return ActivityType.BADGE_SWIPE;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case BADGE_OUTCOME -> outcome;
            case BADGE_REASON -> reason;
            case DOOR -> door;
            case BUILDING -> building;
            case DIRECTION -> direction;
            case ATTEMPTS -> attempts;
            default -> null;
        };
    }
}
