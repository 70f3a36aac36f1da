package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.keepwatch.hunting.asking.Leaving;
import io.keepwatch.hunting.review.ReviewPage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class PeopleDoorTest {
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    @Test
    @DisplayName("S1-26: a transfer without a user is joined to who held the address then, with the reasoning")
    void shouldFindPullTransfers() {
        JsonPath found = Api.get(
                        "/v1/hunt/pull-transfers", Map.of("from", "2015-07-28T00:00:00Z", "to", "2015-07-29T00:00:00Z"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(found.<String>getList("items.activity.id")).containsExactly("pull");
        assertThat(found.<String>getList("items[0].candidates.subject")).containsExactly("p-1");
        assertThat(found.getString("items[0].candidates[0].reasons[0].sentence"))
                .contains("172.16.40.2");
        assertThat(found.getLong("bytes")).isEqualTo(70_000_000);
        assertThat(found.<String>getList("limits")).isEmpty();
    }

    @Test
    @DisplayName("S1-26: of one person only; of the last seven days where nothing is said")
    void shouldFindPullTransfersOfOnePerson() {
        Map<String, ?> day = Map.of("from", "2015-07-28T00:00:00Z", "to", "1438214400000", "subject", "p-2");

        Api.get("/v1/hunt/pull-transfers", day).then().statusCode(200).body("items.size()", equalTo(0));
        Api.get("/v1/hunt/pull-transfers", Map.of()).then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    @DisplayName("S1-11: what was left scheduled or open, of an account whose key has a slash in it, as of any instant")
    void shouldFindWhatWasLeftOpen() {
        for (String path : List.of("account%3Aad%2Fkara", "kara")) {
            Api.analyst()
                    .urlEncodingEnabled(false)
                    .get("/v1/hunt/left-open/" + path + "?at=" + Told.KARA_LEFT.toEpochMilli())
                    .then()
                    .statusCode(200)
                    .body("jobs[0].runs", equalTo(10))
                    .body("jobs[0].everySeconds", equalTo(86_400))
                    .body("lastingJobs", equalTo(1))
                    .body("sessions[0].kind", equalTo("tmux"))
                    .body("sessions[0].ageSeconds", equalTo(40 * 86_400))
                    .body("limits", equalTo(List.of()));
        }
        Api.get("/v1/hunt/left-open/kara", Map.of("at", "2015-07-28T17:30:40Z"))
                .then()
                .statusCode(200)
                .body("jobs.size()", equalTo(0))
                .body("sessions.size()", equalTo(0));
    }

    private static Map<String, ?> alderson() {
        return Map.of(
                "left", Leaving.LEFT.toString(),
                "watchBegan", Leaving.LEFT.plus(TWO_HOURS).toString(),
                "zone", "America/New_York");
    }

    @Test
    @DisplayName("S1-13, S1-14: the two windows of a departure; a gap of two hours is too slow")
    void shouldReviewADeparture() {
        JsonPath review = Api.get("/v1/hunt/departures/p-1", alderson())
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();

        assertThat(review.getBoolean("found")).isTrue();
        assertThat(review.getInt("before.activities")).isEqualTo(98);
        assertThat(review.getInt("after.activities")).isEqualTo(5);
        assertThat(review.getInt("gap.seconds")).isEqualTo(7_200);
        assertThat(review.getBoolean("gap.tooSlow")).isTrue();
        assertThat(review.<String>getList("before.rarest.items.executable")).startsWith("/home/elliot/cleanup.sh");
        assertThat(review.<String>getList("after.pulled.transfers.items.activity.id"))
                .containsExactly("pull");
        assertThat(Api.ids(review.getString("after.question"))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "3600, false", "3601, true"})
    @DisplayName("S1-13: an hour from the departure to the watch is just quick enough")
    void shouldFlagASlowProcess(int seconds, boolean tooSlow) {
        Instant watchBegan = Leaving.LEFT.plusSeconds(seconds);
        Api.get("/v1/hunt/departures/p-1", Map.of("left", Leaving.LEFT.toString(), "watchBegan", watchBegan.toString()))
                .then()
                .statusCode(200)
                .body("gap.seconds", equalTo(seconds))
                .body("gap.tooSlow", equalTo(tooSlow));
    }

    @Test
    @DisplayName("S1-28: the same as a page that stands alone, says how the person is monitored and links the hunt")
    void shouldShowADepartureAsAPage() {
        Api.analyst()
                .accept("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
                .queryParams(alderson())
                .get("/v1/hunt/departures/elliotalderson")
                .then()
                .statusCode(200)
                .contentType("text/html; charset=utf-8")
                .header("Content-Security-Policy", ReviewPage.contentSecurityPolicy())
                .body(containsString("<!DOCTYPE html>"))
                .body(containsString("Monitoring"))
                .body(containsString("href=\"/v1/hunt?q="))
                .body(containsString("2 hours unwatched: too slow"));
    }

    @Test
    @DisplayName(
            "S1-13, S1-28: of whom HR said that they leave, HR says when, since when they are watched, and the periods")
    void shouldHearFromHrWhenSomebodyLeft() {
        Api.get("/v1/hunt/departures/p-2", Map.of())
                .then()
                .statusCode(200)
                .body("left", equalTo("2015-07-28T00:00:00Z"))
                .body("gap.watchBegan", equalTo("2015-07-28T01:30:00Z"))
                .body("gap.seconds", equalTo(5_400))
                .body("gap.tooSlow", equalTo(true))
                .body("monitoring.watch", equalTo(true))
                .body("monitoring.periods[0].kind", equalTo("termination"))
                .body("monitoring.periods[0].state", equalTo("expired"));
    }

    @Test
    void shouldSayThatNothingIsKnownOfSomebody() {
        Api.get("/v1/hunt/departures/<script>", Map.of("left", "1438104640000"))
                .then()
                .statusCode(200)
                .body("found", equalTo(false))
                .body("subject", equalTo("<script>"));
    }
}
