package io.keepwatch.notification.hr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.notification.TestPlatform;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = TestPlatform.class,
        initArgs = @ResourceArg(name = "keepwatch.hr.allow-plain", value = "false"))
class EncryptedDoorTest {
    @Test
    @DisplayName("H02: plain text where encryption is required is refused and counted")
    void shouldRefusePlainText() {
        Response answer = new Hris().post(Hris.resignation(Hris.somebody(), Instant.now()));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.path("type").toString()).isEqualTo("urn:keepwatch:problem:media-type");
        assertThat(given().get("/q/metrics").asString())
                .contains("keepwatch_hr_events_total{outcome=\"media-type\"} 1.0");
    }
}
