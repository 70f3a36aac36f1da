package io.keepwatch.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

@DisplayName("The committed API descriptions")
class OpenApiTest {

    private static final Path HOUSE = Path.of("../..").toAbsolutePath().normalize();

    private static Path committed(String service) {
        return HOUSE.resolve("contracts/openapi").resolve(service + ".yaml");
    }

    /** What the service's build wrote down of the operations it really has. */
    private static Path built(String service) {
        return HOUSE.resolve("services").resolve(service).resolve("target/openapi/openapi.yaml");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ingestion", "rule-evaluator", "case-management", "notification", "hunting"})
    void shouldNotBreakWhoeverReadsThem(String service) {
        ChangedOpenApi change = OpenApiCompare.fromLocations(
                committed(service).toString(), built(service).toString());

        assertThat(change.isCompatible())
                .as("%s breaks its committed description: %s", service, change.getMissingEndpoints())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ingestion", "rule-evaluator", "case-management", "notification", "hunting"})
    void shouldBeCurrent(String service) throws Exception {
        assertThat(Files.readString(built(service)))
                .as("contracts/openapi/%s.yaml is not what the service answers; `make openapi` writes it anew", service)
                .isEqualTo(Files.readString(committed(service)));
    }
}
