package io.keepwatch.evaluator.judging;

import io.keepwatch.rules.book.RuleBook;
import java.time.Clock;
import java.time.Duration;

/**
 * What a topology judges with; shared by its tasks.
 *
 * @param book the rules
 * @param latenessAllowance how late an activity may come and still count in its place in time
 * @param clock the domain clock
 * @param peopleHeap bytes of heap for people kept decoded, by estimate, all tasks together
 * @param mishaps the records on which the engine failed; outlives a topology that is started again
 * @param journal told what happens
 */
public record Judging(
        RuleBook book, Duration latenessAllowance, Clock clock, long peopleHeap, Mishaps mishaps, Journal journal) {}
