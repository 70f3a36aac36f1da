package io.keepwatch.access;

import java.net.HttpURLConnection;
import org.jboss.logging.Logger;
import org.keycloak.AuthorizationContext;
import org.keycloak.adapters.authorization.PolicyEnforcer;
import org.keycloak.adapters.authorization.spi.HttpRequest;
import org.keycloak.adapters.authorization.spi.HttpResponse;
import org.keycloak.authorization.client.AuthorizationDeniedException;
import org.keycloak.authorization.client.util.HttpResponseException;
import org.keycloak.representations.idm.authorization.AuthorizationRequest;

/**
 * Keycloak's policy enforcer, which answers a question it could not ask like a refusal; this one tells the two apart
 * (reliability §5: Keycloak down or slow, 503). A refusal is rare, so it is the one that is looked at twice; a grant is
 * remembered for a moment.
 */
final class Enforcer extends PolicyEnforcer {
    private static final Logger LOG = Logger.getLogger(Enforcer.class);

    private final Grants grants;

    /** @throws RuntimeException if Keycloak does not answer */
    Enforcer(Builder builder, Grants grants) {
        super(builder);
        this.grants = grants;
    }

    /** @throws AccessUndecidedException if Keycloak could not be asked */
    @Override
    public AuthorizationContext enforce(HttpRequest request, HttpResponse response) {
        AuthorizationContext granted = grants.of(request);
        return granted != null ? granted : grants.remember(request, decide(request, response));
    }

    private AuthorizationContext decide(HttpRequest request, HttpResponse response) {
        try {
            AuthorizationContext decision = super.enforce(request, response);
            if (decision.isGranted()) {
                return decision;
            }
            ask(request);
            // Keycloak answers now. Had it not a moment ago, it will say yes this time.
            return super.enforce(request, response);
        } catch (RuntimeException e) {
            LOG.warnf("Keycloak cannot be asked whether a request is allowed: %s", e);
            throw new AccessUndecidedException(e);
        }
    }

    /** Asks for whatever the caller may do at all: only whether there is an answer counts. */
    private void ask(HttpRequest request) {
        try {
            getAuthzClient().authorization(request.getPrincipal().getRawToken()).authorize(new AuthorizationRequest());
        } catch (AuthorizationDeniedException e) {
            // An answer.
        } catch (RuntimeException e) {
            if (!refused(e)) {
                throw e;
            }
        }
    }

    /** Whether Keycloak said no in another way: the token expired or was revoked since it was looked at. */
    private static boolean refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException answer) {
                return answer.getStatusCode() < HttpURLConnection.HTTP_INTERNAL_ERROR;
            }
        }
        return false;
    }
}
