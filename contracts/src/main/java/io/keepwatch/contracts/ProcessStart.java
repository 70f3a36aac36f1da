package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.ARGUMENTS;
import static io.keepwatch.contracts.Attribute.EXECUTABLE;
import static io.keepwatch.contracts.Attribute.PARENT;
import static io.keepwatch.contracts.Attribute.SCHEDULER;
import static io.keepwatch.contracts.Attribute.SESSION;

import org.jspecify.annotations.Nullable;

/**
 * A program was started. Wire type {@code process.start}.
 *
 * @param header what every activity has
 * @param executable the program's path
 * @param arguments its arguments, separated by spaces
 * @param scheduler cron, at, systemd or none
 * @param session the session it belongs to
 * @param parent the parent process
 */
public record ProcessStart(
        ActivityHeader header,
        @Nullable String executable,
        @Nullable String arguments,
        @Nullable String scheduler,
        @Nullable String session,
        @Nullable String parent)
        implements Activity {
    static ProcessStart of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new ProcessStart(
                header,
                draft.text(EXECUTABLE),
                draft.text(ARGUMENTS),
                draft.text(SCHEDULER),
                draft.text(SESSION),
                draft.text(PARENT));
    }

    @Override
    public ActivityType type() {
        return ActivityType.PROCESS_START;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case EXECUTABLE -> executable;
            case ARGUMENTS -> arguments;
            case SCHEDULER -> scheduler;
            case SESSION -> session;
            case PARENT -> parent;
            default -> null;
        };
    }
}
