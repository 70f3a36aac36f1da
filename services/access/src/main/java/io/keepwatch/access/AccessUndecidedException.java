package io.keepwatch.access;

import io.quarkus.security.ForbiddenException;

/**
 * Keycloak could not be asked, so nobody may do anything (fail closed). A kind of refusal, so that it is answered as one
 * wherever nobody knows better; {@link AccessProblems} tells the caller to come back.
 */
public final class AccessUndecidedException extends ForbiddenException {
    AccessUndecidedException(Throwable cause) {
        super("Keycloak cannot be asked", cause);
    }
}
