package io.keepwatch.evaluator.running;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.evaluator.catalogue.LoadedRules;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.WindowDeclaration;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Windows that have not been judged with for as long as they reach back. What they say is true as far as it goes, but what
 * they do not say proves nothing yet.
 */
@Singleton
public class LearningWindows {
    private final LoadedRules rules;
    private final EvaluatorJournal journal;
    private final Clock clock;

    /**
     * A window that is learning in a partition judged here.
     *
     * @param rules the rules whose conditions read it
     * @param window what it asks for
     * @param since domain time at which the last of our partitions began to be judged with it; null if one has not yet
     * @param until domain time from which on it is no longer learning; null if unknown
     */
    public record Learning(
            List<String> rules,
            String window,
            @Nullable Instant since,
            @Nullable Instant until) {}

    LearningWindows(LoadedRules rules, EvaluatorJournal journal, Clock clock) {
        this.rules = rules;
        this.journal = journal;
        this.clock = clock;
    }

    /** In the order of the set. */
    public List<Learning> list() {
        RuleBook book = rules.book();
        if (book == null) {
            return List.of();
        }
        List<Partition> partitions = new ArrayList<>();
        journal.tallies().forEach(tally -> partitions.add(tally::judgedSince));
        return of(book, partitions, clock.instant());
    }

    /** What a partition knows of its windows. */
    @FunctionalInterface
    interface Partition {
        /** Since when it is judged with the window of this key, or null if it is not yet. */
        @Nullable
        Instant judgedSince(long key);
    }

    static List<Learning> of(RuleBook book, List<Partition> partitions, Instant now) {
        List<Learning> learning = new ArrayList<>();
        for (WindowDeclaration window : book.windows()) {
            Instant last = Instant.MIN;
            boolean unknown = false;
            for (Partition partition : partitions) {
                Instant begin = partition.judgedSince(window.key());
                unknown |= begin == null;
                last = begin != null && begin.isAfter(last) ? begin : last;
            }
            Duration length = length(window);
            if (unknown || (!partitions.isEmpty() && now.isBefore(last.plus(length)))) {
                learning.add(new Learning(
                        readers(book, window),
                        described(window),
                        unknown ? null : last,
                        unknown ? null : last.plus(length)));
            }
        }
        return learning;
    }

    private static List<String> readers(RuleBook book, WindowDeclaration window) {
        return book.rules().stream()
                .filter(rule -> rule.windows().contains(window.index()))
                .map(Rule::id)
                .toList();
    }

    private static Duration length(WindowDeclaration window) {
        return switch (window.span()) {
            case WindowDeclaration.Sliding(Duration over) -> over;
            case WindowDeclaration.Daily(int _, int learningDays) -> Duration.ofDays(learningDays);
            case WindowDeclaration.Rate(var _, int _, int learningDays) -> Duration.ofDays(learningDays);
            case WindowDeclaration.Lookback(int _, int learningDays) -> Duration.ofDays(learningDays);
        };
    }

    /** As near to the declaration as one line allows. */
    private static String described(WindowDeclaration window) {
        String of = window.of().stream().map(ActivityType::wireName).sorted().collect(Collectors.joining(", "));
        String what = window.aggregate().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (window.measured() == null ? "" : " " + window.measured().name());
        String by = window.by().isEmpty() ? "" : " by " + String.join(", ", window.by());
        String span = switch (window.span()) {
            case WindowDeclaration.Sliding(Duration over) -> " over " + over;
            case WindowDeclaration.Daily(int days, int _) -> " per day against " + days + " days";
            case WindowDeclaration.Rate(var _, int days, int _) -> " as a rate against " + days + " days";
            case WindowDeclaration.Lookback(int days, int _) -> " within " + days + " days";
        };
        return of + ": " + what + by + span;
    }
}
