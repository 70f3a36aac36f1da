package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.Snooze;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.engine.Outcome.Counting;
import io.keepwatch.rules.habit.HabitSettings;
import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.Conduct.Deed;
import io.keepwatch.rules.memory.Memory;
import io.keepwatch.rules.memory.MemoryPlan;
import io.keepwatch.rules.memory.MonitoringPeriods.Suspicion;
import io.keepwatch.rules.memory.PersonContext;
import io.keepwatch.rules.memory.RecordSink;
import io.keepwatch.rules.memory.RecordSource;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.WindowsAt;
import io.keepwatch.rules.score.ContextFact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers and judges: (state, input, rule book) → (state', alerts, changes). Deterministic, in event time, without a clock. One
 * engine serves any number of people, on one thread; it is not thread-safe. A new rule set is a new engine over the same
 * stored records.
 *
 * <p>An activity in time, or late within the allowance, takes its own place in time, and every remembered activity whose
 * window it enters is judged again (R15). An older one is judged alone and changes nothing earlier (R15b).
 */
public final class Engine {
    /** Named as the rule of a failure that is no rule's: memory has reached one of its bounds. */
    public static final String MEMORY = "memory";

    private final RuleBook book;
    private final MemoryPlan plan;
    private final Memory memory;
    private final RuleIndex rules;
    private final Alerts alerts;
    private final Judging judging;
    private final Combinations combinations;
    private final Discoveries discoveries;
    private final Monitoring monitoring;
    private final Scoring scoring;
    private final Habits habits;
    private final SuspiciousScores suspicious;
    private final OwnConduct conduct;
    private final Mitigations mitigations;
    private final LateJudging late;

    /** As {@link #Engine(RuleBook, Duration, HabitSettings)}, with habits as they are known by default. */
    public Engine(RuleBook book, Duration latenessAllowance) {
        this(book, latenessAllowance, HabitSettings.DEFAULT);
    }

    /**
     * @param book the rules and what they need remembered
     * @param latenessAllowance how much older than the person's newest activity an activity may be and still count in
     *     its place in time (24 h unless configured otherwise)
     * @param settings from when on a habit is known, and what is unusual
     */
    public Engine(RuleBook book, Duration latenessAllowance, HabitSettings settings) {
        this.book = book;
        this.plan = new MemoryPlan(book, latenessAllowance);
        this.memory = new Memory(plan);
        Judge judge = book.newJudge();
        this.rules = new RuleIndex(book);
        this.alerts = new Alerts(book, rules);
        WindowsAt windows = new WindowsAt(plan);
        this.judging = new Judging(judge, rules, windows);
        this.combinations = new Combinations(book, latenessAllowance);
        this.discoveries = new Discoveries(book);
        this.monitoring = new Monitoring(book);
        this.scoring = new Scoring(book, rules);
        this.habits = new Habits(book, settings);
        this.conduct = new OwnConduct(book);
        this.mitigations = new Mitigations(book);
        this.suspicious = new SuspiciousScores(book, latenessAllowance);
        this.late = new LateJudging(judge, windows, alerts, scoring, habits);
    }

    /**
     * Reads a person. The hot record lies under the subject itself, the others under the subject, a NUL character and a
     * name; those are read from {@code records} when they are first needed, as long as the state is in use.
     *
     * @throws IllegalStateException if the stored record cannot be read
     */
    public SubjectState load(String subject, RecordSource records) {
        return memory.load(subject, records);
    }

    /** As {@link #step(SubjectState, Input, PeerSnapshot, Instant)}, of somebody without peers. */
    public Outcome step(SubjectState state, Input input, Instant now) {
        return step(state, input, PeerSnapshot.NONE, now);
    }

    /**
     * Takes one input in. Either all of its effects are in the state afterwards or, if this throws, none.
     *
     * @param state a person that this engine loaded
     * @param peers whom people are compared with
     * @param now domain time of publication, the alerts' {@code raisedAt}
     * @throws IllegalStateException if a stored record that is needed cannot be read
     * @throws IllegalArgumentException if the state is another engine's, or something was found of no kind of the model
     */
    public Outcome step(SubjectState state, Input input, PeerSnapshot peers, Instant now) {
        if (!state.belongsTo(plan)) {
            throw new IllegalArgumentException("the state was loaded by an engine of another rule set");
        }
        Outcome outcome = switch (input) {
            case Input.Happened(Activity activity) -> happened(state, activity, peers, now);
            case Input.Found(Activity activity, String kind) -> found(state, activity, kind, now);
            case Input.ProfileChanged(Identity identity) -> profileChanged(state, identity, now);
            case Input.HrSaid(HrEvent event) -> hrSaid(state, event, now);
            case Input.Snoozed(List<Snooze> snoozes) ->
                nothing(state, state.snooze(snoozes) ? Counting.COUNTED : Counting.REPEATED);
            case Input.Tick(Instant due) -> ticked(state, due.isAfter(now) ? now : due, now);
        };
        return suspicious.told(state, outcome, now);
    }

    /** Writes the records that changed since the person was loaded or last stored; afterwards nothing is changed. */
    public void store(SubjectState state, RecordSink sink) {
        memory.store(state, sink);
    }

    /**
     * What is usual for a person, to be summed with others' to what they are compared with.
     *
     * @param key of one of the person's records; only that of the habit is looked at
     * @param day the day of their calendar up to which
     * @return null while too little is known of them, or the record is another than of a habit
     * @throws IllegalStateException if a stored record cannot be read
     */
    public @Nullable PeerContribution contribution(String key, RecordSource records, LocalDate day) {
        String subject = Memory.whoseHabit(key);
        return subject == null ? null : habits.contribution(load(subject, records), day);
    }

    private Outcome happened(SubjectState state, Activity activity, PeerSnapshot peers, Instant now) {
        Deed deed = conduct.deed(activity);
        boolean remembered = book.plan(activity.type()).remembered();
        if (deed == null && !remembered && !habits.ask(activity.type())) {
            return nothing(state, Counting.UNNOTICED);
        }
        Remembered entry = plan.remembered(activity);
        if (state.holds(entry)) {
            return nothing(state, Counting.REPEATED);
        }
        if (state.isLate(entry)) {
            return judgeAlone(state, entry, activity, peers, now);
        }
        Findings findings = new Findings();
        SubjectState.Placed placed = state.place(entry, window -> failForLackOfRoom(window, findings));
        if (state.hasForgottenTooMuch()) {
            findings.fail(new RuleFailure(MEMORY, "too many activities of one person: the oldest were forgotten"));
        }
        Habits.Answer habitual;
        try {
            judging.judge(state, entry, activity, null, findings);
            judging.judgeAgain(state, entry, findings);
            habitual = habits.about(state, entry, activity, peers);
            findings.add(habitual, state, entry);
            combinations.judge(state, findings);
            if (findings.leaveEvidence()) {
                state.risk().evidence();
            }
        } catch (Throwable e) {
            state.displace(placed);
            throw e;
        }
        if (habitual.habit() != null) {
            state.habit().learned(habitual.habit());
        }
        Map<AlertGroup, Rule> grown = findings.count(state, rules);
        boolean others = deed != null && state.person().did(deed, entry);
        return counted(state, grown, others, findings, now);
    }

    private Outcome found(SubjectState state, Activity activity, String kind, Instant now) {
        Findings findings = new Findings();
        if (!discoveries.find(state, plan.remembered(activity), kind, findings)) {
            return nothing(state, Counting.UNNOTICED);
        }
        combinations.judge(state, findings);
        return counted(state, findings.count(state, rules), false, findings, now);
    }

    /** @param others whether circumstances are others than before */
    private Outcome counted(
            SubjectState state, Map<AlertGroup, Rule> grown, boolean others, Findings findings, Instant now) {
        combinations.remember(state, findings);
        return outcome(
                state,
                Counting.COUNTED,
                alerts.of(state, grown, now),
                findings,
                monitoring.found(state, findings, now),
                scoring.after(state, grown, others, state.newest(), findings, now));
    }

    private Outcome profileChanged(SubjectState state, Identity identity, Instant now) {
        if (state.person().knows(identity)) {
            return nothing(state, Counting.REPEATED);
        }
        Findings findings = new Findings();
        if (!PersonContext.hasKnownZone(identity)) {
            findings.fail(new RuleFailure(MEMORY, "the profile's time zone is unknown: UTC is used"));
        }
        return heard(state, () -> state.put(identity), rules.readingProfile(), findings, identity.validFrom(), now);
    }

    private Outcome hrSaid(SubjectState state, HrEvent event, Instant now) {
        if (state.person().knows(event)) {
            return nothing(state, Counting.REPEATED);
        }
        Findings findings = mitigations.heard(state, event);
        return heard(state, () -> state.put(event), rules.readingHr(), findings, event.occurred(), now);
    }

    /** Judges again whatever what was said may change, and tells what has come into effect by it. */
    private Outcome heard(
            SubjectState state,
            Supplier<PersonContext.Taken> said,
            BitSet only,
            Findings findings,
            Instant time,
            Instant now) {
        List<ContextFact> before = state.person().circumstances();
        PersonContext.Taken taken = said.get();
        List<Suspicion> suspicions;
        try {
            state.risk().evidence();
            judging.judgeSince(state, taken.since(), only, findings);
            combinations.judge(state, findings);
            combinations.judgeSince(state, taken.since(), findings);
            suspicions = new ArrayList<>(monitoring.standing(state, now));
        } catch (Throwable e) {
            taken.undo().run();
            throw e;
        }
        Map<AlertGroup, Rule> grown = findings.count(state, rules);
        combinations.remember(state, findings);
        suspicions.addAll(findings.suspicions());
        List<MonitoringChange> changes = monitoring.changes(state, suspicions, now, now, false);
        boolean others = !before.equals(state.person().circumstances());
        List<Risk> risks = scoring.after(state, grown, others, time.isBefore(now) ? time : now, findings, now);
        return outcome(state, Counting.COUNTED, alerts.of(state, grown, now), findings, changes, risks);
    }

    private Outcome ticked(SubjectState state, Instant due, Instant now) {
        List<Risk> risks = scoring.due(state, due, now);
        List<Suspicion> standing = monitoring.standing(state, due);
        List<MonitoringChange> changes = monitoring.changes(state, standing, due, now, true);
        return outcome(state, Counting.COUNTED, List.of(), new Findings(), changes, risks);
    }

    private Outcome outcome(
            SubjectState state,
            Counting counting,
            List<Alert> raised,
            Findings findings,
            List<MonitoringChange> changes,
            List<Risk> risks) {
        return new Outcome(
                counting,
                rules.told(raised),
                rules.untold(raised),
                findings.failures(),
                findings.excepted(),
                changes,
                risks,
                state.due(),
                findings.habit());
    }

    private static Outcome nothing(SubjectState state, Counting counting) {
        return Outcome.nothing(counting, state.due());
    }

    private Outcome judgeAlone(
            SubjectState state, Remembered entry, Activity activity, PeerSnapshot peers, Instant now) {
        LateJudging.Found found = late.judge(state, entry, activity, peers, now);
        List<Risk> risks = found.more() ? scoring.changed(state, Risk.EVIDENCE, state.newest(), now) : List.of();
        List<MonitoringChange> changes = monitoring.found(state, found.suspicions(), now);
        return outcome(state, Counting.LATE, found.raised(), found.findings(), changes, risks);
    }

    private void failForLackOfRoom(WindowDeclaration window, Findings findings) {
        for (Rule rule : book.rules()) {
            if (rule.windows().contains(window.index())) {
                findings.fail(new RuleFailure(
                        MEMORY, "too many parts of a daily window of " + rule.id() + ": no baseline for this one"));
            }
        }
    }
}
