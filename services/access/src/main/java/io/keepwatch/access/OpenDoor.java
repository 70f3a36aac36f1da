package io.keepwatch.access;

import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.http.HttpHost;
import org.apache.http.HttpVersion;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HttpContext;
import org.keycloak.AuthorizationContext;
import org.keycloak.adapters.authorization.PolicyEnforcer;
import org.keycloak.adapters.authorization.spi.HttpRequest;
import org.keycloak.adapters.authorization.spi.HttpResponse;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig.EnforcementMode;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig.PathCacheConfig;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig.PathConfig;
import org.keycloak.representations.idm.authorization.Permission;

/**
 * The enforcer of what needs no token: it asks nobody, so that health, metrics and public keys answer while Keycloak does not.
 */
final class OpenDoor extends PolicyEnforcer {
    /** What the contract opens; the API's description tells nothing that is not published. */
    private static final Set<String> PATHS = Set.of(
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/q/health/well",
            "/q/metrics",
            "/q/openapi",
            // The public keys of the HR door.
            "/v1/hr/keys");

    private static final long FOR_EVER = -1;

    private OpenDoor(Builder builder) {
        super(builder);
        PathConfig open = new PathConfig();
        open.setEnforcementMode(EnforcementMode.DISABLED);
        // A path the matcher already knows is one it does not look up.
        PATHS.forEach(path -> getPathMatcher().getPathCache().put(path, open));
    }

    static OpenDoor make() {
        PathCacheConfig remembered = new PathCacheConfig();
        remembered.setLifespan(FOR_EVER);
        PolicyEnforcerConfig config = new PolicyEnforcerConfig();
        config.setLazyLoadPaths(true);
        config.setPathCacheConfig(remembered);
        return new OpenDoor(builder()
                .authServerUrl("http://nobody.invalid")
                .realm("none")
                .clientId("none")
                .bearerOnly(true)
                .httpClient(new Nobody())
                .enforcerConfig(config));
    }

    static boolean leadsTo(String path) {
        return PATHS.contains(path);
    }

    @Override
    public AuthorizationContext enforce(HttpRequest request, HttpResponse response) {
        return new AuthorizationContext() {
            @Override
            public boolean isGranted() {
                return true;
            }

            @Override
            public List<Permission> getPermissions() {
                return List.of();
            }
        };
    }

    /** Stands where the library insists on greeting a server. */
    @SuppressWarnings("deprecation") // the library's own vocabulary
    private static final class Nobody extends CloseableHttpClient {
        @Override
        protected CloseableHttpResponse doExecute(
                HttpHost target, org.apache.http.HttpRequest request, HttpContext context) {
            return new Nothing();
        }

        @Override
        public HttpParams getParams() {
            return new BasicHttpParams();
        }

        @Override
        public ClientConnectionManager getConnectionManager() {
            throw new UnsupportedOperationException("there is no connection");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static final class Nothing extends BasicHttpResponse implements CloseableHttpResponse {
        private Nothing() {
            super(HttpVersion.HTTP_1_1, HttpURLConnection.HTTP_OK, "OK");
            setEntity(new ByteArrayEntity("{}".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
