package io.keepwatch.evaluator.running;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive as long as it keeps trying; a broker that is away is no reason to be restarted, a dead keeper is. */
@Liveness
class EvaluatorLiveness implements HealthCheck {
    private final Evaluator evaluator;

    EvaluatorLiveness(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("evaluation keeps trying")
                .status(evaluator.phase() != Phase.CLOSED)
                .build();
    }
}
