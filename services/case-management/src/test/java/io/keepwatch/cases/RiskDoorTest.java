package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.keepwatch.contracts.DeadLetterHeader;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.ScoreModelJson;
import io.keepwatch.contracts.Topic;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.PublishedBand;
import io.keepwatch.rules.score.Strength;
import io.keepwatch.rules.score.WholePerson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("A person's score: with its working, of any instant, as known at any time, and how it came to be")
class RiskDoorTest {
    private static final Instant MONDAY = Instant.parse("2034-03-06T09:00:00Z");
    private static final double EXACT = 1e-9;

    @Inject
    MovingClock clock;

    @BeforeEach
    void isMonday() {
        clock.moveTo(MONDAY);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static String path(String subject) {
        return "/v1/subjects/" + subject + "/risk";
    }

    private static JsonPath risk(String subject, @Nullable Instant at, @Nullable Instant known) {
        Map<String, String> query = new HashMap<>();
        if (at != null) {
            query.put("at", at.toString());
        }
        if (known != null) {
            query.put("known", known.toString());
        }
        return Api.read(path(subject), query);
    }

    private static List<Map<String, Object>> history(String subject) {
        return Api.read(path(subject) + "/history").getList("items");
    }

    private static void awaitRecords(String subject, int count) {
        Eventually.holds(() -> assertThat(ScoreDesk.kept(subject)).hasSize(count));
    }

    private static double sum(JsonPath risk) {
        double sum = risk.getDouble("prior");
        for (String part : List.of("contributions.points", "multipliers.points")) {
            for (Number points : risk.<Number>getList(part)) {
                sum += points.doubleValue();
            }
        }
        return sum;
    }

    /** JSON numbers as they stand there: a path of JSON rounds them to floats otherwise. */
    private static JsonPath exact(JsonPath json) {
        return json.using(JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));
    }

    @Test
    @DisplayName("S3-06 R03 one bulk download: 20 to 50, Monitor; its working in numbers and words, and it adds up")
    void shouldShowItsWorking() {
        String subject = "score-working";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.find("bulk", "CollectsData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(2));
            awaitRecords(subject, 1);
        }
        clock.moveTo(MONDAY.plus(Duration.ofDays(30)));

        JsonPath fresh = exact(risk(subject, MONDAY, null));
        assertThat(fresh.getDouble("score")).isBetween(20.0, 50.0);
        assertThat(fresh.getString("band")).isEqualTo("monitor");
        assertThat(fresh.getString("subject")).isEqualTo(subject);
        assertThat(sum(fresh)).isCloseTo(fresh.getDouble("score"), within(EXACT));
        assertThat(fresh.getDouble("contributions[0].weight")).isCloseTo(Math.log(100), within(EXACT));
        assertThat(fresh.<String, Object>getMap("contributions[0]"))
                .containsEntry("evidence", "bulk")
                .containsEntry("node", "CollectsData")
                .containsEntry("strength", "strong")
                .containsEntry("at", MONDAY.toString())
                .containsEntry("halfLife", "PT720H")
                .containsEntry("activities", List.of("dlp/bulk"))
                .containsEntry("counting", "counts");
        assertThat(fresh.getString("contributions[0].words"))
                .startsWith("Found bulk on 2034-03-06: a strong sign that this person gathers data");
        assertThat(fresh.getString("words")).contains("(monitor)").contains(fresh.getString("leading"));
        assertThat(fresh.getMap("categories").keySet())
                .isEqualTo(Set.of("malicious", "negligent", "compromised", "colluding"));
        assertThat(fresh.getList("ahead.cause")).startsWith("evidence-halved").contains("evidence-ends");
        assertThat(fresh.getString("ahead[0].words")).contains("Found bulk");

        JsonPath later = exact(risk(subject, null, null));
        assertThat(Instant.parse(later.getString("at"))).isAfterOrEqualTo(MONDAY.plus(Duration.ofDays(30)));
        assertThat(later.getDouble("contributions[0].weight")).isCloseTo(Math.log(100) / 2, within(1e-3));
        assertThat(later.getDouble("score")).isLessThan(fresh.getDouble("score"));
        assertThat(sum(later)).isCloseTo(later.getDouble("score"), within(EXACT));
    }

