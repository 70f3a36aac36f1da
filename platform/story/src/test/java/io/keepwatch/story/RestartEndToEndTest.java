package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.platform.LocalPlatform;
import io.keepwatch.platform.Service;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Whatever is killed comes back by itself and knows what it knew")
class RestartEndToEndTest {
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
}
