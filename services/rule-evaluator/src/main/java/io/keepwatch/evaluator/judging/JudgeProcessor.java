package io.keepwatch.evaluator.judging;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Input;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Judges what comes in, in the order of the person's partition: one record, one step of the engine, its alerts out, the
 * person kept in memory until the commit. What cannot be read goes to the dead-letter topic in the same transaction.
 * Between records it looks at people whose time has come by the domain clock, a few at a time.
 */
final class JudgeProcessor
        implements Processor<byte @Nullable [], byte @Nullable [], byte @Nullable [], byte @Nullable []> {
    /** How often a task to which nothing comes looks for other rules: it must let the old ones go, too. */
    private static final Duration IDLE_LOOK = Duration.ofSeconds(10);

    /** How often it is seen whose time has come, and how many people are then looked at before the next record. */
    static final Duration DUE_LOOK = Duration.ofMillis(100);

    static final int MOST_AT_ONCE = 200;

    /** When somebody is looked at again with whom something went wrong. */
    static final Duration LATER = Duration.ofHours(1);

    private final Judging judging;
    private final Bells bells;
    private final Clock clock;
    private final Runnable writer = this::write;
    private RuleBook book;
    private Engine engine;
    private @Nullable Running running;

    /** What a task has between {@code init} and {@code close}. */
    private record Running(
            ProcessorContext<byte @Nullable [], byte @Nullable []> context,
            TaskId task,
            People people,
            DuePeople due,
            PeerExchange peers,
            Backlog backlog) {}

    JudgeProcessor(Judging judging, Bells bells) {
        this.judging = judging;
        this.bells = bells;
        this.clock = judging.clock();
        this.book = judging.rules().get();
        this.engine = new Engine(book, judging.latenessAllowance(), judging.habits());
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], byte @Nullable []> context) {
        KeyValueStore<String, byte @Nullable []> store = context.getStateStore(EvaluatorTopology.PEOPLE);
        KeyValueStore<String, byte[]> bell = context.getStateStore(EvaluatorTopology.BELL);
        People people = new People(
                engine,
                windows(book),
                clock.instant(),
                store,
                bell,
                () -> judging.peopleHeap() / Math.max(1, bells.answering()));
        running = new Running(
                context,
                context.taskId(),
                people,
                new DuePeople(context.getStateStore(EvaluatorTopology.DUE)),
                new PeerExchange(
                        store,
                        context.getStateStore(EvaluatorTopology.PEERS),
                        context.taskId().partition()),
                new Backlog(context.currentSystemTimeMs()));
        bells.answer(context.taskId(), writer);
        context.schedule(IDLE_LOOK, PunctuationType.WALL_CLOCK_TIME, _ -> {
            followRules();
            running().peers().look();
        });
        context.schedule(DUE_LOOK, PunctuationType.WALL_CLOCK_TIME, _ -> lookAtDue());
        judging.journal().kept(context.taskId().partition(), people.tally().copy());
    }

    /**
     * Goes over to the rules that judge now, between two records. What the old ones changed is written by the engine that
     * knows its shape, as part of the running transaction; from then on everybody is read anew.
     */
    private void followRules() {
        RuleBook now = judging.rules().get();
        if (now == book) {
            return;
        }
        Running here = running();
        Engine next = new Engine(now, judging.latenessAllowance(), judging.habits());
        if (here.people().hasUnwritten()) {
            write();
        }
        here.people().judgeWith(next, windows(now), clock.instant());
        book = now;
        engine = next;
        judging.journal().kept(here.task().partition(), here.people().tally().copy());
    }

    private static List<Long> windows(RuleBook book) {
        return book.windows().stream().map(WindowDeclaration::key).toList();
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        followRules();
        Running here = running();
        RecordMetadata place = here.context().recordMetadata().orElseThrow();
        Topic topic = EvaluatorTopology.input(place.topic());
        here.backlog().read(record.timestamp(), here.context().currentSystemTimeMs());
        switch (Reading.of(topic, record)) {
            case Reading.Understood(String subject, Input input) -> judge(here, place, topic, record, subject, input);
            case Reading.Merged _ -> here.people().took(topic, place.offset(), Tally.Fate.MERGED, null);
            case Reading.Unreadable(String reason) -> setAside(here, place, topic, record, reason);
        }
    }

    private void judge(
            Running here,
            RecordMetadata place,
            Topic topic,
            Record<byte @Nullable [], byte @Nullable []> record,
            String subject,
            Input input) {
        if (judging.mishaps().givenUp(place)) {
            setAside(here, place, topic, record, "the engine failed on it");
            return;
        }
        People.Person person;
        try {
            person = here.people().get(subject);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            // Nothing was changed; what cannot be read now will not be readable later.
            setAside(here, place, topic, record, "what is known of the person cannot be read: " + name(e));
            return;
        }
        Instant before = person.state().due();
        Outcome outcome;
        try {
            outcome = engine.step(person.state(), input, here.peers().newest(), clock.instant());
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            if (here.people().forget(person)) {
                setAside(here, place, topic, record, "the engine failed on it: " + name(e));
                return;
            }
            judging.mishaps().remember(place);
            throw new EngineFailedException(place, e);
        }
        for (Alert alert : outcome.alerts()) {
            here.context().forward(AlertRecord.of(alert, place, record.timestamp()), EvaluatorTopology.ALERT_SINK);
        }
        tell(here, outcome, record.timestamp());
        here.due().move(subject, before, outcome.due());
        if (!outcome.failures().isEmpty()) {
            judging.journal().failed(subject, outcome.failures());
        }
        if (!outcome.excepted().isEmpty()) {
            judging.journal().excepted(outcome.excepted());
        }
        if (outcome.habit() != Outcome.Habit.NOT_ASKED) {
            judging.journal().asked(outcome.habit());
        }
        here.people().took(topic, place.offset(), fate(outcome.counting()), person);
    }

    private static void tell(Running here, Outcome outcome, long timestamp) {
        for (MonitoringChange change : outcome.monitoring()) {
            here.context().forward(MonitoringRecord.of(change, timestamp), EvaluatorTopology.MONITORING_SINK);
        }
        for (Risk risk : outcome.risks()) {
            here.context().forward(RiskRecord.of(risk, timestamp), EvaluatorTopology.RISK_SINK);
        }
    }

    /** Looks at the next few people whose time has come, each as of their own time, in its order. */
    private void lookAtDue() {
        Running here = running();
        long now = here.context().currentSystemTimeMs();
        if (here.backlog().isRead(now)) {
            followRules();
            for (DuePeople.Entry entry : here.due().upTo(clock.instant(), MOST_AT_ONCE)) {
                lookAt(here, entry, now);
            }
            here.peers()
                    .sum(
                            engine,
                            clock.instant(),
                            judging.latenessAllowance(),
                            now,
                            part -> here.context().forward(part, EvaluatorTopology.PEERS_SINK));
        }
    }

    private void lookAt(Running here, DuePeople.Entry entry, long timestamp) {
        here.due().remove(entry);
        People.Person person = null;
        try {
            person = here.people().get(entry.subject());
            Instant now = clock.instant();
            Instant due = person.state().due();
            if (due != null && !due.isAfter(now)) {
                Outcome outcome = engine.step(person.state(), new Input.Tick(due), now);
                tell(here, outcome, timestamp);
                due = outcome.due();
                here.people().lookedAt(person);
            }
            here.due().move(entry.subject(), null, due);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            if (person != null && !here.people().forget(person)) {
                // Something of them is not written yet: only the whole task can go back to where it was.
                throw e;
            }
            judging.journal()
                    .failed(
                            entry.subject(),
                            List.of(new RuleFailure(Engine.MEMORY, "what is due cannot be looked at: " + name(e))));
            here.due().put(new DuePeople.Entry(clock.instant().plus(LATER).toEpochMilli(), entry.subject()));
        }
    }

    /** The kind of a failure; its message may quote the person's activity. */
    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private static Tally.Fate fate(Outcome.Counting counting) {
        return switch (counting) {
            case COUNTED -> Tally.Fate.JUDGED;
            case REPEATED -> Tally.Fate.REPEATED;
            case LATE -> Tally.Fate.LATE;
            case UNNOTICED -> Tally.Fate.UNNOTICED;
        };
    }

    private void setAside(
            Running here,
            RecordMetadata place,
            Topic topic,
            Record<byte @Nullable [], byte @Nullable []> record,
            String reason) {
        here.context().forward(DeadLetter.of(record, place, reason), EvaluatorTopology.deadLetterSink(topic));
        here.people().took(topic, place.offset(), Tally.Fate.DEAD, null);
    }

    private void write() {
        Running here = running();
        here.people().write();
        judging.journal().kept(here.task().partition(), here.people().tally().copy());
    }

    private Running running() {
        return Objects.requireNonNull(running, "init comes first");
    }

    @Override
    public void close() {
        Running closed = running;
        if (closed != null) {
            bells.leave(closed.task(), writer);
            judging.journal().left(closed.task().partition());
            running = null;
        }
    }
}
