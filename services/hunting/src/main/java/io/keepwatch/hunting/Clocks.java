package io.keepwatch.hunting;

import io.keepwatch.contracts.DomainClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The domain clock: "now" of a question and the age of an activity look here; pauses and files look at the machine's. */
final class Clocks {
    @Produces
    @Singleton
    Clock domainClock() {
        return DomainClock.from(System.getenv());
    }
}
