package io.keepwatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepwatch.platform.process.RepositoryRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lint of the realm: what must never be in it, and that it grants exactly what contracts/roles.md says. */
class RealmTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIVE_MINUTES = 300;
    private static final Pattern ROW = Pattern.compile("\\| ([a-z-]+) \\| ([A-Z]+) (\\S+) \\| ([a-z, -]+) \\|");

    private static final JsonNode SHIPPED = shipped();

    private static JsonNode shipped() {
        try {
            return RealmFile.read(RealmFile.SHIPPED);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<JsonNode> clients() {
        return elements(SHIPPED.path("clients"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    @DisplayName("no client logs people in, takes passwords, hands out tokens by redirect or sees every role")
    void shouldKeepClientsNarrow(JsonNode client) {
        assertThat(client.path("implicitFlowEnabled").asBoolean(true)).isFalse();
        assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
        assertThat(client.path("standardFlowEnabled").asBoolean(true)).isFalse();
        assertThat(client.path("fullScopeAllowed").asBoolean(true)).isFalse();
        assertThat(client.path("publicClient").asBoolean(true)).isFalse();
        assertThat(texts(client.path("redirectUris"))).isEmpty();
        assertThat(texts(client.path("webOrigins"))).isEmpty();
        assertThat(texts(client.path("optionalClientScopes"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clients")
    @DisplayName("a secret stands in the file by its name only")
    void shouldHoldNoSecret(JsonNode client) {
        if (client.path("enabled").asBoolean()) {
            assertThat(client.path("secret").asText()).matches("\\$\\{KEEPWATCH_[A-Z_]+_CLIENT_SECRET}");
        } else {
            assertThat(client.has("secret")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-cli", "account", "account-console", "security-admin-console", "broker"})
    @DisplayName("Keycloak's own clients are switched off in our realm instead of being added by default")
    void shouldSwitchOffKeycloaksOwnClients(String clientId) {
        assertThat(clients().filter(client -> client.path("clientId").asText().equals(clientId)))
                .singleElement()
                .satisfies(client ->
                        assertThat(client.path("enabled").asBoolean(true)).isFalse());
    }

    @Test
    @DisplayName("tokens live five minutes at most, refresh tokens are used once, guessing is slowed down")
    void shouldKeepTokensShort() {
        assertThat(SHIPPED.path("accessTokenLifespan").asInt()).isBetween(1, FIVE_MINUTES);
        assertThat(SHIPPED.path("accessTokenLifespanForImplicitFlow").asInt()).isBetween(1, FIVE_MINUTES);
        assertThat(SHIPPED.path("revokeRefreshToken").asBoolean()).isTrue();
        assertThat(SHIPPED.path("refreshTokenMaxReuse").asInt(-1)).isZero();
        assertThat(SHIPPED.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(SHIPPED.path("registrationAllowed").asBoolean(true)).isFalse();
        assertThat(SHIPPED.path("resetPasswordAllowed").asBoolean(true)).isFalse();
        assertThat(SHIPPED.path("sslRequired").asText()).isEqualTo("external");
    }

    @Test
    @DisplayName("nobody has a role by default, and no role brings another along")
    void shouldGiveNothingByDefault() {
        assertThat(elements(SHIPPED.path("roles").path("realm"))).isNotEmpty().allSatisfy(role -> {
            assertThat(role.path("composite").asBoolean(true)).isFalse();
            assertThat(role.has("composites")).isFalse();
        });
        assertThat(SHIPPED.has("defaultRoles")).isFalse();
        assertThat(SHIPPED.has("defaultGroups")).isFalse();
    }

    @Test
    @DisplayName("the shipped realm has no people, and machines have only the role their client is for")
    void shouldShipNoPeople() {
        Map<String, List<String>> scopes = new TreeMap<>();
        elements(SHIPPED.path("scopeMappings"))
                .forEach(mapping -> scopes.put(mapping.path("client").asText(), texts(mapping.path("roles"))));
        assertThat(elements(SHIPPED.path("users"))).isNotEmpty().allSatisfy(user -> {
            String client = user.path("serviceAccountClientId").asText();
            assertThat(user.path("username").asText()).isEqualTo("service-account-" + client);
            assertThat(user.has("credentials")).isFalse();
            assertThat(texts(user.path("realmRoles"))).isEqualTo(scopes.getOrDefault(client, List.of()));
        });
    }

    @Test
    @DisplayName("every token names the audience keepwatch, the person and the roles, and nothing is optional")
    void shouldNameTheAudience() {
        JsonNode scope = elements(SHIPPED.path("clientScopes"))
                .filter(candidate -> candidate.path("name").asText().equals("keepwatch"))
                .findFirst()
                .orElseThrow();
        assertThat(elements(scope.path("protocolMappers"))
                        .map(mapper -> mapper.path("protocolMapper").asText()))
                .contains("oidc-audience-mapper", "oidc-sub-mapper", "oidc-usermodel-realm-role-mapper");
        assertThat(scope.findValuesAsText("included.custom.audience")).containsExactly("keepwatch");
        assertThat(texts(SHIPPED.path("defaultDefaultClientScopes"))).containsExactly("keepwatch");
        assertThat(texts(SHIPPED.path("defaultOptionalClientScopes"))).isEmpty();
    }

    @Test
    @DisplayName("every client that may write activities names its sources; in the shipped realm, none speaks for all")
    void shouldBindWritersToSources() {
        elements(SHIPPED.path("scopeMappings"))
                .filter(mapping -> texts(mapping.path("roles")).contains("event-writer"))
                .map(mapping -> mapping.path("client").asText())
                .forEach(writer -> assertThat(clients()
                                .filter(client ->
                                        client.path("clientId").asText().equals(writer))
                                .flatMap(client -> elements(client.path("protocolMappers")))
                                .map(mapper -> mapper.path("config")))
                        .singleElement()
                        .satisfies(config -> {
                            assertThat(config.path("claim.name").asText()).isEqualTo("sources");
                            assertThat(texts(JSON.readTree(
                                            config.path("claim.value").asText())))
                                    .isNotEmpty()
                                    .doesNotContain("*");
                        }));
    }

    @Test
    @DisplayName("the services' permissions are those of contracts/roles.md: every operation, exactly its roles")
    void shouldGrantWhatTheContractSays() throws IOException {
        List<String> rows = Files.readAllLines(RepositoryRoot.find().resolve("contracts/roles.md"));
        List<Matcher> operations =
                rows.stream().map(ROW::matcher).filter(Matcher::matches).toList();
        assertThat(operations).hasSizeGreaterThan(8);

        // The realm knows paths: it lets in whoever may do anything there, and the operation decides the rest.
        Map<String, Set<String>> byPath = new TreeMap<>();
        for (Matcher operation : operations) {
            String path = operation.group(3).replaceAll("\\{[^}]+}$", "*");
            byPath.computeIfAbsent(operation.group(1) + " " + path, _ -> new TreeSet<>())
                    .addAll(Arrays.asList(operation.group(4).split(", ")));
        }
        for (Map.Entry<String, Set<String>> path : byPath.entrySet()) {
            String[] parts = path.getKey().split(" ");
            assertThat(rolesFor(parts[0], parts[1])).as(path.getKey()).isEqualTo(path.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingestion", "rule-evaluator", "case-management", "notification", "hunting"})
    @DisplayName("a service denies what no permission names: each resource has one, none covers everything")
    void shouldDenyByDefault(String service) {
        JsonNode settings = authorization(service);
        assertThat(settings.path("policyEnforcementMode").asText()).isEqualTo("ENFORCING");
        assertThat(settings.path("decisionStrategy").asText()).isEqualTo("UNANIMOUS");
        List<String> uris = elements(settings.path("resources"))
                .flatMap(resource -> texts(resource.path("uris")).stream())
                .toList();
        assertThat(uris).isNotEmpty().doesNotHaveDuplicates().allMatch(uri -> uri.startsWith("/v1/"));
        assertThat(elements(settings.path("policies"))
                        .map(policy -> policy.path("type").asText()))
                .containsOnly("role", "resource")
                .hasSize(2 * settings.path("resources").size());
    }

    @Test
    @DisplayName("the local realm has its secrets filled in, and demo people only in the overlay")
    void shouldFillInTheSecrets() throws IOException {
        List<String> asked = new ArrayList<>();
        JsonNode local = JSON.readTree(RealmFile.local(name -> {
            asked.add(name);
            return "secret-of-" + name + "-$1";
        }));

        assertThat(new String(RealmFile.local(name -> "x"), StandardCharsets.UTF_8))
                .doesNotContain("${KEEPWATCH");
        assertThat(asked).contains("ingestion-client", "case-management-client", "local-token-client", "demo-password");
        assertThat(elements(local.path("users"))
                        .map(user -> user.path("username").asText()))
                .contains("analyst", "analyst-2", "analyst-3", "analyst-blind", "rule-admin-3")
                .doesNotHaveDuplicates();
        assertThat(elements(local.path("clients"))
                        .filter(client ->
                                client.path("directAccessGrantsEnabled").asBoolean())
                        .map(client -> client.path("clientId").asText()))
                .containsExactly(Tokens.PEOPLE_CLIENT);
        assertThat(elements(local.path("users"))
                        .filter(user -> texts(user.path("realmRoles")).contains("analyst"))
                        .filter(user -> !texts(user.path("realmRoles")).contains("identity-viewer"))
                        .map(user -> user.path("username").asText()))
                .containsExactly("analyst-blind");
    }

    private static Set<String> rolesFor(String service, String path) throws IOException {
        JsonNode settings = authorization(service);
        Set<String> roles = new TreeSet<>();
        for (JsonNode resource : settings.path("resources")) {
            if (!texts(resource.path("uris")).contains(path)) {
                continue;
            }
            for (JsonNode permission : settings.path("policies")) {
                JsonNode granted = permission.path("config");
                if (permission.path("type").asText().equals("resource")
                        && texts(JSON.readTree(granted.path("resources").asText()))
                                .contains(resource.path("name").asText())) {
                    for (String policy :
                            texts(JSON.readTree(granted.path("applyPolicies").asText()))) {
                        roles.addAll(rolesOf(settings, policy));
                    }
                }
            }
        }
        return roles;
    }

    private static List<String> rolesOf(JsonNode settings, String policyName) throws IOException {
        JsonNode policy = elements(settings.path("policies"))
                .filter(candidate -> candidate.path("name").asText().equals(policyName))
                .findFirst()
                .orElseThrow();
        return JSON.readTree(policy.path("config").path("roles").asText()).findValuesAsText("id");
    }

    private static JsonNode authorization(String service) {
        return clients()
                .filter(client -> client.path("clientId").asText().equals(service))
                .findFirst()
                .orElseThrow()
                .path("authorizationSettings");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }
}
