package io.keepwatch.evaluator.judging;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.judgement.CompiledConditions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** The repository's own rules; what they compile to is kept, as the service keeps it, for the processes that tests start. */
final class TestRules {
    static final Path DIRECTORY = Path.of("../../rules");
    private static final CompiledConditions COMPILED = CompiledConditions.in(Path.of("target/compiled-conditions"));
    static final Duration ALLOWANCE = Duration.ofHours(24);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-03T08:00:00Z"), ZoneOffset.UTC);
    static final long PEOPLE_HEAP = 64 * 1024 * 1024;

    private static final class Book {
        static final RuleBook INSTANCE = load();
    }

    private TestRules() {}

    static RuleBook book() {
        return Book.INSTANCE;
    }

    /** The same rules, loaded once more. */
    static RuleBook load() {
        try {
            return RuleBooks.load(DIRECTORY, null, COMPILED);
        } catch (RuleSetException e) {
            throw new IllegalStateException("the repository's own rules cannot be used", e);
        }
    }

    static Judging judging(Journal journal) {
        return judging(TestRules::book, journal);
    }

    static Judging judging(Supplier<RuleBook> rules, Journal journal) {
        return judging(rules, CLOCK, journal);
    }

    static Judging judging(Clock clock, Journal journal) {
        return judging(TestRules::book, clock, journal);
    }

    private static Judging judging(Supplier<RuleBook> rules, Clock clock, Journal journal) {
        return new Judging(rules, ALLOWANCE, HabitSettings.DEFAULT, clock, PEOPLE_HEAP, new Mishaps(), journal);
    }
}
