package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.Snooze;
import io.keepwatch.rules.book.WindowDeclaration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one person, decoded and mutable; owned by one thread. Made by {@link Memory}, changed by the
 * engine only. It belongs to the rule set it was loaded for.
 */
public final class SubjectState {
    private final String subject;
    private final MemoryPlan plan;
    private final Sections sections = new Sections();
    private final PersonContext person = new PersonContext();
    private final MonitoringPeriods periods;
    private final Baselines baselines = new Baselines();
    private final AlertGroups groups;
    private final RiskMemory risk;
    private final HabitMemory habit;
    private final Recent recent;
    private boolean seen;
    private long newestSecond;
    private int newestNano;
    private long firstSeen;
    private boolean changed;
    private LocalDay day = LocalDay.EPOCH;

    SubjectState(
            String subject,
            MemoryPlan plan,
            Recent.PageReader pages,
            AlertGroups.GroupReader groupReader,
            RiskMemory.EvidenceReader evidenceReader,
            Supplier<byte[]> habitReader) {
        this.subject = subject;
        this.plan = plan;
        this.periods = new MonitoringPeriods(subject, person.notices());
        this.groups = new AlertGroups(subject, groupReader);
        this.risk = new RiskMemory(evidenceReader);
        this.habit = new HabitMemory(habitReader);
        this.recent = new Recent(plan, person.profiles(), pages);
    }

    public String subject() {
        return subject;
    }

    /** Whether something has changed since it was loaded or last stored. */
    public boolean changed() {
        return changed || periods.changed() || risk.changed() || habit.changed();
    }

    void stored() {
        changed = false;
        periods.stored();
        risk.stored();
        habit.stored();
    }

    /** Whether the state was loaded for these windows and this allowance. */
    public boolean belongsTo(MemoryPlan other) {
        return plan == other;
    }

    /** Whether this very activity (source, id, time) was counted and is not yet forgotten. */
    public boolean holds(Remembered entry) {
        return seen && entry.second() >= newestSecond - plan.retention(entry.type()) && recent.holds(entry);
    }

    /** Whether an activity is older than the person's newest by more than the lateness allowance. */
    public boolean isLate(Remembered entry) {
        if (!seen) {
            return false;
        }
        Instant oldest = oldestInTime();
        return entry.compareTime(oldest.getEpochSecond(), oldest.getNano()) < 0;
    }

    /** The oldest moment that still counts in its place in time; only asked once there is an activity. */
    private Instant oldestInTime() {
        return newest().minus(plan.allowance());
    }

    /** What has to be put back if an activity that was placed cannot be judged. */
    public record Placed(
            Remembered entry, boolean wasSeen, long newestSecond, int newestNano, long firstSeen, Runnable uncount) {}

    /**
     * Puts an activity in its place in time. What nothing looks at any more goes first.
     *
     * @param overflow told of every window that has no room for a baseline of this activity's part
     */
    public Placed place(Remembered entry, Consumer<WindowDeclaration> overflow) {
        forget();
        DailyCounting days = baselines.counting(entry, this, overflow);
        recent.add(entry);
        days.count();
        Runnable unsee = baselines.sightings().see(entry, this);
        Placed placed = new Placed(entry, seen, newestSecond, newestNano, firstSeen, () -> {
            unsee.run();
            days.undo();
        });
        if (!seen || entry.compareTime(newestSecond, newestNano) > 0) {
            newestSecond = entry.second();
            newestNano = entry.nano();
        }
        firstSeen = seen ? Math.min(firstSeen, entry.second()) : entry.second();
        seen = true;
        changed = true;
        return placed;
    }

    /** Whether, since this was last asked, activities that still mattered were forgotten because there were too many. */
    public boolean hasForgottenTooMuch() {
        return recent.hasLostSomething();
    }

    /** Takes it out again, as if it had never come. */
    public void displace(Placed placed) {
        recent.remove(placed.entry());
        placed.uncount().run();
        seen = placed.wasSeen();
        newestSecond = placed.newestSecond();
        newestNano = placed.newestNano();
        firstSeen = placed.firstSeen();
        groups.dropBegun();
    }

    private void forget() {
        forgetContext();
        if (!seen) {
            return;
        }
        recent.forget(newestSecond);
        groups.forget(newestSecond - plan.longestRetention());
        baselines.forget(newestSecond);
    }

