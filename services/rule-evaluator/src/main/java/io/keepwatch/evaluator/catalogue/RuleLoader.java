package io.keepwatch.evaluator.catalogue;

import io.keepwatch.evaluator.EvaluatorConfig;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.judgement.CompiledConditions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the rule set: from the configured directory, else the one that was packaged with this service. */
@Singleton
public class RuleLoader {
    private static final Logger LOG = LoggerFactory.getLogger(RuleLoader.class);
    /** Below the state directory, so that a restart need not compile again. */
    private static final String COMPILED = "compiled-rules";

    private final Optional<Path> directory;
    private final @Nullable String commit;
    private final CompiledConditions compiled;
    private final LoadedRules rules;
    private final Clock clock;

    RuleLoader(EvaluatorConfig config, LoadedRules rules, Clock clock) {
        this.directory = config.rulesDirectory();
        this.commit = config.rulesCommit().orElse(null);
        this.compiled = CompiledConditions.in(config.stateDirectory().resolve(COMPILED));
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Tries once.
     *
     * @return whether there is a set to judge with now; if not, {@code GET /v1/rules/status} says why
     */
    public boolean load() {
        try {
            RuleBook book = read();
            rules.judgeWith(book, clock.instant());
            LOG.info("judging with {} rules, set {}", book.rules().size(), book.digest());
            return true;
        } catch (RuleSetException e) {
            refused(e.problems());
        } catch (IOException e) {
            refused(List.of(new RuleProblem(
                    null, where(), 0, "cannot be read: " + e.getClass().getSimpleName())));
        }
        return false;
    }

    private RuleBook read() throws IOException, RuleSetException {
        if (directory.isEmpty()) {
            try (PackagedRules packaged = PackagedRules.open()) {
                return RuleBooks.load(packaged.directory(), commit, compiled);
            }
        }
        if (!Files.isDirectory(directory.get())) {
            throw new RuleSetException(new RuleProblem(null, where(), 0, "is not a directory"));
        }
        return RuleBooks.load(directory.get(), commit, compiled);
    }

    private String where() {
        return directory.map(Path::toString).orElse("the packaged rules");
    }

    private void refused(List<RuleProblem> problems) {
        LoadedRules.Attempt before = rules.last();
        if (before == null || !before.problems().equals(problems)) {
            problems.forEach(problem -> LOG.error("the rule set cannot be used: {}", problem));
        }
        rules.refused(problems, clock.instant());
    }
}
