package io.keepwatch.access;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers every missing, forged, expired or foreign token alike, and an undecided question with 503. Stands before the
 * problem extension's own mappers: that for refused tokens was built for another layout of the challenge and answers 500.
 */
final class AccessProblems {
    /** Lower goes first; mappers have 5,000 unless they say otherwise. */
    private static final int BEFORE_ALL = 1;

    private static final String TYPES = "urn:keepwatch:problem:";
    private static final String RETRY_AFTER_SECONDS = "2";

    @ServerExceptionMapper(priority = BEFORE_ALL)
    Response wrongToken(AuthenticationFailedException failure) {
        return unauthorized();
    }

    @ServerExceptionMapper(priority = BEFORE_ALL)
    Response noToken(UnauthorizedException failure) {
        return unauthorized();
    }

    @ServerExceptionMapper(priority = BEFORE_ALL)
    Response undecided(AccessUndecidedException failure) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "access-undecided"))
                .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                .withTitle("Nobody can say at the moment whether you may do this")
                .withDetail("The identity provider does not answer; the same request may be sent again")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build()
                .toResponse();
    }

    private static Response unauthorized() {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + "unauthenticated"))
                .withStatus(Response.Status.UNAUTHORIZED)
                .withTitle("A valid token is needed")
                .withDetail("A bearer token of the realm, for this service, not expired")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build()
                .toResponse();
    }
}
