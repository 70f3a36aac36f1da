package io.keepwatch.rules.habit;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.habit.Unusualness.State;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a person's use of computers, media and printers says of them beside their habit (S3-03, S3-09). A function: the same
 * habit, activity and peers give the same answer. Thread-safe.
 */
public final class HabitAnalytics {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);
    private static final double BYTES_OF_A_MEGABYTE = 1_000_000;

    private final Map<ActivityType, List<Question>> questions = new EnumMap<>(ActivityType.class);
    private final HabitSettings settings;

    /** @param asked of the findings by name, those that somebody weighs */
    public HabitAnalytics(Predicate<String> asked, HabitSettings settings) {
        this.settings = settings;
        for (Question question : Question.values()) {
            if (asked.test(question.kind())) {
                questions
                        .computeIfAbsent(question.type(), _ -> new ArrayList<>())
                        .add(question);
            }
        }
    }

    /**
     * What an activity was found to be.
     *
     * @param habit after it
     * @param state whether the person's habit was known well enough to say anything; null if it was not asked
     */
    public record Answer(
            List<HabitFinding> findings,
            Habit habit,
            @Nullable State state) {
        public Answer {
            findings = List.copyOf(findings);
        }
    }

    /** Whether something is asked of activities of this type; nothing is learned of others. */
    public boolean asks(ActivityType type) {
        return questions.containsKey(type);
    }

    /**
     * Judges an activity with what was known before it, and learns it.
     *
     * @param peers the person not among them
     */
    public Answer judge(Habit habit, Activity activity, PersonClock clock, Peers peers) {
        Observation seen = observation(activity, clock);
        if (seen == null) {
            return new Answer(List.of(), habit, null);
        }
        Asking asking = new Asking(habit, seen, clock, peers);
        List<HabitFinding> findings = new ArrayList<>();
        asked(activity).forEach(question -> asking.ask(question).ifPresent(findings::add));
        return new Answer(findings, habit.learn(seen, clock, settings), asking.state);
    }

    /**
     * Judges an activity that comes too late to be learned. Nobody knows any more whether it was counted before: daily
     * amounts, which it would count in twice, are not asked for.
     */
    public List<HabitFinding> judgeAlone(Habit habit, Activity activity, PersonClock clock, Peers peers) {
        Observation seen = observation(activity, clock);
        if (seen == null) {
            return List.of();
        }
        Asking asking = new Asking(habit, seen, clock, peers);
        return asked(activity).stream()
                .filter(question -> question.volume() == null)
                .flatMap(question -> asking.ask(question).stream())
                .toList();
    }

    private List<Question> asked(Activity activity) {
        return questions.getOrDefault(activity.type(), List.of());
    }

    /** What there is to learn of it that a question needs; null if nothing. */
    private @Nullable Observation observation(Activity activity, PersonClock clock) {
        List<Question> asked = asked(activity);
        Observation whole = asked.isEmpty() ? null : ActivityObservations.of(activity, clock);
        if (whole == null) {
            return null;
        }
        Map<Trait, String> values = new EnumMap<>(Trait.class);
        Map<Volume, Long> amounts = new EnumMap<>(Volume.class);
        for (Question question : asked) {
            if (question.trait() != null && whole.values().containsKey(question.trait())) {
                values.put(
                        question.trait(), Objects.requireNonNull(whole.values().get(question.trait())));
            }
            if (question.volume() != null && whole.amounts().containsKey(question.volume())) {
                amounts.put(
                        question.volume(),
                        Objects.requireNonNull(whole.amounts().get(question.volume())));
            }
        }
        return new Observation(whole.local(), whole.rhythm(), values, amounts);
    }

    /** The questions of one activity. */
    private final class Asking {
        private final Habit habit;
        private final Observation seen;
        private final PersonClock clock;
        private final Peers peers;
        private final LocalDate day;
        /** Of the best known of what was asked for. */
        private @Nullable State state;

        private Asking(Habit habit, Observation seen, PersonClock clock, Peers peers) {
            this.habit = habit;
            this.seen = seen;
            this.clock = clock;
            this.peers = peers;
            this.day = seen.local().toLocalDate();
        }

        private Optional<HabitFinding> ask(Question question) {
            return switch (question) {
                case FIRST_NIGHT_LOGIN -> firstNight(question);
                case FIRST_MEDIA_USE -> firstMedia(question);
                case UNUSUAL_LOGIN_TIME -> hour(question);
                default -> question.volume() == null ? value(question) : amount(question);
            };
        }

        private Unusualness known(Unusualness unusual) {
            if (state != State.LEARNED) {
                state = unusual.state();
            }
            return unusual;
        }

        private Optional<HabitFinding> hour(Question question) {
            Rhythm rhythm = Objects.requireNonNull(question.rhythm());
            Unusualness unusual = known(habit.unusualness(rhythm, seen.local(), clock, peers, settings));
            return unusual.isEvidence()
                    ? found(
                            question,
                            "On " + CLOCK.format(seen.local()) + ": " + share(unusual, "do is at more usual hours"))
                    : Optional.empty();
        }

        private Optional<HabitFinding> firstNight(Question question) {
            LocalDateTime local = seen.local();
            if (!Hours.isNight(local.getHour()) || habit.knowsNights(Rhythm.LOGIN)) {
                return Optional.empty();
            }
            Unusualness unusual = known(habit.unusualness(Rhythm.LOGIN, local, clock, peers, settings));
            return unusual.isEvidence()
                    ? found(
                            question,
                            "On " + CLOCK.format(local) + ", never before between 22:00 and 06:00: "
                                    + share(unusual, "do is at more usual hours"))
                    : Optional.empty();
        }

        /** Never used says nothing of somebody who is not known at all: by their logins, else by their badge. */
        private Optional<HabitFinding> firstMedia(Question question) {
            if (habit.knows(Volume.MEDIA_WRITTEN)) {
                return Optional.empty();
            }
            boolean isKnown = habit.state(Rhythm.LOGIN, day, settings) == State.LEARNED
                    || habit.state(Rhythm.BADGE, day, settings) == State.LEARNED;
            state = isKnown ? State.LEARNED : State.LEARNING;
            return isKnown ? found(question, "None are known of this person until then") : Optional.empty();
        }

        private Optional<HabitFinding> value(Question question) {
            Trait trait = Objects.requireNonNull(question.trait());
            String value = seen.values().get(trait);
            if (value == null || habit.knows(trait, value)) {
                return Optional.empty();
            }
            Unusualness unusual = known(habit.unusualness(trait, value, day, peers, settings));
            return unusual.isEvidence()
                    ? found(question, value + ", never used before: " + share(unusual, "use is more usual"))
                    : Optional.empty();
        }

        private Optional<HabitFinding> amount(Question question) {
            Volume volume = Objects.requireNonNull(question.volume());
            long sum = habit.sum(volume, day) + seen.amounts().getOrDefault(volume, 0L);
            Unusualness unusual = known(habit.unusualness(volume, sum, day, peers, settings));
            double usual = habit.mean(volume, day);
            boolean isPages = volume == Volume.PAGES;
            long unsaid = isPages ? HabitSettings.PAGES_UNSAID : HabitSettings.BYTES_UNSAID;
            if (!unusual.isEvidence() || sum - usual < unsaid) {
                return Optional.empty();
            }
            String much = isPages
                    ? String.format(Locale.ROOT, "%d pages that day, %.0f on average", sum, usual)
                    : String.format(
                            Locale.ROOT,
                            "%.0f MB that day, %.1f on average",
                            sum / BYTES_OF_A_MEGABYTE,
                            usual / BYTES_OF_A_MEGABYTE);
            return Optional.of(
                    new HabitFinding(question.kind(), much + ": " + share(unusual, "do in a day is less") + ".", true));
        }

        private Optional<HabitFinding> found(Question question, String words) {
            return Optional.of(new HabitFinding(question.kind(), words + ".", false));
        }

        private String share(Unusualness unusual, String how) {
            return String.format(
                    Locale.ROOT,
                    "%.1f %% of what this person and %s %s (%.0f days known)",
                    100 * unusual.probability(),
                    peers.words(),
                    how,
                    unusual.ownDays());
        }
    }
}
