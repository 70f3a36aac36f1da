package io.keepwatch.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.AuthorizationContext;
import org.keycloak.adapters.authorization.spi.HttpRequest;

/**
 * What Keycloak granted a moment ago, so that somebody who asks the same again does not cost it a question each time
 * (ADR 15). Only grants are kept, and only for exactly the same token, method and path. The token itself is checked,
 * its expiry too, before anybody is asked.
 */
final class Grants {
    /** More than the callers of a moment; whoever is crowded out is asked about again. */
    private static final int AT_MOST = 10_000;

    private record Question(String token, String method, String path) {}

    private final Cache<Question, AuthorizationContext> granted;

    /**
     * @param kept how long a grant holds, and so the longest time for which one that is taken back still counts; zero:
     *     Keycloak is asked each time
     * @param ticker what time is read from
     */
    Grants(Duration kept, Ticker ticker) {
        granted = Caffeine.newBuilder()
                .maximumSize(AT_MOST)
                .expireAfterWrite(kept)
                .ticker(ticker)
                .build();
    }

    /** What was granted for this; null: nothing, or too long ago. */
    @Nullable
    AuthorizationContext of(HttpRequest request) {
        return granted.getIfPresent(question(request));
    }

    /** Keeps a decision if it is a grant. */
    AuthorizationContext remember(HttpRequest request, AuthorizationContext decision) {
        if (decision.isGranted()) {
            granted.put(question(request), decision);
        }
        return decision;
    }

    private static Question question(HttpRequest request) {
        return new Question(request.getPrincipal().getRawToken(), request.getMethod(), request.getRelativePath());
    }
}
