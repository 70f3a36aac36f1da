package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.BYTES;
import static io.keepwatch.contracts.Attribute.DIRECTION;
import static io.keepwatch.contracts.Attribute.EXECUTABLE;
import static io.keepwatch.contracts.Attribute.REMOTE_IP;
import static io.keepwatch.contracts.Attribute.REMOTE_PORT;
import static io.keepwatch.contracts.Attribute.SESSION;

import org.jspecify.annotations.Nullable;

/**
 * A network connection. Wire type {@code network.connect}.
 *
 * @param header what every activity has
 * @param direction in or out
 * @param remoteIp the other side's address
 * @param remotePort the other side's port, 0 where unknown
 * @param executable the program's path
 * @param bytes size in bytes, 0 where unknown
 * @param session the session it belongs to
 */
public record NetworkConnect(
        ActivityHeader header,
        @Nullable String direction,
        @Nullable String remoteIp,
        long remotePort,
        @Nullable String executable,
        long bytes,
        @Nullable String session)
        implements Activity {
    static NetworkConnect of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new NetworkConnect(
                header,
                draft.text(DIRECTION),
                draft.text(REMOTE_IP),
                draft.number(REMOTE_PORT, 0),
                draft.text(EXECUTABLE),
                draft.number(BYTES, 0),
                draft.text(SESSION));
    }

    @Override
    public ActivityType type() {
        return ActivityType.NETWORK_CONNECT;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case DIRECTION -> direction;
            case REMOTE_IP -> remoteIp;
            case REMOTE_PORT -> remotePort;
            case EXECUTABLE -> executable;
            case BYTES -> bytes;
            case SESSION -> session;
            default -> null;
        };
    }
}
