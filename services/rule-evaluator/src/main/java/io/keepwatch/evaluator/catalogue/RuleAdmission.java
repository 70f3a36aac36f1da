package io.keepwatch.evaluator.catalogue;

import io.keepwatch.evaluator.trial.RuleTrial;
import io.keepwatch.evaluator.trial.TrialOutcome;
import io.keepwatch.rules.approval.Manifest;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a rule set must come through before it judges, in the order of what it could do: whose it is, a trial in a process
 * of its own, whether it drops what judged, and only then its classes are looked at once more and loaded here.
 */
final class RuleAdmission {
    private static final Logger LOG = LoggerFactory.getLogger(RuleAdmission.class);

    private final @Nullable String configuredCommit;
    private final Duration latenessAllowance;
    private final CompiledConditions compiled;
    private final StagedSets sets;
    private final RequiredApprovals approvals;
    private final RuleTrial trial;
    /** Names the files packaged with the service, once somebody asked. */
    private @Nullable String packagedContent;

    /**
     * What the service was told.
     *
     * @param commit the Git commit, where neither signatures nor directory say it
     * @param latenessAllowance of the engines that will judge
     * @param state where copies and compiled rules are kept
     * @param approvals how many a set must carry
     * @param approvers the approvers' keys, where they lie apart from the set
     */
    record Settings(
            Optional<String> commit, Duration latenessAllowance, Path state, int approvals, Optional<Path> approvers) {}

    RuleAdmission(Settings settings, RuleTrial trial) {
        this.configuredCommit = settings.commit().orElse(null);
        this.latenessAllowance = settings.latenessAllowance();
        this.compiled = CompiledConditions.in(compiled(settings.state()));
        this.sets = new StagedSets(staged(settings.state()));
        this.approvals = new RequiredApprovals(settings.approvals(), settings.approvers(), staged(settings.state()));
        this.trial = trial;
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
     * A set that may judge.
     *
     * @param content names its files
     */
    record Admitted(String content, RuleBook book) {}

    /** Nobody could try the set; that says nothing of it. */
    static final class NotTriedException extends Exception {
        private static final long serialVersionUID = 1L;

        private NotTriedException(String reason) {
            super(reason);
        }
    }

    /** The set accepted last, which needs nothing but to be loaded; null where there is none that may still judge. */
    @Nullable
    Admitted acceptedLast() {
        StagedSets.Accepted accepted = sets.accepted();
        if (accepted == null) {
            return null;
        }
        if (accepted.approvals() < approvals.needed()) {
            LOG.warn(
                    "the set accepted last had {} approvals, {} are needed now",
                    accepted.approvals(),
                    approvals.needed());
            return null;
        }
        try {
            return new Admitted(
                    accepted.content(), RuleBooks.load(sets.copyOf(accepted.content()), accepted.commit(), compiled));
        } catch (RuleSetException e) {
            e.problems().forEach(problem -> LOG.warn("the set accepted last cannot be used any more: {}", problem));
            return null;
        }
    }

    /** The set packaged with the service: it came with the code that judges, and is trusted like it. */
    RuleBook packaged() throws IOException, RuleSetException {
        try (PackagedRules packaged = PackagedRules.open()) {
            return RuleBooks.load(packaged.directory(), configuredCommit, compiled);
        }
    }

    /** Names what beside a set's files decides whether it is admitted. */
    String keys() throws RuleSetException {
        return approvals.keys();
    }

    /** Makes ready for the next set. */
    void standBy() {
        trial.standBy(() -> {
            StagedSets.Accepted accepted = sets.accepted();
            return accepted == null ? null : sets.copyOf(accepted.content());
        });
    }

    /**
     * @param judging the set that judges, or null where there is none
     * @throws RuleSetException if the set must not judge
     * @throws NotTriedException if that could not be found out
     * @throws IOException if the state directory cannot be written
     */
    Admitted admit(RuleFiles files, @Nullable RuleBook judging)
            throws RuleSetException, NotTriedException, IOException, InterruptedException {
        Manifest approved = approvals.check(files, approvedBefore());
        String commit = commit(files, approved);
        Path copy = sets.stage(files);
        switch (isPackaged(files) ? new TrialOutcome.Passed(0, 0) : trial.of(copy)) {
            case TrialOutcome.Passed(int _, int cases) ->
                LOG.info(
                        cases == 0
                                ? "the rules directory holds the packaged set"
                                : "a new rule set came through its {} cases and ordinary days",
                        cases);
            case TrialOutcome.Refused(List<RuleProblem> problems) -> throw new RuleSetException(problems);
            case TrialOutcome.NotTried(String reason) -> throw new NotTriedException(reason);
        }
        if (!sets.isWhole(files.digest())) {
            throw new RuleSetException(
                    new RuleProblem(null, "the state directory", 0, "its copy of the set was changed meanwhile"));
        }
        RuleSet set = RuleSetReader.read(copy);
        List<RuleProblem> dropped = DropGuard.problems(judging, set);
        if (!dropped.isEmpty()) {
            throw new RuleSetException(dropped);
        }
        RuleBook book = RuleBooks.of(set, commit, compiled);
        rehearse(book);
        approvals.accepted(approved);
        sets.accept(new StagedSets.Accepted(files.digest(), commit, approvals.needed()));
        return new Admitted(files.digest(), book);
    }

    /** File by file what was packaged with the service was proven when the service was built. */
    private boolean isPackaged(RuleFiles files) {
        String known = packagedContent;
        if (known == null) {
            try (PackagedRules packaged = PackagedRules.open()) {
                known = RuleFiles.read(packaged.directory()).digest();
            } catch (IOException | RuleSetException e) {
                LOG.warn("the packaged rules cannot be read: {}", e.toString());
                known = "";
            }
            packagedContent = known;
        }
        return known.equals(files.digest());
    }

    private @Nullable RuleFiles approvedBefore() throws RuleSetException {
        StagedSets.Accepted accepted = approvals.needed() == 0 ? null : sets.accepted();
        return accepted == null || accepted.approvals() == 0 ? null : RuleFiles.read(sets.copyOf(accepted.content()));
    }

    /** What was signed goes before what merely lies there. */
    private @Nullable String commit(RuleFiles files, @Nullable Manifest approved) throws RuleSetException {
        String said = approved == null || approved.commit() == null ? files.commit() : approved.commit();
        return said == null ? configuredCommit : said;
    }

    /** The tasks make engines of the set in the midst of their work; that must not be where one finds that it cannot be. */
    private void rehearse(RuleBook book) {
        new Engine(book, latenessAllowance);
    }
}
