package io.keepwatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.AuthorizationContext;
import org.keycloak.adapters.authorization.TokenPrincipal;
import org.keycloak.adapters.authorization.spi.HttpRequest;
import org.keycloak.representations.idm.authorization.Permission;

/** How long a grant of Keycloak's holds, and for what (ADR 15). */
@DisplayName("A grant holds for a moment, for the same token, method and path")
class GrantsTest {
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final HttpRequest ASKED = asks("token", "GET", "/v1/cases/1");

    private final AtomicLong now = new AtomicLong();
    private final Grants grants = new Grants(KEPT, now::get);

    @Test
    @DisplayName("until its time is over, and not at its end")
    void shouldHoldForItsTime() {
        AuthorizationContext grant = decision(true);
        assertThat(grants.remember(ASKED, grant)).isSameAs(grant);

        now.set(KEPT.toNanos() - 1);
        assertThat(grants.of(asks("token", "GET", "/v1/cases/1"))).isSameAs(grant);
        now.set(KEPT.toNanos());
        assertThat(grants.of(ASKED)).isNull();
    }

    @Test
    @DisplayName("being asked for does not lengthen it")
    void shouldNotBeLengthened() {
        grants.remember(ASKED, decision(true));
        now.set(KEPT.toNanos() / 2);
        assertThat(grants.of(ASKED)).isNotNull();

        now.set(KEPT.toNanos());

        assertThat(grants.of(ASKED)).isNull();
    }

    @Test
    @DisplayName("not for another token, method or path")
    void shouldHoldForNothingElse() {
        grants.remember(ASKED, decision(true));

        assertThat(grants.of(asks("other", "GET", "/v1/cases/1"))).isNull();
        assertThat(grants.of(asks("token", "POST", "/v1/cases/1"))).isNull();
        assertThat(grants.of(asks("token", "GET", "/v1/cases/2"))).isNull();
        assertThat(grants.of(asks("token", "GET", "/v1/cases/1/"))).isNull();
    }

    @Test
    @DisplayName("a refusal is not kept")
    void shouldNotKeepRefusals() {
        AuthorizationContext refusal = decision(false);

        assertThat(grants.remember(ASKED, refusal)).isSameAs(refusal);
        assertThat(grants.of(ASKED)).isNull();
    }

    @Test
    @DisplayName("with no time to hold nothing is kept")
    void shouldKeepNothingForNoTime() {
        Grants asking = new Grants(Duration.ZERO, now::get);
        asking.remember(ASKED, decision(true));

        assertThat(asking.of(ASKED)).isNull();
    }

    private static AuthorizationContext decision(boolean granted) {
        return new AuthorizationContext() {
            @Override
            public boolean isGranted() {
                return granted;
            }

            @Override
            public List<Permission> getPermissions() {
                return List.of();
            }
        };
    }

    private static HttpRequest asks(String token, String method, String path) {
        return new HttpRequest() {
            @Override
            public String getRelativePath() {
                return path;
            }

            @Override
            public String getMethod() {
                return method;
            }

            @Override
            public String getURI() {
                return "http://keepwatch.invalid" + path;
            }

            @Override
            public List<String> getHeaders(String name) {
                return List.of();
            }

            @Override
            public String getFirstParam(String name) {
                return "";
            }

            @Override
            public String getCookieValue(String name) {
                return "";
            }

            @Override
            public String getRemoteAddr() {
                return "192.0.2.1";
            }

            @Override
            public boolean isSecure() {
                return true;
            }

            @Override
            public String getHeader(String name) {
                return "";
            }

            @Override
            public InputStream getInputStream(boolean buffered) {
                return InputStream.nullInputStream();
            }

            @Override
            public TokenPrincipal getPrincipal() {
                return () -> token;
            }
        };
    }
}
