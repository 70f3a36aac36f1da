package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEvent.Monitoring;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.score.ContextFact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What others told us of a person - profiles, what HR said, what analysts snoozed - and what their own activity tells. */
public final class PersonContext {
    private final Profiles profiles = new Profiles();
    private final Notices notices = new Notices(profiles);
    private final Snoozes snoozes = new Snoozes();
    private final Conduct conduct = new Conduct(profiles);

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

    /**
     * What was taken in.
     *
     * @param since the earliest time for which something else may hold now
     * @param undo takes it back
     */
    public record Taken(Instant since, Runnable undo) {
        Taken alsoUndo(Runnable more) {
            return new Taken(since, () -> {
                undo.run();
                more.run();
            });
        }
    }

    /** Puts a profile in its place; the first one known also holds for all time before it. */
    Taken put(Identity identity) {
        List<Identity> before = profiles.all();
        Notices.Memento said = notices.memento();
        boolean first = profiles.isFirst(identity);
        Instant since = notices.movedBy(identity.validFrom());
        profiles.put(Profiles.kept(identity));
        notices.follow();
        return new Taken(first ? Instant.MIN : notices.movedBy(since), () -> {
            profiles.restore(before);
            notices.restore(said);
        });
    }

    Taken put(HrEvent event) {
        Notices.Memento before = notices.memento();
        Instant since = notices.put(event);
        return new Taken(since, () -> notices.restore(before));
    }

    /**
     * The person as of an activity's time. Somebody has left when HR's termination is in effect, or when their identity
     * was retired and HR did not say since that they are back.
     */
    public Context at(Remembered entry) {
        Context context = profiles.contextAt(entry);
        if (notices.isEmpty()) {
            return context;
        }
        Instant time = entry.time();
        return new Context(
                context.profile(),
                notices.sinceNotice(time),
                notices.holdsAt(Monitoring.ENHANCED, time),
                notices.holdsAt(MonitoringChange.EX_EMPLOYEE, time) || isRetired(context.profile(), time));
    }

    private boolean isRetired(@Nullable Identity profile, Instant time) {
        return profile != null && profile.retired() && !notices.endings().isBack(profile.validFrom(), time);
    }

    /**
     * The factors of the person's context that HR's words have in effect at the time, by the contract's names: {@code
     * notice}, {@code pip}, {@code negative-review}, {@code contractor} (S2-018 … S2-023).
     */
    public Set<String> factorsAt(Instant time) {
        return notices.factorsAt(time);
    }

    /** What multiplies the person's score, over all time that is known (S2-018 … S2-025). */
    public List<ContextFact> circumstances() {
        return Circumstances.of(notices, profiles, conduct);
    }

    /**
     * The person did something that tells of their circumstances.
     *
     * @return whether others have to hear of it
     */
    public boolean did(Conduct.Deed deed, Remembered entry) {
        return conduct.did(deed, entry);
    }

    /** From when on what a receipt said no longer counts, or null if it still does. */
    public @Nullable Instant withdrawnAt(String receipt) {
        return notices.endings().withdrawnAt(receipt);
    }

    /** The profile that holds at a time; null where nobody told. */
    public @Nullable Identity profileAt(Instant time) {
        return profiles.profileAt(time);
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
        notices.forget(reach);
        conduct.forget(reach);
        profiles.forget(reach);
    }

    Profiles profiles() {
        return profiles;
    }

    Notices notices() {
        return notices;
    }

    Conduct conduct() {
        return conduct;
    }

    Snoozes snoozes() {
        return snoozes;
    }
}
