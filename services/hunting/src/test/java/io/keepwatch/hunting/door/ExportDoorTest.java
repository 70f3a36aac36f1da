package io.keepwatch.hunting.door;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class ExportDoorTest {
    private static final String EXPORT = "/v1/hunt/export";

    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    @Test
    @DisplayName("S1-27: everything as NDJSON, sorted by person and time, line by line as it was accepted")
    void shouldExportNdjson() {
        List<String> expected = Told.activities().stream()
                .sorted(comparing((Activity activity) -> activity.header().subject())
                        .thenComparing(activity -> activity.header().time())
                        .thenComparing(activity -> activity.header().id()))
                .map(activity -> new String(ActivityJson.write(activity), StandardCharsets.UTF_8))
                .toList();

        Response answer = Api.get(EXPORT, Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
        assertThat(answer.header(ExportResource.FOUND)).isEqualTo(Integer.toString(expected.size()));
        assertThat(answer.header(ExportResource.WRITTEN)).isEqualTo(Integer.toString(expected.size()));
        assertThat(answer.asString().lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void shouldExportCsvAndSayThatALimitLeavesSomeOut() {
        Response answer = Api.get(EXPORT, Map.of("q", "user = elliotalderson", "format", "csv", "limit", 7));

        assertThat(answer.contentType()).startsWith("text/csv");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"hunt.csv\"");
        assertThat(answer.header(ExportResource.FOUND)).isEqualTo("105");
        assertThat(answer.header(ExportResource.WRITTEN)).isEqualTo("7");
        assertThat(answer.asString().split("\r\n")).hasSize(8);
    }

    @Test
    void shouldExportParquet(@TempDir Path directory) throws Exception {
        byte[] parquet = Api.get(EXPORT, Map.of("q", "user = elliotmurphy", "format", "parquet"))
                .asByteArray();

        Path file = Files.write(directory.resolve("hunt.parquet"), parquet);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*), count(DISTINCT id), min(subject), max(subject) FROM '" + file + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(List.of(rows.getLong(1), rows.getLong(2))).containsExactly(54L, 54L);
            assertThat(List.of(rows.getString(3), rows.getString(4))).containsExactly("p-2", "p-2");
        }
    }

    @Test
    void shouldQuoteWhatPeopleWroteInCsv() {
        Response answer = Api.get(EXPORT, Map.of("q", "id = novak-1", "format", "csv"));

        assertThat(answer.asString()).contains("\"O'Brien \"\"x\"\"; --\"");
    }

    @Test
    void shouldExportNothingAsNothing() {
        for (String format : List.of("csv", "ndjson", "parquet")) {
            Response answer = Api.get(EXPORT, Map.of("q", "id = nothing", "format", format));

            assertThat(answer.statusCode()).as(format).isEqualTo(200);
            assertThat(answer.header(ExportResource.FOUND)).isEqualTo("0");
        }
    }
}
