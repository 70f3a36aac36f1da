package io.keepwatch.notification;

import io.keepwatch.contracts.DomainClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The domain clock; retries, claims and signature times look at the machine's instead. */
final class Clocks {
    @Produces
    @Singleton
    Clock domainClock() {
        return DomainClock.from(System.getenv());
    }
}
