package io.keepwatch.rules.memory;

import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The monitoring periods of a person as others were told of them: what HR asks for, told when it comes into effect, when
 * it finds something, and when it is over. What was told is remembered, so that nothing is told twice.
 *
 * <p>A period keeps the name it was told under. What HR says about a time that was told to be over begins another one.
 * An activity from within a period that comes after the period's end is still told as a suspicion, after the end.
 */
public final class MonitoringPeriods {
    /** A departure that HR tells later than this is pointed out (S1-13). */
    static final Duration LONGEST_GAP = Duration.ofHours(1);

    /** The period of a termination comes before its watch: HR hears of one receipt once, and then by the period's name. */
    private static final Comparator<Claim> AS_TOLD = Comparator.comparing(
                    (Claim claim) -> claim.kind().equals(MonitoringChange.EX_EMPLOYEE))
            .thenComparing(Claim::begin)
            .thenComparing(Claim::receipt)
            .thenComparing(Claim::kind);

    private final String subject;
    private final Notices notices;
    private final Endings endings;
    private final List<Told> told = new ArrayList<>();
    private boolean changed;

    /**
     * An alert that may be a suspicion.
     *
     * @param at when the activity happened that matched
     */
    public record Suspicion(String alert, String rule, Severity severity, Instant at) {
        /** By time, then by what tells two alerts apart. */
        public static final Comparator<Suspicion> ORDER = Comparator.comparing(Suspicion::at)
                .thenComparing(Suspicion::rule)
                .thenComparing(Suspicion::alert);
    }

    MonitoringPeriods(String subject, Notices notices) {
        this.subject = subject;
        this.notices = notices;
        this.endings = notices.endings();
    }

    List<Told> told() {
        return told;
    }

    boolean changed() {
        return changed;
    }

    void stored() {
        changed = false;
    }

    /** Whether nobody was ever told of a period: so it is of nearly everybody. */
    public boolean isEmpty() {
        return told.isEmpty();
    }

    /** When there is something to tell again without anything being said or done; null if nothing is to come. */
    public @Nullable Instant due() {
        Instant due = null;
        for (Claim claim : notices.claims()) {
            if (!claim.isTold() && !isVoid(claim)) {
                due = Bounds.sooner(due, claim.begin());
            }
        }
        for (Told period : told) {
            due = period.isOver() ? due : Bounds.sooner(due, end(period));
        }
        return due;
    }

    /** The earliest time of what comes into effect by {@code upTo} without having been told, or null. */
    public @Nullable Instant newSince(Instant upTo) {
        Instant since = null;
        for (Claim claim : notices.claims()) {
            if (isNew(claim, upTo)) {
                since = Bounds.sooner(since, claim.begin());
            }
        }
        return since;
    }

    private boolean isNew(Claim claim, Instant upTo) {
        return !claim.isTold() && !claim.begin().isAfter(upTo) && !isVoid(claim);
    }

    /** Whether it was withdrawn before it began. */
    private boolean isVoid(Claim claim) {
        return claim.begin().equals(endings.end(claim));
    }

    /**
     * What has come into effect, and what is over.
     *
     * @param upTo the moment up to which to look
     * @param now domain time
     * @param timeIsUp whether periods that end by themselves are to be ended: only when they are due, because until then
     *     HR may be heard lengthening them
     */
    public List<MonitoringChange> review(Instant upTo, Instant now, boolean timeIsUp) {
        List<MonitoringChange> changes = new ArrayList<>();
        notices.claims().stream()
                .filter(claim -> isNew(claim, upTo))
                .sorted(AS_TOLD)
                .toList()
                .forEach(claim -> begin(claim, now, changes));
        for (Told period : List.copyOf(told)) {
            Instant end = period.isOver() ? null : end(period);
            if (end != null && !end.isAfter(upTo)) {
                boolean byItself = endsByItself(period, end);
                if (!byItself || timeIsUp) {
                    changes.add(
                            byItself
                                    ? change(period, MonitoringChange.EXPIRED, end, now, null, null, null)
                                    : change(
                                            period,
                                            MonitoringChange.ENDED,
                                            end,
                                            now,
                                            endedBy(period, end),
                                            null,
                                            null));
                    put(period.endedAt(end));
                }
            }
        }
        while (told.size() > Bounds.MOST && told.stream().anyMatch(Told::isOver)) {
            told.remove(told.stream().filter(Told::isOver).findFirst().orElseThrow());
        }
        return changes;
    }

