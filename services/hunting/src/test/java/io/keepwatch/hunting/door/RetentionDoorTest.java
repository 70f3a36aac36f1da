package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.asking.Leaving;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Ageing.class)
class RetentionDoorTest {
    @Inject
    HuntingConfig config;

    @Test
    @DisplayName(
            "S1-27: what is older than the retention goes, what is younger is found, and who is on hold loses nothing")
    void shouldLetGoWhatIsOld() throws Exception {
        Instant firstKept = LocalDate.now(ZoneOffset.UTC)
                .minusDays(Ageing.DAYS)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        List<Activity> boundary = List.of(
                process("boundary-last-gone", firstKept.minusNanos(1)),
                process("boundary-tomorrow", firstKept.plus(Duration.ofDays(1))));
        RealBroker.tell(boundary);
        int all = Told.activities().size() + boundary.size();
        Api.await("all were stored", () -> Api.metric("keepwatch_hunting_records_total{fate=\"stored\"}") == all);
        Set<String> kept = Told.activities().stream()
                .filter(activity -> activity.header().subject().equals("p-1"))
                .map(activity -> activity.header().id())
                .collect(Collectors.toSet());
        Set<String> young = Set.of("novak-1", "boundary-tomorrow");
        kept.addAll(young);

        Api.await("what is old is gone", () -> new HashSet<>(Api.ids("")).equals(kept));

        Path holds = config.holds().orElseThrow();
        Files.delete(holds);
        double failures = Api.metric("keepwatch_hunting_upkeep_failures_total");
        Api.await(
                "nobody is let go while the holds cannot be read",
                () -> Api.metric("keepwatch_hunting_upkeep_failures_total") > failures);
        assertThat(new HashSet<>(Api.ids(""))).isEqualTo(kept);

        Files.writeString(holds, "# nobody\n");
        Api.await("whose hold ended is gone", () -> new HashSet<>(Api.ids("")).equals(young));
    }

    private static Activity process(String id, Instant time) {
        return new ProcessStart(Leaving.header(id, time, "kara", "p-4", "db-1"), "/bin/sh", null, null, null, null);
    }
}
