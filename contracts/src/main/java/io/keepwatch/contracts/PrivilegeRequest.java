package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.ROLE;
import static io.keepwatch.contracts.Attribute.TICKET;

import org.jspecify.annotations.Nullable;

/**
 * Asking for a role. Wire type {@code privilege.request}.
 *
 * @param header what every activity has
 * @param role the role asked for
 * @param ticket the ticket that justifies it
 */
public record PrivilegeRequest(
        ActivityHeader header,
        @Nullable String role,
        @Nullable String ticket) implements Activity {
    static PrivilegeRequest of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new PrivilegeRequest(header, draft.text(ROLE), draft.text(TICKET));
    }

    @Override
    public ActivityType type() {
        return ActivityType.PRIVILEGE_REQUEST;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case ROLE -> role;
            case TICKET -> ticket;
            default -> null;
        };
    }
}
