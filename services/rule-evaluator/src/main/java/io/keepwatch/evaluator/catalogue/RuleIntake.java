package io.keepwatch.evaluator.catalogue;

import io.keepwatch.evaluator.trial.RuleTrial;
import io.keepwatch.evaluator.trial.TrialOutcome;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.candidate.RuleFiles;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.judgement.CompiledConditions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rule sets in: looks at the directory, and lets a new set judge once it passed everything. Whatever goes wrong on
 * the way, the set that judges goes on judging, and what is wrong is said where people look.
 */
public class RuleIntake {
    private static final Logger LOG = LoggerFactory.getLogger(RuleIntake.class);
    /** How long the directory must stand still to be taken: an edit that is half written is nobody's rules. */
    private static final Duration STILL = Duration.ofMillis(100);
    /** After so many looks at a directory that does not stand still it is said. */
    private static final int RESTLESS = 10;

    private static final Duration STARTED_AFTER = Duration.ofSeconds(15);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(30);

    private final Optional<Path> directory;
    private final @Nullable String configuredCommit;
    private final Duration latenessAllowance;
    private final CompiledConditions compiled;
    private final StagedSets sets;
    private final RuleTrial trial;
    private final LoadedRules rules;
    private final RuleMetrics metrics;
    private final Clock clock;
    private LoadedRules.@Nullable Attempt looked;
    private @Nullable String judging;
    private int restless;
    private long tryAgainAt;
    private boolean tryAgain;
    private final long began = System.nanoTime();

    /**
     * What an intake is told.
     *
     * @param directory the directory watched; without it, the packaged set
     * @param commit the Git commit, where the directory does not say
     * @param latenessAllowance of the engines that will judge
     * @param state where copies and compiled rules are kept
     */
    record Settings(Optional<Path> directory, Optional<String> commit, Duration latenessAllowance, Path state) {}