    private void forgetContext() {
        Instant reach = seen ? Instant.ofEpochSecond(newestSecond - plan.longestRetention()) : Instant.MIN;
        person.forget(reach);
    }

    /** Hands over, in order, the remembered activities since a moment that may still be judged again. */
    public void since(Instant from, Consumer<Remembered> to) {
        if (!seen) {
            return;
        }
        Instant oldest = oldestInTime();
        Instant begin = from.isBefore(oldest) ? oldest : from;
        recent.forEach(begin.getEpochSecond(), Long.MAX_VALUE, entry -> {
            if (entry.compareTime(begin.getEpochSecond(), begin.getNano()) >= 0) {
                to.accept(entry);
            }
        });
    }

    /** Puts a profile in its place. */
    public PersonContext.Taken put(Identity identity) {
        PersonContext.Taken taken = person.put(identity);
        forgetContext();
        recent.forgetColumns();
        changed = true;
        return taken.alsoUndo(() -> {
            recent.forgetColumns();
            groups.dropBegun();
        });
    }

    /** Takes in what HR said. */
    public PersonContext.Taken put(HrEvent event) {
        PersonContext.Taken taken = person.put(event);
        forgetContext();
        changed = true;
        return taken.alsoUndo(groups::dropBegun);
    }

    /**
     * Hands over, for every remembered activity since a moment, the alerts it was counted under; more than may still be
     * judged again.
     */
    public void countedSince(Instant from, BiConsumer<Remembered, AlertGroup> to) {
        recent.forEach(from.getEpochSecond(), Long.MAX_VALUE, entry -> {
            for (long key : entry.countedUnder()) {
                AlertGroup group = groups.withKey(key);
                if (group != null) {
                    to.accept(entry, group);
                }
            }
        });
    }

    /** The monitoring periods of the person, as others were told of them. */
    public MonitoringPeriods periods() {
        return periods;
    }

    /** What is remembered of the person's score. */
    public RiskMemory risk() {
        return risk;
    }

    /** What is usual for the person. */
    public HabitMemory habit() {
        return habit;
    }

    /** When the person is to be looked at again although nothing happens; null if never. */
    public @Nullable Instant due() {
        return Bounds.sooner(periods.due(), risk.due());
    }

    /** When the newest activity happened; {@link Instant#MIN} before the first. */
    public Instant newest() {
        return seen ? Instant.ofEpochSecond(newestSecond, newestNano) : Instant.MIN;
    }

    /**
     * The person's snoozes are now these.
     *
     * @return false if they were before
     */
    public boolean snooze(List<Snooze> now) {
        if (person.snoozes().are(now)) {
            return false;
        }
        person.snoozes().put(now);
        changed = true;
        return true;
    }

    /** What others told us of the person. */
    public PersonContext person() {
        return person;
    }

    /** The person's calendar day that the moment belongs to. */
    public LocalDay dayAt(long second, ZoneId zone) {
        day = day.at(second, zone);
        return day;
    }

    /** The alert of a rule under an anchor; if it is a new one, it counts only once something is counted under it. */
    public AlertGroup group(String rule, Anchor anchor) {
        return groups.find(rule, anchor);
    }

    /**
     * Counts a match under its alert and names what stood in its windows.
     *
     * @return whether the alert is now another than before
     */
    public boolean count(
            AlertGroup group,
            Remembered match,
            AlertGroup.@Nullable Earliest ifEarliest,
            AlertGroup.Standing standing) {
        boolean grown = groups.count(group, match, ifEarliest, standing, recent);
        changed |= grown;
        return grown;
    }

    MemoryPlan plan() {
        return plan;
    }

    Sections sections() {
        return sections;
    }

    Baselines baselines() {
        return baselines;
    }

    AlertGroups groups() {
        return groups;
    }

    Recent recent() {
        return recent;
    }

    boolean hasBeenSeen() {
        return seen;
    }

    long newestSecond() {
        return newestSecond;
    }

    int newestNano() {
        return newestNano;
    }

    long firstSeen() {
        return firstSeen;
    }

    void seen(long second, int nano, long first) {
        seen = true;
        newestSecond = second;
        newestNano = nano;
        firstSeen = first;
    }
}
