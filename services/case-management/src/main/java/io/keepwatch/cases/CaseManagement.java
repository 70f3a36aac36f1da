package io.keepwatch.cases;

import io.keepwatch.contracts.DomainClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Application;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;

/** The service: its public description, and the domain clock that everything in it is told the time by. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Keepwatch case management",
                        version = "1",
                        description = """
                                Alerts and cases of the people watched, how they are monitored, and what has to be done about them. \
                                Times are RFC 3339 in UTC. Lists are read in pages: \
                                follow `Link: rel="next"`, or pass `nextCursor` as `cursor` with the same filters. \
                                A query parameter that is not known is refused rather than ignored, so that a misspelt \
                                filter never shows more than was asked for. Every answer about a person leaves an entry in \
                                the audit trail; where that cannot be written there is no answer (503).

                                Errors are `application/problem+json` with one of these types: \
                                `urn:keepwatch:problem:invalid-query` (400, all violations listed), \
                                `urn:keepwatch:problem:invalid-body` (400, likewise), \
                                `urn:keepwatch:problem:not-found` (404, also for what the reader may not see), \
                                `urn:keepwatch:problem:changed` (412, not the version in If-Match), \
                                `urn:keepwatch:problem:idempotency-key-used` (422, for another request), \
                                `urn:keepwatch:problem:model-not-known` (503, what a score comes from has not arrived yet; try again), \
                                `urn:keepwatch:problem:unavailable` (503, the store is away; try again later).""",
                        license = @License(name = "Apache-2.0")))
public class CaseManagement extends Application {

    @Produces
    @Singleton
    Clock domainClock() {
        return DomainClock.from(System.getenv());
    }
}
