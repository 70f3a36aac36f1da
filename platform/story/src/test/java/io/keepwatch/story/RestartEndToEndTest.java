package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.platform.LocalPlatform;
import io.keepwatch.platform.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Whatever is killed comes back by itself and knows what it knew")
class RestartEndToEndTest {
    private static final byte[] NOTHING = {};
    private static final Duration KEYCLOAK_TO_RETURN = Duration.ofMinutes(3);
    private static final Duration TO_RETURN = Duration.ofSeconds(60);

    private final RunningPlatform running = RunningPlatform.shared();

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Service.class,
            names = {"INGESTION", "RULE_EVALUATOR", "CASE_MANAGEMENT", "NOTIFICATION", "KAFKA"})
    void shouldKeepDataOverAKill(Service service) throws IOException, InterruptedException {
        Story story = running.story();
        CameOut before = CameOut.read(running.doors(), story);
        LocalPlatform platform = running.platform();

        platform.kill(service);
        platform.awaitReady(service, TO_RETURN);
        running.player().tell();

        assertThat(running.player().await(story)).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "nobody may do anything while Keycloak is away, is told to come back, and health does not depend on it")
    void shouldFailClosedWithoutKeycloak() throws IOException, InterruptedException {
        List<Asked> doors = List.of(
                new Asked(Service.INGESTION, "/v1/feeds", "analyst"),
                new Asked(Service.RULE_EVALUATOR, "/v1/rules", "analyst"),
                new Asked(Service.CASE_MANAGEMENT, "/v1/alerts", "analyst"),
                new Asked(Service.NOTIFICATION, "/v1/notices", "soc-lead"));
        assertThat(doors).allSatisfy(door -> assertThat(ask(door).status()).isEqualTo(200));

        // What was granted holds for a moment (ADR 15); about these tokens nobody decided yet.
        List<String> tokens = new ArrayList<>();
        for (Asked door : doors) {
            tokens.add(running.platform().token(door.role()));
        }

        running.platform().kill(Service.KEYCLOAK);

        List<Requests.Answer> meanwhile = IntStream.range(0, doors.size())
                .mapToObj(door -> ask(doors.get(door), tokens.get(door)))
                .toList();
        List<Requests.Answer> health = doors.stream()
                .map(door -> get(door.service(), "/q/health/ready", Map.of()))
                .toList();
        running.platform().awaitReady(Service.KEYCLOAK, KEYCLOAK_TO_RETURN);
        assertThat(meanwhile).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("access-undecided");
        });
        assertThat(health).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(doors).allSatisfy(door -> assertThat(ask(door).status()).isEqualTo(200));
    }

    private Requests.Answer ask(Asked door) {
        return ask(door, running.token(door.role()));
    }

    private Requests.Answer ask(Asked door, String token) {
        return get(door.service(), door.path(), Map.of("Authorization", "Bearer " + token));
    }

    private Requests.Answer get(Service service, String path, Map<String, String> headers) {
        return Requests.send("GET", running.platform().url(service) + path, NOTHING, headers);
    }

    /** Something that a service lets a role ask. */
    private record Asked(Service service, String path, String role) {}
}
