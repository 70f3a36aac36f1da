package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.keepwatch.hunting.asking.Leaving;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class HrDoorTest {
    @BeforeEach
    void stored() {
        Api.awaitStored();
        Api.await("HR was heard", () -> Api.metric("keepwatch_hunting_hr_unreadable") > 0);
    }

    @Test
    @DisplayName("S1-13, S1-28: of somebody rehired no departure stands; the old one is reviewed when it is named")
    void shouldReviewAnOldDepartureOfSomebodyRehired() {
        Api.get("/v1/hunt/departures/p-1", Map.of())
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("left"));

        Api.get("/v1/hunt/departures/p-1", Map.of("left", Leaving.LEFT.toEpochMilli()))
                .then()
                .statusCode(200)
                .body("gap.seconds", equalTo(7_200))
                .body("gap.tooSlow", equalTo(true))
                .body("after.activities", equalTo(5))
                .body("monitoring.watch", equalTo(false))
                .body("monitoring.periods", hasSize(1));
    }

    @Test
    @DisplayName("S1-13, S1-28: a termination that HR withdrew before it was told never was")
    void shouldForgetAWithdrawnTermination() {
        Api.get("/v1/hunt/departures/p-novak", Map.of())
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("left"));

        Api.get("/v1/hunt/departures/p-novak", Map.of("left", Told.YESTERDAY.toEpochMilli()))
                .then()
                .statusCode(200)
                .body("monitoring.watch", equalTo(false))
                .body("monitoring.periods", hasSize(0));
    }

    @Test
    @DisplayName("What HR says and nobody can read is counted, and costs nothing else")
    void shouldSayWhatItCannotRead() {
        assertThat((Integer) Api.health("hr").get("unreadable")).isGreaterThanOrEqualTo(2);
        assertThat(Api.metric("keepwatch_hunting_hr_unreadable")).isGreaterThanOrEqualTo(2);
    }
}
