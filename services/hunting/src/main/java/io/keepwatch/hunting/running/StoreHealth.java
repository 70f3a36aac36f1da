package io.keepwatch.hunting.running;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the store is open. Damaged files are said beside: questions are answered from the rest. */
@Readiness
final class StoreHealth implements HealthCheck {
    private final Activities activities;

    StoreHealth(Activities activities) {
        this.activities = activities;
    }

    @Override
    public HealthCheckResponse call() {
        Integer damaged = activities.damaged();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("store").status(damaged != null);
        if (damaged != null) {
            answer.withData("damagedFiles", damaged);
        }
        return answer.build();
    }
}
