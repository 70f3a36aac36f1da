package io.keepwatch.hunting.audit;

import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who asks.
 *
 * @param name the account's name
 * @param id the account's own key, which outlives a change of name
 */
public record Caller(String name, String id) {
    /** The caller of the request at hand. */
    public static Caller of(SecurityIdentity identity) {
        String name = identity.getPrincipal().getName();
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? new Caller(name, token.getSubject())
                : new Caller(name, name);
    }
}
