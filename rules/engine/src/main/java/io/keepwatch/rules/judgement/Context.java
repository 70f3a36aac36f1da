package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.Identity;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A person as of an activity's time.
 *
 * @param profile the identity valid then, or null where nobody told us
 * @param sinceNotice time since the newest notice (resignation, termination) given by then; null where there is none
 * @param monitored whether a period of enhanced monitoring holds the time
 * @param left whether the person had left by then: HR's termination was in effect, or their identity was retired
 */
public record Context(@Nullable Identity profile, @Nullable Duration sinceNotice, boolean monitored, boolean left) {
    /** Someone nobody told us anything about. */
    public static final Context UNKNOWN = new Context(null, null, false);

    /** A person of whose leaving HR said nothing: they have left if their identity was retired. */
    public Context(@Nullable Identity profile, @Nullable Duration sinceNotice, boolean monitored) {
        this(profile, sinceNotice, monitored, profile != null && profile.retired());
    }

    /** The zone of the person's days and nights; UTC where nobody told us. */
    public ZoneId zone() {
        return profile == null || profile.timeZone() == null ? ZoneOffset.UTC : ZoneId.of(profile.timeZone());
    }

    /** Whether the person holds administrative rights. */
    public boolean privileged() {
        return profile != null && profile.privileged();
    }
}
