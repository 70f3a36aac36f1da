package io.keepwatch.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.keycloak.pep.PolicyEnforcerResolver;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.HttpClients;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.adapters.authorization.PolicyEnforcer;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig;

/**
 * Gives each request the enforcer that decides about it. Instead of the extension's own resolver, which greets Keycloak
 * on an event loop and answers nothing, not even health, until Keycloak has answered it.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class EnforcerResolver implements PolicyEnforcerResolver {
    private static final Logger LOG = Logger.getLogger(EnforcerResolver.class);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    /** Requests that ask Keycloak at the same time. */
    private static final int QUESTIONS_AT_ONCE = 20;

    private static final String REALMS = "/realms/";

    private final BlockingSecurityExecutor executor;
    private final TlsConfigurationRegistry tls;
    private final String realmUrl;
    private final String clientId;
    private final String secret;
    private final @Nullable String tlsName;
    private final Grants grants;
    private final PolicyEnforcer openDoor = OpenDoor.make();
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable PolicyEnforcer enforcer;

    EnforcerResolver(
            BlockingSecurityExecutor executor,
            TlsConfigurationRegistry tls,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") String realmUrl,
            @ConfigProperty(name = "quarkus.oidc.client-id") String clientId,
            @ConfigProperty(name = "quarkus.oidc.credentials.secret") String secret,
            @ConfigProperty(name = "quarkus.oidc.tls.tls-configuration-name") Optional<String> tlsName,
            @ConfigProperty(name = "keepwatch.access.grant-kept", defaultValue = "1s") Duration grantKept) {
        this.executor = executor;
        this.tls = tls;
        this.realmUrl = realmUrl;
        this.clientId = clientId;
        this.secret = secret;
        this.tlsName = tlsName.orElse(null);
        this.grants = new Grants(grantKept, Ticker.systemTicker());
    }

    @Override
    public Uni<PolicyEnforcer> resolvePolicyEnforcer(RoutingContext request, @Nullable OidcTenantConfig tenant) {
        if (OpenDoor.leadsTo(request.normalizedPath())) {
            return Uni.createFrom().item(openDoor);
        }
        PolicyEnforcer made = enforcer;
        return made != null ? Uni.createFrom().item(made) : executor.executeBlocking(this::make);
    }

    @Override
    public long getReadTimeout() {
        return ANSWERS_WITHIN.toMillis();
    }

    /** Greets Keycloak; the next request tries again where it does not answer. */
    private PolicyEnforcer make() {
        making.lock();
        try {
            PolicyEnforcer made = enforcer;
            if (made == null) {
                made = new Enforcer(builder(), grants);
                enforcer = made;
            }
            return made;
        } catch (RuntimeException e) {
            LOG.warnf("Keycloak's policies cannot be asked for: %s", e);
            throw new AccessUndecidedException(e);
        } finally {
            making.unlock();
        }
    }

    private PolicyEnforcer.Builder builder() {
        int realms = realmUrl.lastIndexOf(REALMS);
        if (realms < 0) {
            throw new IllegalStateException("quarkus.oidc.auth-server-url names no realm: " + realmUrl);
        }
        PolicyEnforcerConfig config = new PolicyEnforcerConfig();
        // Judging and starting do not wait for Keycloak: what its policies say of a path is read at the first request.
        config.setLazyLoadPaths(true);
        return PolicyEnforcer.builder()
                .authServerUrl(realmUrl.substring(0, realms))
                .realm(realmUrl.substring(realms + REALMS.length()))
                .clientId(clientId)
                .credentials(Map.of("secret", secret))
                .bearerOnly(true)
                .httpClient(http())
                .enforcerConfig(config);
    }

    private HttpClient http() {
        int millis = Math.toIntExact(ANSWERS_WITHIN.toMillis());
        return HttpClients.custom()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(millis)
                        .setConnectionRequestTimeout(millis)
                        .setSocketTimeout(millis)
                        .build())
                .setMaxConnPerRoute(QUESTIONS_AT_ONCE)
                .setMaxConnTotal(QUESTIONS_AT_ONCE)
                .setSSLContext(sslContext())
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /** The trust that tokens are checked with, too; the platform's own where none is configured. */
    private SSLContext sslContext() {
        try {
            Optional<TlsConfiguration> configured = tlsName == null ? tls.getDefault() : tls.get(tlsName);
            return configured.isPresent() ? configured.get().createSSLContext() : SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no trust in Keycloak can be set up", e);
        } catch (Exception e) {
            throw new IllegalStateException("the TLS configuration cannot be used", e);
        }
    }
}
