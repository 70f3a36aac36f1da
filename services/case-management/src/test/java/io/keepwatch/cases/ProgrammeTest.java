package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
@DisplayName("The programme's metrics, each with formula, numerator and denominator")
class ProgrammeTest {
    private static final LocalDate LAST = LocalDate.parse("2035-05-10");
    private static final Instant DEPARTURE = Instant.parse("2035-05-10T00:00:00Z");

    @Inject
    MovingClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private record Counts(int numerator, int denominator, int pending) {
        private Counts minus(Counts before) {
            return new Counts(numerator - before.numerator, denominator - before.denominator, pending - before.pending);
        }
    }

    private static Counts counts(String id) {
        JsonPath metrics = Api.read("/v1/metrics/programme");
        String metric = "metrics.find { it.id == '" + id + "' }.";
        assertThat(metrics.getString(metric + "formula")).contains(" / ");
        assertThat(metrics.getDouble(metric + "target")).isEqualTo(1.0);
        return new Counts(
                metrics.getInt(metric + "numerator"),
                metrics.getInt(metric + "denominator"),
                metrics.getInt(metric + "pending"));
    }

    private static void done(String subject) {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("ida", "administrator"))
                .contentType(ContentType.JSON)
                .body("{\"done\":true}")
                .post("/v1/offboarding/" + subject + "/disable-accounts")
                .then()
                .statusCode(200);
    }

    private static void leaves(String subject, Instant told, String... more) {
        try (HrDesk desk = new HrDesk(subject)) {
            desk.tell(desk.termination("r-" + subject, LAST, told));
            for (String event : more) {
                desk.tell(desk.event(
                        "r2-" + subject,
                        event,
                        null,
                        DEPARTURE.plusSeconds(30),
                        event.equals("withdrawn") ? "r-" + subject : null));
            }
            Eventually.holds(
                    () -> assertThat(Database.query("select count(*) from hr_event where subject = ?", subject))
                            .containsExactly(Integer.toString(1 + more.length)));
        }
    }

    @Test
    @DisplayName(
            "S2-111 accounts disabled within the hour; open and late ones count against it, withdrawn ones not at all")
    void shouldMeasureOffboarding() {
        Instant told = DEPARTURE.minus(Duration.ofDays(3));
        Instant end = DEPARTURE.plus(Duration.ofHours(3));
        clock.moveTo(end);
        Counts before = counts("offboarding-accounts-disabled");

        clock.moveTo(DEPARTURE.plusSeconds(60));
        for (String subject : List.of("m-prompt", "m-late", "m-never", "m-withdrawn", "m-back")) {
            leaves(subject, told);
        }
        done("m-prompt");
        try (HrDesk desk = new HrDesk("m-withdrawn")) {
            desk.tell(desk.withdrawal("r2-m-withdrawn", "r-m-withdrawn", DEPARTURE.plusSeconds(70)));
        }
        Eventually.holds(
                () -> assertThat(Database.query("select ended_reason from offboarding where subject = 'm-withdrawn'"))
                        .containsExactly("withdrawn"));
        assertThat(counts("offboarding-accounts-disabled").pending()).isGreaterThanOrEqualTo(3);

        clock.moveTo(DEPARTURE.plus(Duration.ofHours(2)));
        done("m-late");
        try (HrDesk desk = new HrDesk("m-back")) {
            desk.tell(desk.event("r2-m-back", "rehired", null, clock.instant(), null));
        }
        Eventually.holds(
                () -> assertThat(Database.query("select ended_reason from offboarding where subject = 'm-back'"))
                        .containsExactly("rehired"));

        clock.moveTo(end);
        assertThat(counts("offboarding-accounts-disabled").minus(before)).isEqualTo(new Counts(1, 4, 0));
    }

    @Test
    @DisplayName("S2-112 HR told us in time; whoever is retired without a word counts against it")
    void shouldMeasureWhatHrTells() {
        Instant now = DEPARTURE.plus(Duration.ofDays(30));
        clock.moveTo(now);
        Counts before = counts("hr-notification");

        leaves("h-in-time", DEPARTURE.plus(Duration.ofMinutes(59)));
        leaves("h-too-late", DEPARTURE.plus(Duration.ofHours(1)));
        leaves("h-took-back", DEPARTURE.plus(Duration.ofDays(2)), "withdrawn");
        leaves("h-retired-told", DEPARTURE.minus(Duration.ofDays(1)), "negative_review");
        for (String subject : List.of("h-retired-told", "h-retired-untold")) {
            try (HrDesk desk = new HrDesk(subject)) {
                desk.identity("UTC", null, null, DEPARTURE, true);
            }
            Eventually.holds(() -> assertThat(Database.query("select retired from person where subject = ?", subject))
                    .containsExactly("t"));
        }

        // Each was received four seconds after it occurred: in time, too late, in time, and nothing at all.
        assertThat(counts("hr-notification").minus(before)).isEqualTo(new Counts(2, 4, 0));
    }

    @Test
    @DisplayName("S2-103 events that begin monitoring are confirmed to HR within minutes")
    void shouldMeasureConfirmations() {
        Instant told = DEPARTURE.plus(Duration.ofDays(60));
        clock.moveTo(told.plus(Duration.ofMinutes(30)));
        Counts before = counts("hr-confirmation");
        for (String subject : List.of("c-prompt", "c-late", "c-never")) {
            try (HrDesk desk = new HrDesk(subject)) {
                desk.tell(desk.event("r-" + subject, "resignation", null, told, null));
                if (!subject.equals("c-never")) {
                    desk.monitoring(desk.change(
                            "mc-" + subject,
                            "r-" + subject,
                            "enhanced",
                            "active",
                            told,
                            told.plus(Duration.ofDays(14)),
                            told,
                            told.plusSeconds(5),
                            "r-" + subject));
                    Instant at = told.plus(Duration.ofMinutes(subject.equals("c-late") ? 9 : 1));
                    desk.notice("n1-" + subject, "confirmation", "failed", told.plusSeconds(8), "mc-" + subject);
                    desk.notice("n2-" + subject, "confirmation", "delivered", at, "mc-" + subject);
                    Eventually.holds(() -> assertThat(
                                    Database.query("select count(*) from notice_result where subject = ?", subject))
                            .containsExactly("2"));
                }
                Eventually.holds(
                        () -> assertThat(Database.query("select count(*) from hr_event where subject = ?", subject))
                                .containsExactly("1"));
            }
        }
        try (HrDesk desk = new HrDesk("c-never")) {
            desk.notice("n-c-never", "case", "delivered", told, "something-else");
        }

        Eventually.holds(
                () -> assertThat(counts("hr-confirmation").minus(before)).isEqualTo(new Counts(1, 3, 0)));
    }

    @Test
    @DisplayName("numbers are for those who answer for the programme")
    void shouldBeForThoseWhoAnswer() {
        for (String role : List.of("analyst", "soc-lead", "ciso", "auditor")) {
            Api.as(Tokens.of("x", role), "/v1/metrics/programme").then().statusCode(200);
        }
        for (String role : List.of("hr", "legal", "welfare", "administrator", "rule-admin")) {
            Api.as(Tokens.of("x", role), "/v1/metrics/programme").then().statusCode(403);
        }
    }
}