    @Test
    @DisplayName(
            "R13 S2-025 a multiplier shows source and points; taken away the score falls, and the history keeps it")
    void shouldFallWithoutAMultiplier() {
        String subject = "score-multiplier";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.find("bulk", "CollectsData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
            Instant told = MONDAY.plusSeconds(10);
            desk.holds("pip", told, null, told, told.plusSeconds(1));
            Risk with = desk.holds("negative-review", told, null, told, told.plusSeconds(2));
            awaitRecords(subject, 3);

            JsonPath before = exact(risk(subject, told, null));
            assertThat(before.<Object>getList("multipliers.factor")).containsExactly("pip", "negative-review");
            assertThat(before.getString("multipliers[0].source")).isEqualTo("HR, receipt of pip");
            assertThat(before.getDouble("multipliers[0].value")).isEqualTo(2);
            assertThat(before.getDouble("multipliers[0].points")).isPositive();
            assertThat(before.getString("multipliers[1].effect")).isEqualTo("shadowed-by-group");
            assertThat(before.getString("multipliers[1].other")).isEqualTo("pip");
            assertThat(before.getString("multipliers[1].words")).contains("counts nothing beside");
            assertThat(sum(before)).isCloseTo(before.getDouble("score"), within(EXACT));

            desk.holdsNoMore("negative-review", told.plusSeconds(20), told.plusSeconds(21));
            desk.holdsNoMore("pip", told.plusSeconds(30), told.plusSeconds(31));
            awaitRecords(subject, 5);

            double shadowedGone =
                    exact(risk(subject, told, told.plusSeconds(21))).getDouble("score");
            assertThat(shadowedGone).isCloseTo(with.score(), within(EXACT));
            JsonPath after = exact(risk(subject, told, null));
            assertThat(after.getDouble("score")).isLessThan(with.score());
            assertThat(after.getList("multipliers")).isEmpty();
            assertThat(exact(risk(subject, with.at(), with.recordedAt())).getDouble("score"))
                    .isCloseTo(with.score(), within(EXACT));

            List<Map<String, Object>> history = history(subject);
            assertThat(history)
                    .extracting(item -> item.get("superseded"))
                    .containsExactly(false, true, true, true, true);
            assertThat(history.get(2))
                    .containsEntry("id", with.id())
                    .containsEntry("supersededAt", told.plusSeconds(21).toString());
            assertThat(history.get(0)).doesNotContainKey("supersededAt");
            assertThat(history)
                    .extracting(item -> item.get("because"))
                    .containsExactly(
                            "Holds no more: pip (HR, receipt of pip).",
                            "Holds no more: negative-review (HR, receipt of negative-review).",
                            "Holds: negative-review (HR, receipt of negative-review).",
                            "Holds: pip (HR, receipt of pip).",
                            "Found bulk.");
        }
    }

    @Test
    @DisplayName("R16 every record is had again to 1e-9 by its own at and recordedAt, whatever was recorded since")
    void shouldReproduceEveryRecord() {
        String subject = "score-history";
        List<Risk> said = new ArrayList<>();
        Instant begin = MONDAY.minus(Duration.ofDays(200)).plusNanos(123_456_789);
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            Instant now = begin;
            for (int i = 0; i < 40; i++) {
                now = now.plus(Duration.ofHours(50)).plusNanos(37);
                Instant recorded = now.plus(Duration.ofMillis(1_500)).plusNanos(i);
                desk.look(now);
                said.add(
                        switch (i % 4) {
                            case 0 ->
                                desk.find(
                                        "hour-" + i,
                                        "ExfiltratesData",
                                        Strength.MEDIUM,
                                        Duration.ofHours(12),
                                        now,
                                        now,
                                        recorded);
                            // Two of one moment, by the clock of whoever recorded them.
                            case 1 -> desk.find("at-once-" + i, "CollectsData", Strength.WEAK, now, recorded);
                            case 2 ->
                                desk.find(
                                        "late-" + i,
                                        "CollectsData",
                                        Strength.WEAK,
                                        Duration.ofDays(14),
                                        now.minus(Duration.ofHours(60)),
                                        now,
                                        recorded.minusNanos(1)
                                                .minus(Duration.ofHours(50))
                                                .minusNanos(37));
                            default -> desk.holds("notice", now, now.plus(Duration.ofHours(30)), now, recorded);
                        });
            }
        }
        awaitRecords(subject, said.size());

