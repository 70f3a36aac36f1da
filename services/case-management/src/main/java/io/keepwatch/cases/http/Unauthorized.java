package io.keepwatch.cases.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * A missing and a wrong token are answered alike, as a problem. Stands before the problem extension's own mappers, which
 * were built against another layout of Quarkus' challenge and would answer 500.
 */
class Unauthorized {
    /** Lower goes first; mappers have 5000 unless they say otherwise. */
    private static final int FIRST = 1;

    @ServerExceptionMapper(priority = FIRST)
    Response wrongToken(AuthenticationFailedException failure) {
        return answer();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response noToken(UnauthorizedException failure) {
        return answer();
    }

    private static Response answer() {
        return HttpProblem.builder()
                .withTitle("A token of the realm is wanted")
                .withStatus(Response.Status.UNAUTHORIZED)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build()
                .toResponse();
    }
}
