package io.keepwatch.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.bench.Bench;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code make bench} shows at full scale, small. After the story, whose platform has to itself what it counts. */
@DisplayName("Generated load through the doors: every activity once in the topic, the alerts of make judge")
class UnderLoadEndToEndTest {
    private static final String ACTIVITIES = "10000";
    private static final String PEOPLE = "300";

    private final RunningPlatform running = RunningPlatform.shared();

    @Test
    @DisplayName("R15: in time order, and again with every line up to 20 h late and 2 % repeated")
    void shouldAgreeWithJudge() {
        assertThat(play("in_order,delayed")).isZero();
    }

    @Test
    @DisplayName("G3: evaluator killed twice, broker and database in turn while two clients post")
    void shouldAgreeWithJudgeOverKills() {
        assertThat(play("kills")).isZero();
    }

    @Test
    @DisplayName("G10: rules changed five times while two clients post: no activity is lost, no alert differs")
    void shouldAgreeWithJudgeOverReloads() {
        assertThat(play("reloads")).isZero();
    }

    private int play(String runs) {
        return Bench.play(
                "--home",
                running.home().toString(),
                "--runs",
                runs,
                "--activities",
                ACTIVITIES,
                "--people",
                PEOPLE,
                "--kill-rate",
                "1000",
                "--reloads",
                "5");
    }
}
