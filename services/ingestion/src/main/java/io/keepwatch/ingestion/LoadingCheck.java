package io.keepwatch.ingestion;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Ready once {@link Loading} is done. A broker that goes away later does not make the service unready: it then answers
 * 503 itself, with the time to come back.
 */
@Startup
@Readiness
@Singleton
class LoadingCheck implements HealthCheck {
    private final Loading loading;

    LoadingCheck(Loading loading) {
        this.loading = loading;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("what must be known is known")
                .withData("identitiesRead", loading.areIdentitiesRead())
                .withData("recentActivityRead", loading.isRecentActivityRead())
                .status(loading.isDone())
                .build();
    }
}
