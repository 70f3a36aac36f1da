package io.keepwatch.evaluator.running;

import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means judging: rules loaded, people restored, every assigned partition running. */
@Readiness
class EvaluatorHealth implements HealthCheck {
    private final Evaluator evaluator;

    EvaluatorHealth(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public HealthCheckResponse call() {
        Phase phase = evaluator.phase();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("evaluation")
                .status(phase == Phase.RUNNING)
                .withData("state", phase.name().toLowerCase(Locale.ROOT));
        String obstacle = evaluator.obstacle();
        if (obstacle != null) {
            answer.withData("obstacle", obstacle);
        }
        return answer.build();
    }
}
