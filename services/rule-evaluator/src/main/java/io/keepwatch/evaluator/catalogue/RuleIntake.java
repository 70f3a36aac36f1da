package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.candidate.RuleFiles;
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
 * Takes rule sets in: looks at the directory, and lets a new set judge once it was admitted. Whatever goes wrong on the
 * way, the set that judges goes on judging, and what is wrong is said where people look.
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
    private final RuleAdmission admission;
    private final LoadedRules rules;
    private final RuleMetrics metrics;
    private final Clock clock;
    private final long began = System.nanoTime();
    /** The content that judges. */
    private @Nullable String judging;
    /** How the last content that was read fared … */
    private LoadedRules.@Nullable Attempt looked;
    /** … with which approvers' keys. */
    private String lookedKeys = "";

    private int restless;
    private boolean tryAgain;
    private long tryAgainAt;

    /** @param directory the directory watched; without it, the packaged set judges */
    RuleIntake(Optional<Path> directory, RuleAdmission admission, LoadedRules rules, RuleMetrics metrics, Clock clock) {
        this.directory = directory;
        this.admission = admission;
        this.rules = rules;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What a look came to.
     *
     * @param changed whether another set judges than before
     * @param attempt how it went; null while nothing could be said yet
     */
    public record Look(boolean changed, LoadedRules.@Nullable Attempt attempt) {}

    /** Judges with what was accepted last, if there is something, before anybody has looked at the directory. */
    synchronized void begin() {
        RuleAdmission.Admitted accepted = directory.isEmpty() ? null : admission.acceptedLast();
        if (accepted != null) {
            judgeWith(accepted);
            looked = rules.tried(clock.instant(), accepted.content(), List.of());
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

    private LoadedRules.@Nullable Attempt lookAtPackaged() throws RuleSetException {
        if (rules.book() != null) {
            return rules.last();
        }
        try {
            judgeWith(new RuleAdmission.Admitted("", admission.packaged()));
            return rules.tried(clock.instant(), null, List.of());
        } catch (IOException e) {
            return refused(null, List.of(problem("the packaged rules", "cannot be read: " + e)));
        }
    }

    private LoadedRules.@Nullable Attempt lookAt(Path watched, boolean again)
            throws RuleSetException, InterruptedException {
        RuleFiles files = RuleFiles.read(watched);
        String keys = admission.keys();
        LoadedRules.Attempt known = looked;
        if (known != null && files.digest().equals(known.content()) && (known.ok() || !isWorthATrial(again, keys))) {
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
        lookedKeys = keys;
        looked = take(files);
        admission.standBy();
        return looked;
    }

    /** What could not be tried says nothing of the set, so it is tried again, but not at every look. */
    private boolean isWorthATrial(boolean again, String keys) {
        return again || !keys.equals(lookedKeys) || (tryAgain && System.nanoTime() - tryAgainAt >= 0);
    }

    /** A start that goes on with the set accepted last has more urgent things to do than to prepare for another. */
    private void standByOnceStarted() {
        if (System.nanoTime() - began >= STARTED_AFTER.toNanos()) {
            admission.standBy();
        }
    }

    /** Something else was the matter meanwhile, and is no more. */
    private LoadedRules.Attempt recovered(LoadedRules.Attempt known) {
        return known.ok() ? judgesAgain(known.content()) : refused(known.content(), known.problems());
    }

    private LoadedRules.Attempt judgesAgain(@Nullable String content) {
        LOG.info("the rules directory holds the set that judges again");
        return rules.tried(clock.instant(), content, List.of());
    }

    private LoadedRules.Attempt take(RuleFiles files) throws InterruptedException {
        String content = files.digest();
        if (content.equals(judging)) {
            return judgesAgain(content);
        }
        try {
            judgeWith(admission.admit(files, rules.book()));
            return rules.tried(clock.instant(), content, List.of());
        } catch (RuleSetException e) {
            return refused(content, e.problems());
        } catch (RuleAdmission.NotTriedException e) {
            tryAgain = true;
            tryAgainAt = System.nanoTime() + TRY_AGAIN_AFTER.toNanos();
            return refused(content, List.of(problem("catalogue", String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            tryAgain = true;
            tryAgainAt = System.nanoTime() + TRY_AGAIN_AFTER.toNanos();
            return refused(content, List.of(problem("the state directory", "cannot be written: " + e)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("a rule set cannot be taken in", e);
            return refused(content, List.of(problem("catalogue", "cannot be taken in: " + e)));
        }
    }

    /** The one step in which the set changes. A set that says the same leaves everything as it is. */
    private void judgeWith(RuleAdmission.Admitted admitted) {
        RuleBook book = admitted.book();
        judging = admitted.content();
        if (!isAnother(rules.book(), book)) {
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
