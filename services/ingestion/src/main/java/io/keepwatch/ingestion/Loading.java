package io.keepwatch.ingestion;

import io.keepwatch.ingestion.identity.IdentityReader;
import io.keepwatch.ingestion.resolution.RecentActivity;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Ready once it knows who is who and who is logged in where: before, activity would go to the wrong person. A broker that
 * goes away later does not make it unready; it then answers 503 itself, with the time to come back.
 */
@Singleton
@Startup
@Readiness
public class Loading implements HealthCheck {
    private final IdentityReader identities;
    private final RecentActivity recentActivity;

    Loading(IdentityReader identities, RecentActivity recentActivity) {
        this.identities = identities;
        this.recentActivity = recentActivity;
    }

    public boolean isLoaded() {
        return identities.isLoaded() && recentActivity.isLoaded();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ingestion")
                .withData("identitiesRead", identities.isLoaded())
                .withData("recentActivityRead", recentActivity.isLoaded())
                .status(isLoaded())
                .build();
    }
}