        for (Risk record : said) {
            assertThat(exact(risk(subject, record.at(), record.recordedAt())).getDouble("score"))
                    .as(record.at() + " as of " + record.recordedAt())
                    .isCloseTo(record.score(), within(EXACT));
        }
        List<Map<String, Object>> history = history(subject);
        assertThat(history).hasSize(said.size());
        for (Map<String, Object> item : history) {
            Instant at = Instant.parse(String.valueOf(item.get("at")));
            Instant known = Instant.parse(String.valueOf(item.get("recordedAt")));
            assertThat(said)
                    .anyMatch(risk -> risk.at().equals(at) && risk.recordedAt().equals(known));
        }
    }

    @Test
    @DisplayName("R16 without known all that is known now counts: what came late, and what has faded since")
    void shouldScoreThePastWithAllThatIsKnown() {
        String subject = "score-past";
        Duration half = Duration.ofHours(1);
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            Risk first =
                    desk.find("brief", "ExfiltratesData", Strength.STRONG, half, MONDAY, MONDAY, MONDAY.plusSeconds(1));
            Dossier brief = desk.dossier();
            Instant next = MONDAY.plus(Duration.ofHours(12));
            desk.look(next);
            desk.find(
                    "late", "CollectsData", Strength.STRONG, half.multipliedBy(48), MONDAY, next, next.plusSeconds(1));
            awaitRecords(subject, 2);

            List<Evidence> both = new ArrayList<>(brief.evidence());
            both.addAll(desk.dossier().evidence());
            for (Duration since : List.of(Duration.ZERO, half, half.multipliedBy(9), half.multipliedBy(11))) {
                Instant at = MONDAY.plus(since);
                assertThat(exact(risk(subject, at, null)).getDouble("score"))
                        .isCloseTo(ScoreDesk.MODEL.score(new Dossier(both, List.of()), at), within(EXACT));
                assertThat(exact(risk(subject, at, first.recordedAt())).getDouble("score"))
                        .isCloseTo(ScoreDesk.MODEL.score(brief, at), within(EXACT));
            }
            // Before anything was recorded nothing was known.
            assertThat(exact(risk(subject, MONDAY, MONDAY)).getDouble("score"))
                    .isCloseTo(ScoreDesk.MODEL.prior(), within(EXACT));
            assertThat(risk(subject, MONDAY, MONDAY).getList("contributions")).isEmpty();
        }
    }

    @Test
    @DisplayName("R17 a fall by time alone stands in history and timeline under the instant at which the curve crossed")
    void shouldDateAFallByItsCrossing() {
        String subject = "score-fall";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.find("edr", "EvadesControls", Strength.DECISIVE, Duration.ofDays(60), MONDAY, MONDAY, MONDAY);
            Instant crossed = Objects.requireNonNull(ScoreDesk.MODEL.nextCrossing(desk.dossier(), MONDAY))
                    .at();
            awaitRecords(subject, 1);
            assertThat(risk(subject, MONDAY, null).getString("nextBand.at")).isEqualTo(crossed.toString());
            assertThat(risk(subject, MONDAY, null).getString("nextBand.band")).isEqualTo("monitor");

            Instant noticed = crossed.plus(Duration.ofDays(1));
            clock.moveTo(noticed);
            Risk fall = desk.time(PublishedBand.of(Band.MONITOR), crossed, noticed);
            awaitRecords(subject, 2);

            assertThat(history(subject).getFirst())
                    .containsEntry("at", crossed.toString())
                    .containsEntry("recordedAt", noticed.toString())
                    .containsEntry("band", "monitor")
                    .containsEntry("reason", "time");
            JsonPath timeline = Api.read("/v1/subjects/" + subject + "/timeline");
            assertThat(timeline.<Map<String, Object>>getList("items").stream()
                            .filter(item -> "risk".equals(item.get("kind")))
                            .map(item -> item.get("event") + " " + item.get("at")))
                    .containsExactly("band-raised " + MONDAY, "band-lowered " + crossed.truncatedTo(ChronoUnit.MICROS));
            assertThat(timeline.getList("items.details.at")).contains(crossed.toString());
            assertThat(timeline.getList("items.details.risk")).contains(fall.id());
        }
    }

    @Test
    @DisplayName("S3-37 the history is paged, newest first, and marks what is superseded on every page")
    void shouldPageTheHistory() {
        String subject = "score-pages";
        List<String> said = new ArrayList<>();
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            for (int i = 0; i < 7; i++) {
                Instant at = MONDAY.minus(Duration.ofDays(700 - 100L * i));
                said.addFirst(desk.find("f" + i, "CollectsData", Strength.WEAK, at, at.plusSeconds(1))
                        .id());
            }
        }
        awaitRecords(subject, 7);
        List<String> read = new ArrayList<>();
        List<Object> superseded = new ArrayList<>();
        String next = path(subject) + "/history?limit=3";
        while (next != null) {
            Response page = Api.as(Tokens.of("lea", "soc-lead"), next);
            page.then().statusCode(200);
            read.addAll(page.jsonPath().getList("items.id"));
            superseded.addAll(page.jsonPath().getList("items.superseded"));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().get("nextCursor") == null);
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(read).isEqualTo(said);
        assertThat(superseded).containsExactly(false, true, true, true, true, true, true);
        Api.as(Tokens.of("lea", "soc-lead"), path("score-past") + "/history?cursor=AAAA")
                .then()
                .statusCode(400);
    }

    @Test
    @DisplayName("a score whose model has not arrived is listed as it was told, and explained once the model is there")
    void shouldWaitForTheModel() {
        String subject = "score-waiting";
        WholePerson unheardOf = ScoreDesk.model("model-that-comes-late");
        try (ScoreDesk desk = new ScoreDesk(subject, unheardOf)) {
            Risk told = desk.find("usb", "ExfiltratesData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
            awaitRecords(subject, 1);
            Response early = Api.as(Tokens.of("ana", "analyst"), path(subject));
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.contentType()).startsWith("application/problem+json");
            assertThat(early.jsonPath().getString("type")).isEqualTo("urn:keepwatch:problem:model-not-known");
            assertThat(early.header("Retry-After")).isNotNull();
            assertThat(history(subject)).hasSize(1);

            desk.tellModel();
            desk.tellModel();
            Eventually.holds(() -> assertThat(
                            Api.as(Tokens.of("ana", "analyst"), path(subject)).statusCode())
                    .isEqualTo(200));
            assertThat(exact(risk(subject, told.at(), told.recordedAt())).getDouble("score"))
                    .isCloseTo(told.score(), within(EXACT));
            assertThat(risk(subject, null, null).getString("model")).isEqualTo("model-that-comes-late");
        }
    }

    @Test
    @DisplayName("somebody of whom nothing was ever said has the prior, and no identity")
    void shouldShowThePriorOfAStranger() {
        try (ScoreDesk desk = new ScoreDesk("score-of-a-model")) {
            desk.tellModel();
        }
        Eventually.holds(() -> Api.as(Tokens.of("ana", "analyst"), path("nobody-at-all"))
                .then()
                .statusCode(200));
        JsonPath stranger = exact(risk("nobody-at-all", null, null));
        assertThat(stranger.getDouble("score")).isCloseTo(1.4, within(EXACT));
        assertThat(stranger.getBoolean("unresolved")).isTrue();
        assertThat(stranger.getList("contributions")).isEmpty();
        assertThat(stranger.<Object>get("recordedAt")).isNull();
        assertThat(history("nobody-at-all")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            risk?at=yesterday                        | at
            risk?at=2026-02-15T09:00:00              | at
            risk?known=2026-13-01T00:00:00Z          | known
            risk?known=                              | known
            risk?At=2026-02-15T09:00:00Z             | At
            risk/history?limit=0                     | limit
            risk/history?cursor=no                   | cursor
            risk/chart?from=then                     | from
            risk/chart?to=2026-02-30T00:00:00Z       | to
            risk/chart?from=2030-01-01T00:00:00Z&to=2030-01-01T00:00:00Z | from
            risk/chart?from=2001-01-01T00:00:00Z&to=2030-01-01T00:00:00Z | from
            """)
    @DisplayName("what cannot be answered is refused, naming the parameter")
    void shouldNameTheParameter(String query, String parameter) {
        Api.as(Tokens.of("ana", "analyst"), "/v1/subjects/score-working/" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:keepwatch:problem:invalid-query"))
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo(parameter));
    }

    @Test
    @DisplayName("S2-124 hr looks only at scores of people whose case has asked HR; every look leaves an entry")
    void shouldShowHrOnlyWhomACaseAskedAbout() {
        String subject = "score-asked";
        String hr = Tokens.of("henri", "hr");
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.find("edr", "EvadesControls", Strength.DECISIVE, MONDAY, MONDAY.plusSeconds(1));
            Eventually.holds(
                    () -> assertThat(Api.cases(subject).getList("items")).hasSize(1));
        }
        for (String door : List.of("risk", "risk/history", "risk/chart")) {
            Api.as(hr, "/v1/subjects/" + subject + "/" + door).then().statusCode(404);
        }
        Api.as(hr, "/v1/subjects").then().statusCode(200).body("items", hasSize(0));
        Database.execute(
                "insert into case_asked (case_id, role) values (?, 'hr')",
                UUID.fromString(Api.cases(subject).getString("items[0].id")));
        for (String door : List.of("risk", "risk/history", "risk/chart")) {
            Api.as(hr, "/v1/subjects/" + subject + "/" + door).then().statusCode(200);
        }
        Api.as(hr, "/v1/subjects").then().statusCode(200).body("items.subject", containsInAnyOrder(subject));
        assertThat(Database.query(
                        "select operation || ' ' || coalesce(asked, '-') || ' ' || subjects::text || ' ' || given"
                                + " from audit_entry where actor = 'henri' order by id"))
                .containsExactly(
                        "subjects.risk score-asked {} false",
                        "subjects.risk-history score-asked {} false",
                        "subjects.risk-chart score-asked {} false",
                        "subjects.list - {} true",
                        "subjects.risk score-asked {score-asked} true",
                        "subjects.risk-history score-asked {score-asked} true",
                        "subjects.risk-chart score-asked {score-asked} true",
                        "subjects.list - {score-asked} true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legal", "welfare", "administrator", "rule-admin", "event-writer"})
    @DisplayName("others do not look at scores at all")
    void shouldRefuseOthers(String role) {
        String token = Tokens.of("x", role);
        for (String door : List.of("", "/score-asked/risk", "/score-asked/risk/history", "/score-asked/risk/chart")) {
            Api.as(token, "/v1/subjects" + door).then().statusCode(403);
        }
    }

    @Test
    @DisplayName(
            "S3-35 the chart is one picture without scripts, with bands, curve and events, and nothing leaves its place")
    void shouldDrawTheScore() {
        String subject = "score<drawn>&\"";
        try (ScoreDesk desk = new ScoreDesk(subject)) {
            desk.find("<script>alert(1)</script>", "ExfiltratesData", Strength.STRONG, MONDAY, MONDAY.plusSeconds(1));
            desk.holds("notice", MONDAY, MONDAY.plus(Duration.ofDays(5)), MONDAY, MONDAY.plusSeconds(2));
            awaitRecords(subject, 2);
        }
        clock.moveTo(MONDAY.plus(Duration.ofDays(20)));
        Response drawn = RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ana", "analyst"))
                .get("/v1/subjects/{subject}/risk/chart", subject);

        assertThat(drawn.statusCode()).isEqualTo(200);
        assertThat(drawn.contentType()).startsWith("image/svg+xml");
        assertThat(drawn.header("Content-Security-Policy")).startsWith("default-src 'none'");
        String svg = new String(drawn.asByteArray(), StandardCharsets.UTF_8);
        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .contains("<polyline", "investigate", "immediate", "Begins: notice", "Ends: notice")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "score&lt;drawn&gt;&amp;&quot;")
                .doesNotContain("<script", "href", "<image", "url(");
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"RISK", "MODEL"})
    @DisplayName("what cannot be read goes aside with the reason, and the next is taken")
    void shouldPutAsideWhatCannotBeRead(Topic topic) {
        String subject = "score-unreadable-" + topic;
        try (ScoreDesk desk = new ScoreDesk(subject);
                TopicReader dead = new TopicReader(RealPlatform.kafka(), topic.deadLetterName())) {
            desk.topics().publishRaw(topic, subject, "{\"digest\":".getBytes(StandardCharsets.UTF_8));
            desk.find("f", "CollectsData", Strength.WEAK, MONDAY, MONDAY.plusSeconds(1));

            Eventually.holds(() -> assertThat(dead.of(subject))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.headers().lastHeader(DeadLetterHeader.REASON))
                            .isNotNull()));
            awaitRecords(subject, 1);
        }
    }

    @Test
    @DisplayName("a model that nobody can score with goes aside and names what is wrong")
    void shouldRefuseAModelThatIsNone() throws Exception {
        String digest = "model-that-is-none";
        String wrong = new String(
                        ScoreModelJson.write(ScoreDesk.model(digest).model().told(MONDAY)), StandardCharsets.UTF_8)
                .replace("\"root\":\"Behaviour\"", "\"root\":\"Nothing\"");
        try (ScoreDesk desk = new ScoreDesk("score-none");
                TopicReader dead = new TopicReader(RealPlatform.kafka(), Topic.MODEL.deadLetterName())) {
            desk.topics().publishRaw(Topic.MODEL, digest, wrong.getBytes(StandardCharsets.UTF_8));
            Eventually.holds(() -> assertThat(dead.of(digest))
                    .singleElement()
                    .satisfies(letter -> assertThat(new String(
                                    letter.headers()
                                            .lastHeader(DeadLetterHeader.REASON)
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .startsWith("root: ")));
        }
        assertThat(Database.query("select digest from risk_model where digest = ?", digest))
                .isEmpty();
    }
}
