package io.keepwatch.cases.audit;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who asks.
 *
 * @param name the account's name, as cases name their assignee
 * @param id the account's own key, which outlives a change of name
 * @param roles the realm roles of the token
 */
public record Caller(String name, String id, Set<String> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public static Caller of(SecurityIdentity identity) {
        String name = identity.getPrincipal().getName();
        String id = identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : name;
        return new Caller(name, id, identity.getRoles());
    }

    public boolean is(String role) {
        return roles.contains(role);
    }
}
