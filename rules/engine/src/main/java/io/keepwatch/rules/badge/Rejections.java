package io.keepwatch.rules.badge;

import io.keepwatch.rules.habit.Chance;
import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.Peers;
import io.keepwatch.rules.habit.Volume;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What being turned down at doors says: single events, and patterns of two weeks beside what is to be expected of people in
 * the same position (S3-15 to S3-20). A pattern takes several attempts on several days and does not need a habit of the
 * person's own; what peers do is expected, and where nobody is known yet, one rejection a month.
 */
final class Rejections {
    private static final int SPAN = 14;
    private static final int FEWEST_ATTEMPTS = 3;
    private static final int FEWEST_DAYS = 2;
    /** One rejection in so many days is expected before anything is known. */
    private static final double EXPECTED_DAYS = 30;
    /** However many peers are known, a person of the same kind may differ from them. */
    private static final double MOST_BASIS = 60;
    /** Attempts less than a minute apart, the first and the last of them. */
    private static final int MANY_ATTEMPTS = 5;

    private static final long A_MINUTE = Duration.ofMinutes(1).toMillis();

    private final Habit habit;
    private final LocalDate day;
    private final Peers peers;
    private final HabitSettings settings;
    private final List<BadgeFinding> findings = new ArrayList<>();

    /**
     * @param habit after the swipe
     * @param day of the person's calendar
     */
    Rejections(Habit habit, LocalDate day, Peers peers, HabitSettings settings) {
        this.habit = habit;
        this.day = day;
        this.peers = peers;
        this.settings = settings;
    }

    /** How many attempts there were in two weeks and how likely so many are. */
    private record Rate(Habit.Stretch seen, double expected, double chance, boolean isPattern, String peers) {
        String words(String what) {
            return String.format(
                    Locale.ROOT,
                    "%d attempts %s on %d days of two weeks; %.1f would be expected of %s, and"
                            + " so many are seen of %.2g %% of them",
                    seen.sum(),
                    what,
                    seen.daysWith(),
                    expected,
                    peers,
                    100 * chance);
        }
    }

    /** What it finds of a swipe that was turned down. */
    List<BadgeFinding> judge(Swipe swipe, Area area, Unusual unusual, boolean isRepeatedWithinAMinute) {
        Rate all = rate(Volume.REJECTIONS);
        boolean isMore = all.isPattern();
        String seen = all.words("were turned down");
        add(BadgeEvent.BADGE_ERROR, isMore, "Turned down at " + swipe.place() + ". " + seen + own(Volume.REJECTIONS));
        if (unusual.time().isEvidence()) {
            add(BadgeEvent.UNUSUAL_BADGE_ERROR_TIME, isMore, unusual.timeWords() + ". " + seen + ".");
        }
        if (unusual.location().isEvidence()) {
            add(BadgeEvent.UNUSUAL_BADGE_ERROR_LOCATION, isMore, unusual.locationWords() + ". " + seen + ".");
        }
        switch (swipe.reason()) {
            case LOST, EXPIRED ->
                pattern(
                        BadgeEvent.EXCESSIVE_BADGE_ERROR_LOST_OR_EXPIRED,
                        Volume.LOST_OR_EXPIRED,
                        "with a lost or expired badge");
            case RULE ->
                pattern(BadgeEvent.EXCESSIVE_SECURITY_RULE_INFRACTIONS, Volume.RULE, "against a security rule");
            case CLEARANCE -> clearance(swipe, area, unusual, isRepeatedWithinAMinute);
            case OTHER -> {}
            case null -> throw new IllegalArgumentException("nobody was turned down");
        }
        return findings;
    }

