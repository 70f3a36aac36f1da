package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.http.Desk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OwnStore.class)
@QuarkusTestResource(RealBroker.class)
class DamageDoorTest {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'day='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

    @Inject
    HuntingConfig config;

    @Test
    @DisplayName(
            "A damaged file is in quarantine; health, metrics and each answer about its hour say so; the rest is answered")
    void shouldAnswerFromTheRest() throws Exception {
        Api.awaitStored();
        List<String> rest = new ArrayList<>(Api.ids(""));
        assertThat(rest.remove("novak-1")).isTrue();
        Api.hunt("").then().header(Desk.DAMAGED, nullValue());
        assertThat(Api.health("store")).containsEntry("damagedFiles", 0);
        Instant time = Instant.parse(Api.hunt("id = novak-1").jsonPath().getString("items[0].time"));
        Path file = onlyFile(config.directory().resolve(HOUR.format(time)));
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThat(Api.ids("")).isEqualTo(rest);
        assertThat(file).doesNotExist();
        assertThat(config.directory()
                        .resolve(".quarantine")
                        .resolve(config.directory().relativize(file)))
                .exists();
        assertThat(Api.health("store")).containsEntry("damagedFiles", 1);
        assertThat(Api.metric("keepwatch_hunting_files_damaged")).isEqualTo(1);
        assertThat(Api.metric("keepwatch_hunting_files_quarantined_total")).isEqualTo(1);
        sayItEverywhere(time.minusSeconds(1));
        Map<String, ?> before = Map.of("to", time.minus(Duration.ofHours(1)).toString());
        Api.get("/v1/hunt", before).then().statusCode(200).header(Desk.DAMAGED, nullValue());
    }

    private static void sayItEverywhere(Instant left) {
        List<Response> answers = List.of(
                Api.hunt(""),
                Api.get("/v1/hunt/stats", Map.of("by", "executable")),
                Api.get("/v1/hunt/histogram", Map.of("step", "1y")),
                Api.get("/v1/hunt/export", Map.of("format", "csv")),
                Api.get("/v1/hunt/pull-transfers", Map.of()),
                Api.get("/v1/hunt/left-open/p-novak", Map.of()),
                Api.get("/v1/hunt/departures/p-novak", Map.of("left", left.toString())));
        answers.forEach(answer ->
                assertThat(answer.header(Desk.DAMAGED)).as(answer.asString()).isEqualTo("1"));
        answers.getLast().then().body("found", equalTo(false)).body("summary[0]", containsString("cannot be read"));
        answers.getFirst().then().body("items", hasSize(Told.activities().size() - 1));
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".parquet")).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }
}
