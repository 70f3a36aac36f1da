package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.SESSION;
import static io.keepwatch.contracts.Attribute.SESSION_KIND;
import static io.keepwatch.contracts.Attribute.SINCE;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal session is open. Wire type {@code session.open}.
 *
 * @param header what every activity has
 * @param session the session it belongs to
 * @param kind tmux, screen or ssh
 * @param since when the session was opened
 */
public record SessionOpen(
        ActivityHeader header,
        @Nullable String session,
        @Nullable String kind,
        @Nullable Instant since) implements Activity {
    static SessionOpen of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new SessionOpen(header, draft.text(SESSION), draft.text(SESSION_KIND), draft.time(SINCE));
    }

    @Override
    public ActivityType type() {
        return ActivityType.SESSION_OPEN;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case SESSION -> session;
            case SESSION_KIND -> kind;
            case SINCE -> since;
            default -> null;
        };
    }
}
