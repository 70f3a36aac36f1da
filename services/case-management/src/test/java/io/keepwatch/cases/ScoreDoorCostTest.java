package io.keepwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.cases.risk.RiskIntake;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Strength;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Prints what scores cost here; that it all came through is what is asserted. */
@QuarkusTest
@QuarkusTestResource(RealPlatform.class)
class ScoreDoorCostTest {
    private static final Instant MONDAY = Instant.parse("2037-03-02T09:00:00Z");
    private static final int PEOPLE = 100;
    private static final int ROUNDS = 10;
    private static final int FINDINGS = 8;

    @Inject
    RiskIntake intake;

    @Inject
    MovingClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static Risk record(String subject, int round) {
        Instant at = MONDAY.plus(Duration.ofHours(round));
        Dossier dossier = new Dossier(
                IntStream.rangeClosed(0, Math.min(round, FINDINGS - 1))
                        .mapToObj(i -> new Evidence(
                                subject + "-finding-" + i,
                                "rule-" + i,
                                "Found something of the kind " + i,
                                i % 2 == 0 ? "CollectsData" : "ExfiltratesData",
                                Strength.WEAK,
                                false,
                                1,
                                Duration.ofDays(30),
                                null,
                                MONDAY.plus(Duration.ofHours(i)),
                                List.of("dlp/" + subject + i),
                                List.of()))
                        .toList(),
                List.of());
        return new Risk(
                subject + "-" + round,
                subject,
                at,
                at.plusSeconds(1),
                ScoreDesk.MODEL.score(dossier, at),
                "monitor",
                Risk.EVIDENCE,
                ScoreDesk.MODEL.model().digest(),
                dossier.findings(),
                dossier.circumstances());
    }

    @Test
    @DisplayName("R16 a thousand records of a hundred people, and their scores with all of their working")
    void shouldBearAThousandRecords() throws Throwable {
        clock.moveTo(MONDAY.plus(Duration.ofDays(1)));
        try (ScoreDesk desk = new ScoreDesk("cost-model")) {
            desk.tellModel();
        }
        Eventually.holds(() -> assertThat(Api.as(Tokens.of("ana", "analyst"), "/v1/subjects/cost-nobody/risk")
                        .statusCode())
                .isEqualTo(200));
        long[] batches = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            List<Risk> batch = IntStream.range(0, PEOPLE)
                    .mapToObj(person -> record("cost-" + person, number))
                    .toList();
            long begin = System.nanoTime();
            VertxContextSupport.subscribeAndAwait(() -> intake.takeRisks(batch));
            batches[round] = System.nanoTime() - begin;
        }
        List<Long> looks = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            long begin = System.nanoTime();
            Response answer = Api.as(Tokens.of("ana", "analyst"), "/v1/subjects/cost-" + person + "/risk");
            looks.add(System.nanoTime() - begin);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getList("contributions")).hasSize(FINDINGS);
        }
        assertThat(Database.query("select id from risk_record where subject like 'cost-%'"))
                .hasSize(PEOPLE * ROUNDS);
        Arrays.sort(batches);
        looks.sort(null);
        System.out.printf(
                Locale.ROOT,
                "taking in: %.2f ms a record (median batch of %d); a look at a score with %d findings over HTTP: median %.1f ms,"
                        + " p95 %.1f ms%n",
                batches[ROUNDS / 2] / 1e6 / PEOPLE,
                PEOPLE,
                FINDINGS,
                looks.get(PEOPLE / 2) / 1e6,
                looks.get(PEOPLE * 95 / 100) / 1e6);
    }
}
