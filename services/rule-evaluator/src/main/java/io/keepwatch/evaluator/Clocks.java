package io.keepwatch.evaluator;

import io.keepwatch.contracts.DomainClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The domain clock: an alert's time of publication looks here. */
final class Clocks {
    @Produces
    @Singleton
    Clock domainClock() {
        return DomainClock.from(System.getenv());
    }
}
