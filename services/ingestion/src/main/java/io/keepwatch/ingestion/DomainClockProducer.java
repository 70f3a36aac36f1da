package io.keepwatch.ingestion;

import io.keepwatch.contracts.DomainClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the domain clock a bean, so that tests can set it. */
@Singleton
final class DomainClockProducer {
    @Produces
    @Singleton
    Clock domainClock() {
        return DomainClock.from(System.getenv());
    }
}