    /** What one swipe that was turned down for lack of clearance says whatever there was before it. */
    static List<BadgeFinding> single(Swipe swipe, Area area, Unusual unusual) {
        List<BadgeFinding> findings = new ArrayList<>();
        findings.add(new BadgeFinding(
                BadgeEvent.BADGE_ERROR_INSUFF_CLEARANCE, true, "Has no clearance for " + swipe.place() + "."));
        if (area.kind() == Area.Kind.SENSITIVE && unusual.time().isEvidence()) {
            findings.add(new BadgeFinding(
                    BadgeEvent.UNUSUAL_BADGE_ERROR_INSUFF_CLEARANCE_SENSITIVE_AREA_TIME,
                    true,
                    unusual.timeWords() + ", at a sensitive door without clearance."));
        }
        return findings;
    }

    private void clearance(Swipe swipe, Area area, Unusual unusual, boolean isRepeatedWithinAMinute) {
        boolean isSensitive = area.kind() == Area.Kind.SENSITIVE;
        findings.addAll(single(swipe, area, unusual));
        pattern(BadgeEvent.EXCESSIVE_BADGE_ERROR_INSUFF_CLEARANCE, Volume.CLEARANCE, "without clearance");
        Habit.Stretch odd = habit.stretch(Volume.UNUSUAL_CLEARANCE, day, SPAN);
        if (isSeveral(odd)) {
            add(
                    BadgeEvent.UNUSUAL_BADGE_ERROR_INSUFF_CLEARANCE,
                    true,
                    odd.sum() + " attempts without clearance at times or places unusual for this person, on "
                            + odd.daysWith() + " days of two weeks.");
        }
        if (isSensitive && isRepeatedWithinAMinute) {
            add(
                    BadgeEvent.REPEATED_BADGE_ERROR_INSUFF_CLEARANCE_SENSITIVE_AREA,
                    true,
                    "At least " + MANY_ATTEMPTS + " attempts within a minute at " + swipe.place()
                            + ", a sensitive door, without clearance.");
        }
    }

    private void pattern(BadgeEvent event, Volume volume, String what) {
        Rate rate = rate(volume);
        if (rate.isPattern()) {
            add(event, true, rate.words(what) + own(volume));
        }
    }

    private String own(Volume volume) {
        return String.format(Locale.ROOT, "; their own days have %.2f on average.", habit.mean(volume));
    }

    private void add(BadgeEvent event, boolean evidence, String words) {
        findings.add(new BadgeFinding(event, evidence, words));
    }

    private Rate rate(Volume volume) {
        Habit.Stretch seen = habit.stretch(volume, day, SPAN);
        double peerDays = peers.knownDays(volume);
        double rate = (1 + peers.mean(volume, settings) * peerDays) / (EXPECTED_DAYS + peerDays);
        double basis = Math.min(EXPECTED_DAYS + peerDays, MOST_BASIS);
        int days = Math.max(1, seen.days());
        double chance = Chance.atLeast(seen.sum(), days, rate, basis);
        return new Rate(
                seen, rate * days, chance, isSeveral(seen) && chance <= 1 - settings.threshold(), peers.words());
    }

    private static boolean isSeveral(Habit.Stretch seen) {
        return seen.sum() >= FEWEST_ATTEMPTS && seen.daysWith() >= FEWEST_DAYS;
    }

    /**
     * Whether a swipe is one of five attempts for lack of clearance at one door, less than a minute apart, in whatever order
     * they came (S3-29, B09).
     *
     * @param recent with the swipe
     */
    static boolean isRepeatedWithinAMinute(Seen swipe, RecentSwipes recent) {
        List<Seen> same = recent.swipes().stream()
                .filter(seen -> seen.reason() == Swipe.Reason.CLEARANCE && seen.isAtDoorOf(swipe))
                .toList();
        return same.stream()
                .filter(last -> last.millis() >= swipe.millis() && last.millis() - swipe.millis() < A_MINUTE)
                .anyMatch(last -> same.stream()
                                .filter(seen ->
                                        seen.millis() <= last.millis() && last.millis() - seen.millis() < A_MINUTE)
                                .mapToInt(Seen::attempts)
                                .sum()
                        >= MANY_ATTEMPTS);
    }
}
