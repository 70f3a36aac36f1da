package io.keepwatch.evaluator.judging;

import io.keepwatch.rules.engine.Excepted;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what it was told. */
final class RecordingJournal implements Journal {
    final List<RuleFailure> failures = new ArrayList<>();
    final List<Excepted> excepted = new ArrayList<>();
    final List<Outcome.Habit> asked = new ArrayList<>();
    final Map<Integer, Tally> tallies = new ConcurrentHashMap<>();

    @Override
    public void failed(String subject, List<RuleFailure> rules) {
        failures.addAll(rules);
    }

    @Override
    public void excepted(List<Excepted> matches) {
        excepted.addAll(matches);
    }

    @Override
    public void asked(Outcome.Habit habit) {
        asked.add(habit);
    }

    @Override
    public void kept(int partition, Tally tally) {
        tallies.put(partition, tally);
    }

    @Override
    public void left(int partition) {}
}