    private void begin(Claim claim, Instant now, List<MonitoringChange> changes) {
        Instant end = endings.end(claim);
        Told period = new Told(claim.kind(), claim.receipt(), claim.begin(), null, List.of());
        List<Told> touched = told.stream()
                .filter(other -> !other.isOver() && other.kind().equals(claim.kind()))
                .filter(other -> touches(claim, end, other))
                .sorted(Comparator.comparing(Told::from).thenComparing(Told::name))
                .toList();
        if (!touched.isEmpty()) {
            period = touched.getFirst().beginning(claim.begin());
        }
        put(period);
        join(claim, period.name());
        for (Told other : touched.subList(Math.min(1, touched.size()), touched.size())) {
            changes.add(change(
                    other,
                    MonitoringChange.ENDED,
                    later(claim.begin(), claim.receivedAt()),
                    now,
                    claim.receipt(),
                    null,
                    "It is one with period " + period.name() + " now."));
            period = period.with(other);
            put(period);
            told.remove(other);
            for (Claim member : members(other)) {
                join(member, period.name());
            }
        }
        changes.add(change(
                period,
                MonitoringChange.ACTIVE,
                later(claim.begin(), claim.receivedAt()),
                now,
                claim.receipt(),
                null,
                gap(claim)));
    }

    private boolean touches(Claim claim, @Nullable Instant end, Told period) {
        Instant periodEnd = end(period);
        return (periodEnd == null || !claim.begin().isAfter(periodEnd))
                && (end == null || !end.isBefore(period.from()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable String gap(Claim claim) {
        Duration gap = Duration.between(claim.begin(), claim.receivedAt());
        if (!claim.kind().equals(MonitoringChange.EX_EMPLOYEE) || gap.compareTo(LONGEST_GAP) <= 0) {
            return null;
        }
        String days = gap.toDays() == 0 ? "" : gap.toDays() + " d ";
        return "HR told us " + days + gap.toHoursPart() + " h " + gap.toMinutesPart()
                + " min after the person had left, longer than an hour: see what happened in between.";
    }

    private void join(Claim claim, String period) {
        notices.claims().set(notices.claims().indexOf(claim), claim.toldAs(period));
    }

    void put(Told period) {
        changed = true;
        told.removeIf(other -> other.is(period));
        told.add(period);
        told.sort(Comparator.comparing(Told::from).thenComparing(Told::name).thenComparing(Told::kind));
    }

    private List<Claim> members(Told period) {
        return notices.claims().stream()
                .filter(claim ->
                        claim.kind().equals(period.kind()) && period.name().equals(claim.period()))
                .toList();
    }

    /** When a period ends; null while nothing ends it. */
    private @Nullable Instant end(Told period) {
        if (period.isOver()) {
            return period.over();
        }
        Instant latest = period.from();
        for (Claim member : members(period)) {
            Instant end = endings.end(member);
            if (end == null) {
                return null;
            }
            latest = later(latest, end);
        }
        return latest;
    }

    private boolean endsByItself(Told period, Instant end) {
        return members(period).stream()
                .anyMatch(member -> endings.endsByItself(member) && end.equals(endings.end(member)));
    }

    private @Nullable String endedBy(Told period, Instant end) {
        for (Claim member : members(period)) {
            Endings.Cut cut = endings.cut(member);
            if (cut != null && end.equals(endings.end(member))) {
                return cut.receipt();
            }
        }
        return null;
    }

    /** Whether a period holds a time. */
    boolean holds(Told period, Instant time) {
        return members(period).stream().anyMatch(member -> endings.holds(member, time));
    }

    /** When the periods begin that were told. */
    public List<Instant> begins() {
        return told.stream().map(Told::from).toList();
    }

    MonitoringChange change(
            Told period,
            String state,
            Instant at,
            Instant now,
            @Nullable String receipt,
            @Nullable Suspicion alert,
            @Nullable String reason) {
        String cause = alert != null ? alert.alert() : receipt != null ? receipt : "";
        return new MonitoringChange(
                AlertGroup.idOf("monitoring", subject, period.kind(), period.name(), state, cause),
                subject,
                period.name(),
                period.kind(),
                state,
                period.from(),
                end(period),
                at,
                now,
                receipt,
                alert == null ? null : alert.alert(),
                alert == null ? null : alert.rule(),
                alert == null ? null : alert.severity().name(),
                reason);
    }
}
