package io.keepwatch.ingestion.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers every missing, forged, expired or foreign token alike. It stands before the problem extension's own mapper,
 * which was built for another layout of the challenge and would answer 500.
 */
final class UnauthorizedMapper {
    /** Lower goes first; the extension's mappers have the default of 5,000. */
    private static final int BEFORE_ALL = 1;

    @ServerExceptionMapper(priority = BEFORE_ALL)
    Response failed(AuthenticationFailedException e) {
        return unauthorized();
    }

    @ServerExceptionMapper(priority = BEFORE_ALL)
    Response missing(UnauthorizedException e) {
        return unauthorized();
    }

    private static Response unauthorized() {
        return HttpProblem.builder()
                .withStatus(Response.Status.UNAUTHORIZED)
                .withTitle(Response.Status.UNAUTHORIZED.getReasonPhrase())
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build()
                .toResponse();
    }
}
