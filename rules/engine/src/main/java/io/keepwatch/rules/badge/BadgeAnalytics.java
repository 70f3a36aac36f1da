package io.keepwatch.rules.badge;

import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.Observation;
import io.keepwatch.rules.habit.Peers;
import io.keepwatch.rules.habit.PersonClock;
import io.keepwatch.rules.habit.Rhythm;
import io.keepwatch.rules.habit.Trait;
import io.keepwatch.rules.habit.Unusualness.State;
import io.keepwatch.rules.habit.Volume;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the swipes of a badge say of a person (S3-02, S3-08 to S3-33). A function: the same habit, swipe and peers give the
 * same findings and the same habit. Thread-safe.
 */
public final class BadgeAnalytics {
    private final Areas areas;
    private final HabitSettings settings;

    public BadgeAnalytics(Areas areas, HabitSettings settings) {
        this.areas = areas;
        this.settings = settings;
    }

    /**
     * Judges a swipe with what was known before it, and learns it.
     *
     * @param peers the person not among them
     */
    public Judged judge(Habit habit, Swipe swipe, PersonClock clock, Peers peers) {
        Area area = areas.behind(swipe.door());
        Seen seen = Seen.of(swipe, area);
        RecentSwipes recent = RecentSwipes.of(habit);
        if (recent.hasRepetitionOf(seen)) {
            return new Judged(List.of(), habit, true);
        }
        Unusual unusual = Unusual.of(swipe, area, habit, clock, peers, settings);
        List<BadgeFinding> findings = new ArrayList<>();
        Recreation.judge(habit, unusual.local().toLocalDate(), peers, settings).ifPresent(findings::add);

        RecentSwipes withIt = recent.with(seen);
        Sequences sequences = new Sequences(habit, peers);
        List<BadgeFinding> impossible = sequences.judge(seen, recent);
        Habit learned = learn(habit, swipe, area, unusual, sequences, clock);
        learned = withIt.into(Recreation.learn(learned, seen, recent, clock, settings));

        if (swipe.isGranted()) {
            granted(swipe, area, unusual, findings);
        } else {
            boolean isRepeated = Rejections.isRepeatedWithinAMinute(seen, withIt);
            findings.addAll(new Rejections(learned, unusual.local().toLocalDate(), peers, settings)
                    .judge(swipe, area, unusual, isRepeated));
        }
        // Until the person is known, how the doors lie is learned and not held against them.
        if (habit.state(Rhythm.BADGE, unusual.local().toLocalDate(), settings) == State.LEARNED) {
            findings.addAll(impossible);
        }
        return new Judged(findings, learned, false);
    }

    /**
     * Judges a swipe that comes too late to be learned. Nobody knows any more whether it was counted before: patterns of
     * several swipes, which it would count in twice, are not asked for.
     *
     * @param peers the person not among them
     */
    public List<BadgeFinding> judgeAlone(Habit habit, Swipe swipe, PersonClock clock, Peers peers) {
        Area area = areas.behind(swipe.door());
        Unusual unusual = Unusual.of(swipe, area, habit, clock, peers, settings);
        List<BadgeFinding> findings = new ArrayList<>();
        if (swipe.isGranted()) {
            granted(swipe, area, unusual, findings);
        } else if (swipe.reason() == Swipe.Reason.CLEARANCE) {
            findings.addAll(Rejections.single(swipe, area, unusual));
        }
        return findings;
    }

    /** Where somebody was let in is their habit; where they were turned down is not. */
    private Habit learn(Habit habit, Swipe swipe, Area area, Unusual unusual, Sequences sequences, PersonClock clock) {
        LocalDateTime local = unusual.local();
        Map<Trait, String> values = new EnumMap<>(Trait.class);
        if (swipe.isGranted()) {
            values.putAll(Unusual.places(swipe, area));
            String passage = sequences.passage();
            if (passage != null) {
                values.put(Trait.PASSAGE, passage);
            }
        }
        Observation observation =
                new Observation(local, swipe.isGranted() ? Rhythm.BADGE : null, values, attempts(swipe, unusual));
        return habit.learn(observation, clock, settings);
    }

    /** Every swipe makes its day count, also with nothing. */
    private static Map<Volume, Long> attempts(Swipe swipe, Unusual unusual) {
        Map<Volume, Long> attempts = new EnumMap<>(Volume.class);
        attempts.put(Volume.REJECTIONS, swipe.isGranted() ? 0 : swipe.attempts());
        attempts.put(Volume.LOST_OR_EXPIRED, 0L);
        attempts.put(Volume.CLEARANCE, 0L);
        attempts.put(Volume.UNUSUAL_CLEARANCE, 0L);
        attempts.put(Volume.RULE, 0L);
        switch (swipe.reason()) {
            case LOST, EXPIRED -> attempts.put(Volume.LOST_OR_EXPIRED, swipe.attempts());
            case RULE -> attempts.put(Volume.RULE, swipe.attempts());
            case CLEARANCE -> {
                attempts.put(Volume.CLEARANCE, swipe.attempts());
                attempts.put(Volume.UNUSUAL_CLEARANCE, unusual.any() ? swipe.attempts() : 0);
            }
            case OTHER -> {}
            case null -> {}
        }
        return attempts;
    }

    private static void granted(Swipe swipe, Area area, Unusual unusual, List<BadgeFinding> findings) {
        findings.add(new BadgeFinding(BadgeEvent.ACCESS_AUTHORIZED, false, "Let in at " + swipe.place() + "."));
        // Who goes to the roof may need help; what else is odd about it is not held against them (S3-32, B11).
        boolean evidence = !area.roof() || area.kind() == Area.Kind.SENSITIVE;
        if (unusual.time().isEvidence()) {
            String words = unusual.timeWords() + ".";
            findings.add(new BadgeFinding(BadgeEvent.UNUSUAL_ACCESS_AUTHORIZED_TIME, evidence, words));
            ofArea(
                    area,
                    BadgeEvent.UNUSUAL_SENSITIVE_AREA_ACCESS_AUTHORIZED_TIME,
                    BadgeEvent.UNUSUAL_COMMON_AREA_ACCESS_AUTHORIZED_TIME,
                    evidence,
                    words,
                    findings);
        }
        if (unusual.location().isEvidence()) {
            String words = unusual.locationWords() + ".";
            findings.add(new BadgeFinding(BadgeEvent.UNUSUAL_ACCESS_AUTHORIZED_LOCATION, evidence, words));
            ofArea(
                    area,
                    BadgeEvent.UNUSUAL_SENSITIVE_AREA_ACCESS_AUTHORIZED_LOCATION,
                    BadgeEvent.UNUSUAL_COMMON_AREA_ACCESS_AUTHORIZED_LOCATION,
                    evidence,
                    words,
                    findings);
        }
        if (area.roof()) {
            findings.add(new BadgeFinding(
                    BadgeEvent.ROOF_ACCESS,
                    true,
                    "Went up to the roof through " + swipe.place() + ". Somebody should ask how they are."));
        }
    }

    private static void ofArea(
            Area area,
            BadgeEvent sensitive,
            BadgeEvent common,
            boolean evidence,
            String words,
            List<BadgeFinding> findings) {
        switch (area.kind()) {
            case SENSITIVE -> findings.add(new BadgeFinding(sensitive, evidence, words));
            case COMMON -> findings.add(new BadgeFinding(common, evidence, words));
            case RECREATIONAL, OTHER -> {}
        }
    }
}
