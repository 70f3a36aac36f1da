package io.keepwatch.evaluator.catalogue;

import io.keepwatch.evaluator.EvaluatorConfig;
import io.keepwatch.evaluator.RulesConfig;
import io.keepwatch.evaluator.trial.TrialCommand;
import io.keepwatch.evaluator.trial.Trials;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** The one intake of the service, and the one process beside it, as they are configured. */
final class RuleIntakes {
    @Produces
    @Singleton
    Trials trials(EvaluatorConfig evaluator) {
        Path state = evaluator.stateDirectory();
        return new Trials(
                TrialCommand.of(RuleAdmission.compiled(state)),
                RuleAdmission.staged(state).resolve("trial"),
                Trials.Limits.USUAL);
    }

    void end(@Disposes Trials trials) {
        trials.close();
    }

    @Produces
    @Singleton
    RuleIntake intake(
            RulesConfig config,
            EvaluatorConfig evaluator,
            Trials trials,
            LoadedRules rules,
            RuleMetrics metrics,
            Clock clock) {
        RuleAdmission admission = new RuleAdmission(
                new RuleAdmission.Settings(
                        config.commit(),
                        evaluator.latenessAllowance(),
                        evaluator.stateDirectory(),
                        config.approvals(),
                        config.approversDirectory()),
                trials);
        return new RuleIntake(config.dir(), admission, rules, metrics, clock);
    }
}
