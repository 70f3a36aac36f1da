package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.BadgeSwipe;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.badge.BadgeAnalytics;
import io.keepwatch.rules.badge.BadgeEvent;
import io.keepwatch.rules.badge.BadgeFinding;
import io.keepwatch.rules.badge.Judged;
import io.keepwatch.rules.badge.Swipe;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.habit.Habit;
import io.keepwatch.rules.habit.HabitAnalytics;
import io.keepwatch.rules.habit.HabitFinding;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.Holidays;
import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.habit.Peers;
import io.keepwatch.rules.habit.PersonClock;
import io.keepwatch.rules.habit.Rhythm;
import io.keepwatch.rules.habit.Unusualness.State;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.score.Model;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks what is usual for a person about their activities (S3-08 … S3-33). Only what the model weighs is asked; of types of
 * which nothing is asked no habit is read or written.
 */
final class Habits {
    /** Different clocks that are kept: zones, working hours and sites are few. */
    private static final int MOST_CLOCKS = 1_000;

    private final Map<String, Model.Kind> kinds = new HashMap<>();
    private final BadgeAnalytics badges;
    private final HabitAnalytics others;
    private final boolean asksBadges;
    private final Holidays holidays;
    private final HabitSettings settings;
    private final Map<Setting, PersonClock> clocks = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Setting, PersonClock> eldest) {
            return size() > MOST_CLOCKS;
        }
    };

    /** What a person's clock and calendar are made of. */
    private record Setting(
            @Nullable String zone,
            @Nullable String workHours,
            @Nullable String site) {}

    /**
     * What an activity was found to be.
     *
     * @param found what speaks for or against the person
     * @param habit after it; null where nothing was asked
     * @param known whether enough was known for a claim
     */
    record Answer(List<HabitEvidence> found, @Nullable Habit habit, Outcome.Habit known) {
        static final Answer NOTHING = new Answer(List.of(), null, Outcome.Habit.NOT_ASKED);

        private static Answer of(List<HabitEvidence> found, @Nullable Habit habit, @Nullable State state) {
            return new Answer(
                    found,
                    habit,
                    switch (state) {
                        case LEARNING -> Outcome.Habit.LEARNING;
                        case LEARNED -> Outcome.Habit.LEARNED;
                        case null -> Outcome.Habit.NOT_ASKED;
                    });
        }
    }

    Habits(RuleBook book, HabitSettings settings) {
        this.settings = settings;
        book.model().model().kinds().forEach(kind -> kinds.put(kind.name(), kind));
        badges = new BadgeAnalytics(book.areas(), settings);
        others = new HabitAnalytics(kinds::containsKey, settings);
        asksBadges = Stream.of(BadgeEvent.values()).anyMatch(event -> kinds.containsKey(event.documentName()));
        holidays = book.holidays();
    }

    /** Whether something is asked of activities of this type. */
    boolean ask(ActivityType type) {
        return type == ActivityType.BADGE_SWIPE ? asksBadges : others.asks(type);
    }

    /**
     * Judges an activity in its place in time with what was known until it came.
     *
     * @throws IllegalStateException if the stored habit cannot be read
     */
    Answer about(SubjectState state, Remembered entry, Activity activity, PeerSnapshot snapshot) {
        if (!ask(activity.type())) {
            return Answer.NOTHING;
        }
        Asked asked = new Asked(state, entry, activity, snapshot);
        return activity instanceof BadgeSwipe swipe ? asked.aboutSwipe(swipe) : asked.aboutOther();
    }

    /**
     * Judges an activity that came too late to count in its place; it teaches nothing.
     *
     * @throws IllegalStateException if the stored habit cannot be read
     */
    Answer aboutLate(SubjectState state, Remembered entry, Activity activity, PeerSnapshot snapshot) {
        return ask(activity.type())
                ? Answer.of(new Asked(state, entry, activity, snapshot).alone(), null, null)
                : Answer.NOTHING;
    }

    /** What is usual for a person; null while too little is known of them. */
    @Nullable
    PeerContribution contribution(SubjectState state, LocalDate day) {
        Identity profile =
                state.person().profileAt(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        PeerHabit usual = PeerHabit.of(state.habit().habit(), day, settings);
        return usual.isEmpty() ? null : new PeerContribution(PeerSnapshot.groupOf(profile), usual);
    }

    private PersonClock clock(@Nullable Identity profile) {
        return profile == null
                ? PersonClock.UTC
                : clocks.computeIfAbsent(
                        new Setting(profile.timeZone(), profile.workHours(), profile.site()),
                        _ -> PersonClock.of(profile, holidays));
    }

    /** One activity and everything that is asked about it. */
    private final class Asked {
        private final SubjectState state;
        private final Remembered entry;
        private final Activity activity;
        private final PersonClock clock;
        private final LocalDate day;
        private final Habit habit;
        private final Peers peers;

        private Asked(SubjectState state, Remembered entry, Activity activity, PeerSnapshot snapshot) {
            this.state = state;
            this.entry = entry;
            this.activity = activity;
            Identity profile = state.person().at(entry).profile();
            clock = clock(profile);
            day = clock.local(entry.time()).toLocalDate();
            habit = state.habit().habit();
            peers = snapshot.of(profile, habit, day, settings);
        }

        private Answer aboutSwipe(BadgeSwipe swipe) {
            Judged judged = badges.judge(habit, Swipe.of(swipe), clock, peers);
            return Answer.of(found(judged.findings()), judged.habit(), habit.state(Rhythm.BADGE, day, settings));
        }

        private Answer aboutOther() {
            HabitAnalytics.Answer answer = others.judge(habit, activity, clock, peers);
            return Answer.of(evidence(answer.findings()), answer.habit(), answer.state());
        }

        private List<HabitEvidence> alone() {
            return activity instanceof BadgeSwipe swipe
                    ? found(badges.judgeAlone(habit, Swipe.of(swipe), clock, peers))
                    : evidence(others.judgeAlone(habit, activity, clock, peers));
        }

        private List<HabitEvidence> found(List<BadgeFinding> findings) {
            List<HabitEvidence> evidence = new ArrayList<>();
            for (BadgeFinding finding : findings) {
                Model.Kind kind = kinds.get(finding.event().documentName());
                if (finding.evidence() && kind != null) {
                    evidence.add(evidence(kind, finding.words(), List.of(entry)));
                }
            }
            return evidence;
        }

        private List<HabitEvidence> evidence(List<HabitFinding> findings) {
            List<HabitEvidence> evidence = new ArrayList<>();
            for (HabitFinding finding : findings) {
                Model.Kind kind = kinds.get(finding.kind());
                if (kind != null) {
                    evidence.add(evidence(kind, finding.words(), finding.ofTheDay() ? ofTheDay() : List.of(entry)));
                }
            }
            return evidence;
        }

        private HabitEvidence evidence(Model.Kind kind, String words, List<Remembered> activities) {
            return new HabitEvidence(kind, words, day, entry.time(), activities);
        }

        /** What of the person's day is remembered of this type, the earliest first: an amount of a day rests on all of it. */
        private List<Remembered> ofTheDay() {
            List<Remembered> same = new ArrayList<>();
            state.since(day.atStartOfDay(clock.zone()).toInstant(), other -> {
                if (other.type() == entry.type()
                        && same.size() < Scoring.MOST_ACTIVITIES
                        && clock.local(other.time()).toLocalDate().equals(day)) {
                    same.add(other);
                }
            });
            return same.contains(entry) || same.size() >= Scoring.MOST_ACTIVITIES
                    ? same
                    : Stream.concat(same.stream(), Stream.of(entry)).toList();
        }
    }
}
