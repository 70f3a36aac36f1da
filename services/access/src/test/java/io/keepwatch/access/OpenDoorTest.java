package io.keepwatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.adapters.authorization.PolicyEnforcer;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig.EnforcementMode;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig.PathConfig;

/** What needs no token (contract: health, metrics) is known without asking Keycloak. */
@DisplayName("Health and metrics are open whether or not Keycloak answers")
class OpenDoorTest {
    private final PolicyEnforcer door = OpenDoor.make();

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/health", "/q/health/ready", "/q/health/live", "/q/metrics", "/q/openapi", "/v1/hr/keys"})
    @DisplayName("is open")
    void shouldBeOpen(String path) {
        assertThat(OpenDoor.leadsTo(path)).isTrue();
        PathConfig config = door.getPathMatcher().matches(path);

        assertThat(config).isNotNull();
        assertThat(config.getEnforcementMode()).isEqualTo(EnforcementMode.DISABLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/cases",
                "/v1/hr/events",
                "/v1/hr/keys/",
                "/q",
                "/q/",
                "/q/dev",
                "/q/health/../../v1/cases",
                "/Q/health",
                "/q/metrics/"
            })
    @DisplayName("leads nowhere else")
    void shouldBeClosed(String path) {
        assertThat(OpenDoor.leadsTo(path)).isFalse();
    }
}
