package io.keepwatch.hunting.hr;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once everything was read that HR had said: before, a review would deny departures that stand. What goes wrong
 * later is said beside, as what is known then still holds.
 */
@Readiness
final class HrHealth implements HealthCheck {
    private final HrNews news;

    HrHealth(HrNews news) {
        this.news = news;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("hr").status(news.isKnown()).withData("unreadable", news.unreadable());
        String obstacle = news.obstacle();
        if (obstacle != null) {
            answer.withData("obstacle", obstacle);
        }
        return answer.build();
    }
}
