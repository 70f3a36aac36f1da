package io.keepwatch.evaluator.running;

import io.keepwatch.contracts.Topic;
import io.keepwatch.evaluator.catalogue.ExceptionHits;
import io.keepwatch.evaluator.catalogue.Quarantine;
import io.keepwatch.evaluator.catalogue.RuleFailures;
import io.keepwatch.evaluator.judging.Journal;
import io.keepwatch.evaluator.judging.Tally;
import io.keepwatch.rules.engine.Excepted;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Conservation as metrics: per input partition, what became of its records as of the last write, and how many offsets
 * nobody can account for, which is none. They survive restarts with the people's state; a partition judged elsewhere is
 * shown elsewhere.
 */
@Singleton
class EvaluatorJournal implements Journal {
    private final MeterRegistry meters;
    private final RuleFailures failures;
    private final Quarantine quarantine;
    private final ExceptionHits hits;
    private final Map<Integer, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<Integer, List<Meter>> shown = new ConcurrentHashMap<>();

    EvaluatorJournal(MeterRegistry meters, RuleFailures failures, Quarantine quarantine, ExceptionHits hits) {
        this.hits = hits;
        this.quarantine = quarantine;
        this.meters = meters;
        this.failures = failures;
    }

    @Override
    public void failed(String subject, List<RuleFailure> rules) {
        for (RuleFailure failure : rules) {
            failures.add(failure);
            quarantine.consider(subject, failure);
        }
    }

    @Override
    public void excepted(List<Excepted> excepted) {
        excepted.forEach(hits::add);
    }

    @Override
    public void asked(Outcome.Habit habit) {
        meters.counter("keepwatch.habits.asked", "state", habit.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void kept(int partition, Tally tally) {
        tallies.put(partition, tally);
        shown.computeIfAbsent(partition, this::show);
    }

    @Override
    public void left(int partition) {
        List<Meter> gone = shown.remove(partition);
        if (gone != null) {
            gone.forEach(meters::remove);
        }
        tallies.remove(partition);
    }

    /** The tallies of the partitions judged here, as of the last write. */
    Collection<Tally> tallies() {
        return List.copyOf(tallies.values());
    }

    private List<Meter> show(int partition) {
        List<Meter> all = new ArrayList<>();
        for (Topic topic : Tally.TOPICS) {
            Tags where = Tags.of("topic", topic.topicName(), "partition", Integer.toString(partition));
            for (Tally.Fate fate : Tally.Fate.values()) {
                Tags what = where.and("fate", fate.name().toLowerCase(Locale.ROOT));
                all.add(gauge(
                        "records", "What became of them", what, line(partition, topic, line -> line.count(fate))));
            }
            all.add(gauge("offset.next", "After the newest", where, line(partition, topic, Tally.Line::next)));
            all.add(gauge("offsets.skipped", "Never delivered", where, line(partition, topic, Tally.Line::skipped)));
            all.add(gauge("records.again", "Delivered once more", where, line(partition, topic, Tally.Line::again)));
            all.add(gauge("unaccounted", "Without a fate", where, line(partition, topic, Tally.Line::unaccounted)));
        }
        return all;
    }

    private Supplier<Number> line(int partition, Topic topic, ToDoubleFunction<Tally.Line> value) {
        return () -> {
            Tally tally = tallies.get(partition);
            return tally == null ? Double.NaN : value.applyAsDouble(tally.line(topic));
        };
    }

    private Meter gauge(String name, String description, Tags tags, Supplier<Number> value) {
        return Gauge.builder("keepwatch.evaluator." + name, value)
                .description(description)
                .tags(tags)
                .register(meters);
    }
}
