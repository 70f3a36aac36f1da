package io.keepwatch.evaluator.judging;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.habit.HabitSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a topology judges with; shared by its tasks.
 *
 * @param rules the rules that judge now; asked before each record, the same object as long as they are the same
 * @param latenessAllowance how late an activity may come and still count in its place in time
 * @param habits from when on a person's habit is known, and what is unusual
 * @param clock the domain clock
 * @param peopleHeap bytes of heap for people kept decoded, by estimate, all tasks together
 * @param mishaps the records on which the engine failed; outlives a topology that is started again
 * @param journal told what happens
 */
public record Judging(
        Supplier<RuleBook> rules,
        Duration latenessAllowance,
        HabitSettings habits,
        Clock clock,
        long peopleHeap,
        Mishaps mishaps,
        Journal journal) {}
