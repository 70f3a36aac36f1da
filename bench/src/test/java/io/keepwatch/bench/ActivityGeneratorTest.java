package io.keepwatch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The activity generator")
class ActivityGeneratorTest {

    private static final Workload WORKLOAD =
            new Workload("t", 7, 50, 20_000, 20, Instant.parse("2026-03-01T00:00:00Z"));

    private static List<GeneratedActivity> generate(Workload workload) {
        List<GeneratedActivity> all = new ArrayList<>();
        new ActivityGenerator(workload).generate(all::add);
        return all;
    }

    @Test
    void shouldMakeTheSameFromTheSameSeedAndAnotherFromAnother() {
        Workload other = new Workload("t", 8, 50, 20_000, 20, WORKLOAD.end());
        assertThat(lines(generate(WORKLOAD))).isEqualTo(lines(generate(WORKLOAD)));
        assertThat(lines(generate(other))).isNotEqualTo(lines(generate(WORKLOAD)));
    }

    @Test
    void shouldGoForwardInTimeAndEndInTime() {
        List<GeneratedActivity> all = generate(WORKLOAD);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).time()).isAfterOrEqualTo(all.get(i - 1).time());
        }
        assertThat(all.getLast().time()).isBefore(WORKLOAD.end());
        assertThat(all.size()).isBetween(19_000, 22_000);
    }

    @Test
    void shouldWriteLinesThatTheContractReads() throws Exception {
        Set<String> ids = new HashSet<>();
        for (GeneratedActivity activity : generate(WORKLOAD)) {
            assertThat(ActivityJson.readDraft(activity.line())
                            .build("generator", "x", false)
                            .header()
                            .time())
                    .isEqualTo(activity.time());
            assertThat(ids.add(activity.id())).isTrue();
        }
    }

    @Test
    void shouldDelayAndRepeatWithoutLosingALine(@TempDir Path directory) throws Exception {
        GeneratedLoad load = GeneratedLoad.write(
                WORKLOAD, new GeneratedLoad.Delivery.Delayed(Duration.ofHours(20), 20), 2, directory);

        List<String> inTimeOrder = Files.readAllLines(load.activities());
        List<String> delivered = new ArrayList<>();
        for (Path client : load.clients()) {
            delivered.addAll(Files.readAllLines(client));
        }

        assertThat(load.lines()).isEqualTo(inTimeOrder.size());
        assertThat(delivered).hasSize((int) (load.lines() + load.repeated()));
        assertThat(new HashSet<>(delivered)).isEqualTo(new HashSet<>(inTimeOrder));
        assertThat(load.repeated()).isBetween(load.lines() / 100, load.lines() / 33);
        assertThat(delivered.subList(0, 1000)).isNotEqualTo(inTimeOrder.subList(0, 1000));
    }

    private static Stream<String> text(List<GeneratedActivity> all) {
        return all.stream().map(activity -> new String(activity.line(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private static List<String> lines(List<GeneratedActivity> all) {
        return text(all).toList();
    }
}
