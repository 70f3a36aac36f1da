package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.keepwatch.rules.score.Strength;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("S3-07 People by their scores, the highest first, never older than an hour")
class SubjectListTest {
    private static final Instant MONDAY = Instant.parse("2036-03-03T09:00:00Z");

    @Inject
    MovingClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static List<Map<String, Object>> all(String query) {
        List<Map<String, Object>> items = new ArrayList<>();
        String next = "/v1/subjects?limit=7" + query;
        while (next != null) {
            Response page = Api.as(Tokens.of("ana", "analyst"), next);
            page.then().statusCode(200);
            items.addAll(exact(page.jsonPath()).getList("items"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().get("nextCursor") == null);
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        return items;
    }

    private static JsonPath exact(JsonPath json) {
        return json.using(JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE));
    }

    private static Optional<Map<String, Object>> listed(String subject) {
        return all("").stream()
                .filter(item -> subject.equals(item.get("subject")))
                .findFirst();
    }

    private static double score(Map<String, Object> item) {
        return ((Number) Objects.requireNonNull(item.get("score"))).doubleValue();
    }

    @Test
    @DisplayName("S3-07 S2-029 S2-030 S2-031 ordered by score over pages, filtered by band; the newest record counts")
    void shouldListTheHighestFirst() {
        clock.moveTo(MONDAY.plusSeconds(60));
        List<ScoreDesk> desks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            desks.add(new ScoreDesk("listed-" + i));
        }
        try {
            for (int i = 0; i < 9; i++) {
                ScoreDesk desk = desks.get(i);
                desk.find(
                        "bulk", "CollectsData", i < 3 ? Strength.WEAK : Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
                if (i >= 5) {
                    desk.find("edr", "EvadesControls", Strength.DECISIVE, MONDAY, MONDAY.plusSeconds(2));
                }
            }
            Eventually.holds(() -> assertThat(all(""))
                    .filteredOn(item -> String.valueOf(item.get("subject")).startsWith("listed-"))
                    .extracting(item -> item.get("subject") + " " + item.get("band"))
                    .containsExactly(
                            "listed-5 immediate",
                            "listed-6 immediate",
                            "listed-7 immediate",
                            "listed-8 immediate",
                            "listed-3 monitor",
                            "listed-4 monitor",
                            "listed-0 monitor",
                            "listed-1 monitor",
                            "listed-2 monitor"));
        } finally {
            desks.forEach(ScoreDesk::close);
        }
        List<Map<String, Object>> everybody = all("&order=-score");
        assertThat(everybody).isSortedAccordingTo((one, other) -> Double.compare(score(other), score(one)));
        assertThat(everybody).extracting(item -> item.get("subject")).doesNotHaveDuplicates();
        assertThat(all("&band=immediate,investigate"))
                .isNotEmpty()
                .allMatch(item -> score(item) >= 50)
                .extracting(item -> item.get("subject"))
                .contains("listed-5")
                .doesNotContain("listed-4");
        assertThat(listed("listed-5").orElseThrow()).containsEntry("unresolved", true);
    }

    @Test
    @DisplayName("S3-07 time passes: the list follows within an hour and shows what the score's own door shows")
    void shouldFollowTime() {
        String subject = "listed-fading";
        clock.moveTo(MONDAY.plusSeconds(60));
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.find(
                    "brief",
                    "ExfiltratesData",
                    Strength.STRONG,
                    Duration.ofHours(6),
                    MONDAY,
                    MONDAY,
                    MONDAY.plusSeconds(1));
            Eventually.holds(() -> assertThat(listed(subject)).isPresent());
            double before = score(listed(subject).orElseThrow());

            Instant later = MONDAY.plus(Duration.ofHours(12));
            clock.moveTo(later);
            Eventually.holds(() -> {
                Map<String, Object> item = listed(subject).orElseThrow();
                Instant scoredAt = Instant.parse(String.valueOf(item.get("scoredAt")));
                assertThat(scoredAt).isAfter(later.minus(Duration.ofHours(1)));
                assertThat(score(item)).isLessThan(before);
                assertThat(score(item))
                        .isCloseTo(
                                exact(Api.read("/v1/subjects/" + subject + "/risk", Map.of("at", scoredAt.toString())))
                                        .getDouble("score"),
                                within(1e-9));
            });

            // Ten half-lives are over: nothing changes any more, and the score is as of now without anybody looking.
            clock.moveTo(MONDAY.plus(Duration.ofDays(3)));
            Eventually.holds(
                    () -> assertThat(score(listed(subject).orElseThrow())).isCloseTo(1.4, within(1e-9)));
            clock.moveTo(MONDAY.plus(Duration.ofDays(30)));
            assertThat(Instant.parse(
                            String.valueOf(listed(subject).orElseThrow().get("scoredAt"))))
                    .isAfterOrEqualTo(MONDAY.plus(Duration.ofDays(30)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "order=score, order",
        "order=-at, order",
        "band=high, band",
        "band=, band",
        "limit=201, limit",
        "cursor=x, cursor",
        "subject=kara, subject"
    })
    @DisplayName("what cannot be answered is refused, naming the parameter")
    void shouldNameTheParameter(String query, String parameter) {
        Api.as(Tokens.of("ana", "analyst"), "/v1/subjects?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo(parameter));
    }
}
