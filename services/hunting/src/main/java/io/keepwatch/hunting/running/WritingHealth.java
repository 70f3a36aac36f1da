package io.keepwatch.hunting.running;

import io.keepwatch.hunting.writing.WriterState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the writer has begun to write. A broker that goes away later is no reason to send nobody here any more: what
 * is stored can be asked for all the same, so it is said beside.
 */
@Readiness
final class WritingHealth implements HealthCheck {
    private final Activities activities;
    private volatile boolean began;

    WritingHealth(Activities activities) {
        this.activities = activities;
    }

    @Override
    public HealthCheckResponse call() {
        WriterState state = activities.writer();
        if (state == null) {
            HealthCheckResponseBuilder opening =
                    HealthCheckResponse.named("writing").down();
            String obstacle = activities.obstacle();
            return (obstacle == null ? opening : opening.withData("obstacle", obstacle)).build();
        }
        began |= state.running();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("writing")
                .status(began)
                .withData("writing", state.running())
                .withData("behind", state.lag());
        if (state.lastError() != null) {
            answer.withData("obstacle", state.lastError());
        }
        return answer.build();
    }
}
