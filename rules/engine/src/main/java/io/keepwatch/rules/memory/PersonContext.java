package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.judgement.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What others told us of a person: profiles, what HR said, what analysts snoozed. */
public final class PersonContext {
    private final Profiles profiles = new Profiles();
    private final Notices notices = new Notices();
    private final Snoozes snoozes = new Snoozes();

    PersonContext() {}

    /** Whether the person's profile from that time on is known to be just this. */
    public boolean knows(Identity identity) {
        return profiles.holds(Profiles.kept(identity));
    }

    public boolean knows(HrEvent event) {
        return notices.holds(event);
    }

    /** Whether the profile's time zone is one we know, or absent; an unknown one counts as absent. */
    public static boolean hasKnownZone(Identity identity) {
        return Profiles.hasKnownZone(identity);
    }

    /** Whether this is, or would be, the earliest profile: then it holds for all time before it, too. */
    public boolean isFirst(Identity identity) {
        return profiles.isFirst(identity);
    }

    /** The person as of an activity's time. */
    public Context at(Remembered entry) {
        Context context = profiles.contextAt(entry);
        Duration sinceNotice = notices.sinceNotice(entry);
        boolean monitored = notices.monitoredAt(entry);
        return sinceNotice == null && !monitored ? context : new Context(context.profile(), sinceNotice, monitored);
    }

    /** The zone of the person's days and nights as of an activity's time. */
    public ZoneId zoneAt(Remembered entry) {
        return profiles.zoneAt(entry);
    }

    /** The beginning of the monitoring period that holds the time, else of the newest notice by then, else null. */
    public @Nullable Instant monitoringAt(Instant time) {
        return notices.monitoringAt(time);
    }

    /** The id of the snooze that holds a match of a rule, or null. */
    public @Nullable String snoozeHolding(String rule, Remembered match) {
        return snoozes.holding(rule, match);
    }

    /** Drops what no activity at or after {@code reach} looks at. */
    void forget(Instant reach) {
        profiles.forget(reach);
        notices.forget(reach);
    }

    Profiles profiles() {
        return profiles;
    }

    Notices notices() {
        return notices;
    }

    Snoozes snoozes() {
        return snoozes;
    }
}
