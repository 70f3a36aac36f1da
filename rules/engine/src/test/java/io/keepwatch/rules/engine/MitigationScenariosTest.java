package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Risk;
import io.keepwatch.contracts.RiskJson;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S3-12: what explains unusual hours and places lowers the score, for as long as it holds")
class MitigationScenariosTest {
    private static final WholePerson MODEL = ShippedRules.model();
    private static final Instant SUNDAY = Instant.parse("2026-03-08T05:00:00Z");
    private static final Instant SAID = SUNDAY.minus(Duration.ofDays(2));
    private static final Instant UNTIL = SUNDAY.plus(Duration.ofDays(9));

    private Person person = new Person(ShippedRules.book()).is(SUNDAY.plus(Duration.ofDays(30)));

    private void badgesInAtAnOddHour() {
        Activity swipe = Person.activity(
                ActivityType.BADGE_SWIPE, "swipe", SUNDAY, Attribute.DOOR, "main", Attribute.BADGE_OUTCOME, "granted");
        person.takes(new Input.Happened(swipe));
        person.takes(new Input.Found(swipe, "UnusualAccessAuthorizedTime"));
    }

    private static HrEvent mitigation(String until) {
        return event(
                "m1",
                HrEvent.MITIGATION,
                SAID,
                Map.of("reason", " new project,\n tight deadline ", "until", until),
                null);
    }

    private static HrEvent event(
            String receipt, String event, Instant at, Map<String, String> detail, @Nullable String withdraws) {
        return new HrEvent(receipt, event, Histories.SUBJECT, null, at, at, detail, null, null, withdraws);
    }

    private double score(Instant at) {
        return MODEL.score(Dossier.of(person.risks().getLast()), at);
    }

    @Test
    @DisplayName("B02: the finding of B01 with a mitigation on record is lower than without, whichever is heard first")
    void shouldLowerTheScore() {
        badgesInAtAnOddHour();
        double without = score(SUNDAY);
        person.givesNotice(mitigation(UNTIL.toString()));
        double with = score(SUNDAY);

        assertThat(without).as("B01").isLessThan(10);
        assertThat(with).isLessThan(without);
        assertThat(person.risks().getLast().evidence())
                .filteredOn(Risk.Finding::negative)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo("MitigatedRoutine");
                    assertThat(finding.says())
                            .isEqualTo("Has a reason for unusual hours and places: new project, tight deadline");
                    assertThat(finding.at()).isEqualTo(SAID);
                    assertThat(finding.until()).isEqualTo(UNTIL);
                });
        Risk once = person.risks().getLast();
        person = new Person(ShippedRules.book()).is(SUNDAY.plus(Duration.ofDays(30)));
        person.givesNotice(mitigation(UNTIL.toString()));
        person.restarts();
        badgesInAtAnOddHour();
        assertThat(person.risks().getLast().evidence()).isEqualTo(once.evidence());
    }

    @ParameterizedTest(name = "until {0}")
    @CsvSource({
        "2026-03-17T05:00:00Z, 2026-03-17T05:00:00Z",
        "2026-03-17T06:00:00+01:00, 2026-03-17T05:00:00Z",
        "2026-03-17, 2026-03-17T00:00:00Z"
    })
    @DisplayName("S3-12: it says nothing any more from its end on, and an end is a time or a day")
    void shouldEndWhenHrSays(String until, Instant end) {
        badgesInAtAnOddHour();
        person.givesNotice(mitigation(until));
        Dossier without = new Dossier(
                Dossier.of(person.risks().getLast()).evidence().stream()
                        .filter(finding -> !finding.negative())
                        .toList(),
                List.of());

        assertThat(score(end.minusMillis(1))).isLessThan(MODEL.score(without, end.minusMillis(1)));
        assertThat(score(end)).isCloseTo(MODEL.score(without, end), within(1e-12));
        assertThat(score(SAID.minusMillis(1))).isCloseTo(MODEL.score(without, SAID.minusMillis(1)), within(1e-12));
    }

    @ParameterizedTest(name = "withdrawal heard first: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("S3-12, H11: what HR withdraws speaks for the person until then and no longer")
    void shouldEndWhenHrWithdrawsIt(boolean withdrawalFirst) {
        Instant withdrawn = SUNDAY.plusSeconds(3_600);
        HrEvent withdrawal = event("w1", HrEvent.WITHDRAWN, withdrawn, Map.of(), "m1");
        badgesInAtAnOddHour();
        double without = score(SUNDAY);
        person.givesNotice(withdrawalFirst ? withdrawal : mitigation(UNTIL.toString()));
        person.restarts();
        person.givesNotice(withdrawalFirst ? mitigation(UNTIL.toString()) : withdrawal);
        person.givesNotice(mitigation(UNTIL.toString()));

        assertThat(score(SUNDAY)).isLessThan(without);
        assertThat(person.risks().getLast().evidence())
                .filteredOn(Risk.Finding::negative)
                .extracting(Risk.Finding::until)
                .containsExactly(withdrawn);
    }

    @Test
    @DisplayName("S3-12: withdrawn before it occurred it never says anything")
    void shouldSayNothingIfWithdrawnBefore() {
        badgesInAtAnOddHour();
        double without = score(SUNDAY);
        person.givesNotice(event("w1", HrEvent.WITHDRAWN, SAID.minusSeconds(1), Map.of(), "m1"));
        person.givesNotice(mitigation(UNTIL.toString()));

        assertThat(score(SUNDAY)).isCloseTo(without, within(1e-12));
    }

    @Test
    @DisplayName("R16: what ends is written, read and stored with its end")
    void shouldKeepTheEnd() throws Exception {
        person.givesNotice(mitigation(UNTIL.toString()));
        person.restarts();
        badgesInAtAnOddHour();

        Risk risk = person.risks().getLast();
        assertThat(RiskJson.read(RiskJson.write(risk))).isEqualTo(risk);
        assertThat(risk.evidence()).extracting(Risk.Finding::until).contains(UNTIL);
        person.lives(UNTIL.plus(Duration.ofDays(2)));
        person.restarts();
        assertThat(person.state().risk().evidence()).noneMatch(finding -> finding.negative());
    }

    @Test
    @DisplayName("S3-01: a trip on record speaks for the person; stress on record is a weak sign, of whatever weight")
    void shouldWeighRecords() {
        badgesInAtAnOddHour();
        double without = score(SUNDAY);
        record("travel", "professional", "strong", SUNDAY.minusSeconds(60));
        assertThat(score(SUNDAY)).isLessThan(without);

        for (String area : List.of("professional", "personal", "financial")) {
            person = new Person(ShippedRules.book());
            Outcome outcome = record("stress", area, "strong", SUNDAY);
            assertThat(outcome.alerts()).as("nobody is told").isEmpty();
            assertThat(outcome.risks()).singleElement().satisfies(risk -> {
                assertThat(risk.evidence()).singleElement().satisfies(finding -> {
                    assertThat(finding.strength()).isEqualTo("weak");
                    assertThat(finding.kind()).isEqualToIgnoringCase(area + "Stress");
                });
                assertThat(risk.score()).isBetween(1.4, 3.0);
            });
        }
    }

    private Outcome record(String kind, String area, String weight, Instant at) {
        return person.takes(new Input.Happened(Person.activity(
                ActivityType.PERSON_RECORD,
                kind + area,
                at,
                Attribute.RECORD_KIND,
                kind,
                Attribute.AREA,
                area,
                Attribute.WEIGHT,
                weight)));
    }
}
