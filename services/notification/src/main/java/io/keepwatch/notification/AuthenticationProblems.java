package io.keepwatch.notification;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Says in one and the same way that a token is missing or not accepted, whatever is wrong with it. The problem
 * extension's own mapping reads a field that this Quarkus no longer has and would end in a 500.
 */
final class AuthenticationProblems {
    private static final int BEFORE_THE_EXTENSIONS = 1;

    @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = BEFORE_THE_EXTENSIONS)
    Response refused() {
        return unauthenticated();
    }

    @ServerExceptionMapper(value = UnauthorizedException.class, priority = BEFORE_THE_EXTENSIONS)
    Response missing() {
        return unauthenticated();
    }

    private static Response unauthenticated() {
        return Problem.UNAUTHENTICATED
                .because("a bearer token of the realm, for this service, not expired")
                .toResponse();
    }
}
