package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.platform.Service;
import io.keepwatch.platform.process.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Who may do what: every operation with every role, as contracts/roles.md says")
class AccessEndToEndTest {
    private static final List<String> ROLES = List.of(
            "event-writer",
            "identity-writer",
            "hr-notifier",
            "analyst",
            "soc-lead",
            "hr",
            "legal",
            "ciso",
            "auditor",
            "welfare",
            "administrator",
            "rule-admin");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final RunningPlatform running = RunningPlatform.shared();

    /**
     * A row of the matrix.
     *
     * @param roles who may
     */
    record Operation(Service service, String method, String path, Set<String> roles) {
        @Override
        public String toString() {
            return service.programName() + " " + method + " " + path;
        }
    }

    static Stream<Operation> operations() throws IOException {
        Path matrix = RepositoryRoot.find().resolve("contracts/roles.md");
        return Files.readAllLines(matrix).stream()
                .filter(line -> line.startsWith("| ") && line.contains(" /"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> {
                    String[] operation = cells[2].strip().split(" ", 2);
                    return new Operation(
                            Arrays.stream(Service.values())
                                    .filter(service -> service.programName().equals(cells[1].strip()))
                                    .findFirst()
                                    .orElseThrow(),
                            operation[0],
                            operation[1],
                            Set.of(cells[3].strip().split(",\\s*")));
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void shouldOpenTheOperationToItsRolesOnly(Operation operation) {
        assertThat(call(operation, Map.of()).status()).as("without a token").isEqualTo(UNAUTHORIZED);
        assertThat(call(operation, Map.of("Authorization", "Bearer nonsense")).status())
                .as("with a token that is none")
                .isEqualTo(UNAUTHORIZED);
        for (String role : ROLES) {
            int status = call(operation, Map.of("Authorization", "Bearer " + running.token(role)))
                    .status();
            if (operation.roles().contains(role)) {
                assertThat(status).as(role).isNotIn(UNAUTHORIZED, FORBIDDEN).isLessThan(500);
            } else {
                assertThat(status).as(role).isEqualTo(FORBIDDEN);
            }
        }
    }

    @Test
    @DisplayName("the matrix names every service that has operations")
    void shouldReadTheMatrix() throws IOException {
        assertThat(operations().map(Operation::service).distinct())
                .containsExactlyInAnyOrder(
                        Service.INGESTION,
                        Service.RULE_EVALUATOR,
                        Service.CASE_MANAGEMENT,
                        Service.NOTIFICATION,
                        Service.HUNTING);
    }

    @Test
    @DisplayName("what the matrix does not name is denied or not there; other spellings of a path open nothing")
    void shouldDenyEverythingElse() {
        String cases = running.platform().url(Service.CASE_MANAGEMENT);
        Map<String, String> nobody = Map.of();
        for (String path : new String[] {
            "/v1/",
            "//v1/cases",
            "/v1/cases;x=1",
            "/V1/cases",
            "/v1/%63ases",
            "/v1/cases/",
            "/v1/../v1/cases",
            "/q/dev",
            "/q/../v1/cases",
            "/q/health/../../v1/cases"
        }) {
            assertThat(Requests.send("GET", cases + path, new byte[0], nobody).status())
                    .as(path)
                    .isIn(400, UNAUTHORIZED, FORBIDDEN, 404);
        }
    }

    @Test
    @DisplayName("health and metrics want no token")
    void shouldShowHealthToEverybody() {
        for (Service service : List.of(
                Service.INGESTION,
                Service.RULE_EVALUATOR,
                Service.CASE_MANAGEMENT,
                Service.NOTIFICATION,
                Service.HUNTING)) {
            for (String path : new String[] {"/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"}) {
                assertThat(Requests.send("GET", running.platform().url(service) + path, new byte[0], Map.of())
                                .status())
                        .as(service.programName() + path)
                        .isEqualTo(200);
            }
        }
    }

    /** With a body that is none, so that whoever may call it is told so and nothing changes. */
    private Requests.Answer call(Operation operation, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        boolean writes =
                !operation.method().equals("GET") && !operation.method().equals("DELETE");
        if (writes) {
            // Of a kind that the operation takes: what it does not take is refused before anybody is asked who calls.
            boolean lines =
                    operation.service() == Service.INGESTION || operation.path().equals("/v1/hr/leavers");
            all.put("Content-Type", lines ? "application/x-ndjson" : "application/json");
        }
        String path = operation.path().replaceAll("\\{[a-z]+}", "nobody");
        Requests.Answer answer = Requests.send(
                operation.method(),
                running.platform().url(operation.service()) + path,
                writes ? new byte[] {'?'} : new byte[0],
                all);
        // The HR door refuses a body without a signature with 401, which is not about the token.
        boolean unsigned = answer.status() == UNAUTHORIZED && answer.body().contains("webhook-signature");
        return unsigned ? new Requests.Answer(400, answer.contentType(), answer.body()) : answer;
    }
}