    RuleIntake(Settings settings, RuleTrial trial, LoadedRules rules, RuleMetrics metrics, Clock clock) {
        this.directory = settings.directory();
        this.configuredCommit = settings.commit().orElse(null);
        this.latenessAllowance = settings.latenessAllowance();
        this.compiled = CompiledConditions.in(compiled(settings.state()));
        this.sets = new StagedSets(staged(settings.state()));
        this.trial = trial;
        this.rules = rules;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Where compiled conditions are kept below the state directory, so that a restart need not compile again. */
    static Path compiled(Path state) {
        return state.resolve("compiled-rules");
    }

    /** Where copies of rule sets and what belongs to them are kept below the state directory. */
    static Path staged(Path state) {
        return state.resolve("rules");
    }

    /**
     * What a look came to.
     *
     * @param changed whether another set judges than before
     * @param attempt how it went; null while the directory does not stand still
     */
    public record Look(boolean changed, LoadedRules.@Nullable Attempt attempt) {}

    /** Judges with what was accepted last, if there is something, before anybody has looked at the directory. */
    synchronized void begin() {
        StagedSets.Accepted accepted = directory.isEmpty() ? null : sets.accepted();
        if (accepted == null) {
            return;
        }
        try {
            RuleBook book = RuleBooks.load(sets.copyOf(accepted.content()), accepted.commit(), compiled);
            judgeWith(book, accepted.content());
            looked = rules.tried(clock.instant(), accepted.content(), List.of());
        } catch (RuleSetException e) {
            e.problems().forEach(problem -> LOG.warn("the set accepted last cannot be used any more: {}", problem));
        }
    }

    /**
     * Looks at the directory and takes in what is new there.
     *
     * @param again whether a set that was refused is tried once more although nothing changed
     */
    public synchronized Look look(boolean again) {
        RuleBook before = rules.book();
        LoadedRules.Attempt attempt;
        try {
            attempt = directory.isEmpty() ? lookAtPackaged() : lookAt(directory.get(), again);
        } catch (RuleSetException e) {
            attempt = refused(null, e.problems());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            attempt = rules.last();
        }
        metrics.show(attempt);
        return new Look(isAnother(before, rules.book()), attempt);
    }

    private LoadedRules.@Nullable Attempt lookAtPackaged() {
        if (rules.book() != null) {
            return rules.last();
        }
        try (PackagedRules packaged = PackagedRules.open()) {
            RuleBook book = RuleBooks.load(packaged.directory(), configuredCommit, compiled);
            judgeWith(book, null);
            return rules.tried(clock.instant(), null, List.of());
        } catch (RuleSetException e) {
            return refused(null, e.problems());
        } catch (IOException e) {
            return refused(null, List.of(problem("the packaged rules", "cannot be read: " + e)));
        }
    }

    private LoadedRules.@Nullable Attempt lookAt(Path watched, boolean again)
            throws RuleSetException, InterruptedException {
        RuleFiles files = RuleFiles.read(watched);
        LoadedRules.Attempt known = looked;
        if (known != null && files.digest().equals(known.content()) && (known.ok() || !(again || isTimeToTryAgain()))) {
            restless = 0;
            standByOnceStarted();
            return known == rules.last() ? known : (looked = recovered(known));
        }
        Thread.sleep(STILL);
        if (!RuleFiles.read(watched).digest().equals(files.digest())) {
            restless++;
            return restless < RESTLESS && !again
                    ? rules.last()
                    : refused(null, List.of(problem(watched.toString(), "does not stand still, so it is not taken")));
        }
        restless = 0;
        tryAgain = false;
        looked = take(files);
        trial.standBy();
        return looked;
    }

    /** What could not be tried says nothing of the set, so it is tried again, but not at every look. */
    private boolean isTimeToTryAgain() {
        return tryAgain && System.nanoTime() - tryAgainAt >= 0;
    }

    /** A start that goes on with the set accepted last has more urgent things to do than to prepare for another. */
    private void standByOnceStarted() {
        if (System.nanoTime() - began >= STARTED_AFTER.toNanos()) {
            trial.standBy();
        }
    }

    /** Something else was the matter meanwhile, and is no more. */
    private LoadedRules.Attempt recovered(LoadedRules.Attempt known) {
        if (known.ok()) {
            LOG.info("the rules directory holds the set that judges again");
            return rules.tried(clock.instant(), known.content(), List.of());
        }
        return refused(known.content(), known.problems());
    }

    private LoadedRules.Attempt take(RuleFiles files) throws InterruptedException {
        String content = files.digest();
        if (content.equals(judging)) {
            LOG.info("the rules directory holds the set that judges again");
            return rules.tried(clock.instant(), content, List.of());
        }
        try {
            String commit = commit(files);
            Path copy = sets.stage(files);
            switch (trial.of(copy)) {
                case TrialOutcome.Passed(int _, int cases) ->
                    LOG.info("a new rule set came through its {} cases and ordinary days", cases);
                case TrialOutcome.Refused(List<RuleProblem> problems) -> {
                    return refused(content, problems);
                }
                case TrialOutcome.NotTried(String reason) -> {
                    tryAgain = true;
                    tryAgainAt = System.nanoTime() + TRY_AGAIN_AFTER.toNanos();
                    return refused(content, List.of(problem("catalogue", reason)));
                }
            }
            if (!sets.isWhole(content)) {
                return refused(content, List.of(problem("the state directory", "its copy of the set was changed")));
            }
            RuleSet set = RuleSetReader.read(copy);
            List<RuleProblem> dropped = DropGuard.problems(rules.book(), set);
            if (!dropped.isEmpty()) {
                return refused(content, dropped);
            }
            RuleBook book = RuleBooks.of(set, commit, compiled);
            rehearse(book);
            judgeWith(book, content);
            sets.accept(new StagedSets.Accepted(content, commit));
            return rules.tried(clock.instant(), content, List.of());
        } catch (RuleSetException e) {
            return refused(content, e.problems());
        } catch (IOException e) {
            return refused(content, List.of(problem("the state directory", "cannot hold a copy of the set: " + e)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("a rule set cannot be taken in", e);
            return refused(content, List.of(problem("catalogue", "cannot be taken in: " + e)));
        }
    }

    private @Nullable String commit(RuleFiles files) throws RuleSetException {
        String said = files.commit();
        return said == null ? configuredCommit : said;
    }

    /** The tasks make engines of the set in the midst of their work; that must not be where one finds that it cannot be. */
    private void rehearse(RuleBook book) {
        new Engine(book, latenessAllowance);
    }

    /** The one step in which the set changes. A set that says the same leaves everything as it is. */
    private void judgeWith(RuleBook book, @Nullable String content) {
        judging = content;
        RuleBook before = rules.book();
        if (before != null && before.digest().equals(book.digest()) && Objects.equals(before.commit(), book.commit())) {
            return;
        }
        rules.judgeWith(book);
        metrics.judgingWith(book);
        LOG.info(
                "judging with {} rules, set {}, commit {}",
                book.rules().size(),
                book.digest(),
                Objects.requireNonNullElse(book.commit(), "unknown"));
    }

    private static boolean isAnother(@Nullable RuleBook before, @Nullable RuleBook now) {
        return now != null
                && (before == null
                        || !before.digest().equals(now.digest())
                        || !Objects.equals(before.commit(), now.commit()));
    }

    private LoadedRules.Attempt refused(@Nullable String content, List<RuleProblem> problems) {
        LoadedRules.Attempt before = rules.last();
        if (before != null
                && Objects.equals(before.content(), content)
                && before.problems().equals(problems)) {
            return before;
        }
        problems.forEach(problem -> LOG.error("the rule set is refused: {}", problem));
        return rules.tried(clock.instant(), content, problems);
    }

    private static RuleProblem problem(String where, String reason) {
        return new RuleProblem(null, where, 0, reason);
    }
}
