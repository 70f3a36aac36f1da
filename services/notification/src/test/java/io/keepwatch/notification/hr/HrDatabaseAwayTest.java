package io.keepwatch.notification.hr;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.notification.Await;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.platform.harness.TestPostgres;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class HrDatabaseAwayTest {
    @Test
    @DisplayName("H03: while the database is away the door says so, and after its crash a repeat gets the same answer")
    void shouldAnswerTheSameAfterACrashOfTheDatabase() {
        String body = Hris.resignation(Hris.somebody(), Instant.now());
        Hris hris = new Hris();
        String first = hris.post(body).then().statusCode(202).extract().asString();

        TestPostgres.shared().kill();
        Response meanwhile = hris.post(body);
        TestPostgres.shared().restart();

        assertThat(meanwhile.statusCode()).isEqualTo(503);
        assertThat(meanwhile.header("Retry-After")).isNotNull();
        Await.until(() -> assertThat(hris.post(body).asString()).isEqualTo(first));
    }
}
