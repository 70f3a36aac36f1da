package io.keepwatch.rules.engine;

import static io.keepwatch.contracts.MonitoringChange.ACTIVE;
import static io.keepwatch.contracts.MonitoringChange.ENDED;
import static io.keepwatch.contracts.MonitoringChange.EXPIRED;
import static io.keepwatch.contracts.MonitoringChange.EX_EMPLOYEE;
import static io.keepwatch.contracts.MonitoringChange.SUSPICION;
import static io.keepwatch.rules.engine.ShippedRules.PERIOD;
import static io.keepwatch.rules.engine.ShippedRules.downloadsSomewhatMuch;
import static io.keepwatch.rules.engine.ShippedRules.downloadsVeryMuch;
import static io.keepwatch.rules.engine.ShippedRules.heardAt;
import static io.keepwatch.rules.engine.ShippedRules.monitored;
import static io.keepwatch.rules.engine.ShippedRules.resigned;
import static io.keepwatch.rules.engine.ShippedRules.terminated;
import static io.keepwatch.rules.engine.ShippedRules.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MonitoringChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Monitoring as HR asks for it, judged by the shipped rules")
class MonitoringScenariosTest {
    private static final String ENHANCED_RULE = "watched-download";
    private static final Instant NOTICE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant END = NOTICE.plus(PERIOD);

    private final Person person = new Person(ShippedRules.book()).is(NOTICE);

    @Test
    @DisplayName("S2-094, S2-102, H04: less is enough for an alert from the notice on and before the end, not at it")
    void shouldSwitchTheEnhancedRulesOnAndOff() {
        person.givesNotice(resigned("r1", NOTICE));

        for (Instant time : List.of(
                NOTICE.minusNanos(1),
                NOTICE.plus(Duration.ofDays(1)),
                END.minus(Duration.ofHours(2)),
                END,
                END.plus(Duration.ofDays(1)))) {
            downloadsSomewhatMuch(person, time);
        }

        assertThat(person.alerts(ENHANCED_RULE))
                .extracting(Alert::at)
                .containsExactly(NOTICE.plus(Duration.ofDays(1)), END.minus(Duration.ofHours(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"watchlist", "assessment"})
    @DisplayName(
            "S2-095, S2-098, S2-099: the other kinds leave the rules as they are, and suspicion is told in them too")
    void shouldKeepTheEnhancedRulesForEnhancedMonitoring(String kind) {
        person.givesNotice(monitored("r1", "policy_violation", kind, NOTICE, null));
        downloadsSomewhatMuch(person, NOTICE.plus(Duration.ofDays(1)));
        assertThat(person.alerts(ENHANCED_RULE)).isEmpty();

        downloadsVeryMuch(person, NOTICE.plus(Duration.ofDays(200)));

        assertThat(person.told())
                .extracting(MonitoringChange::kind, MonitoringChange::state)
                .containsExactly(tuple(kind, ACTIVE), tuple(kind, SUSPICION));
    }

    @Test
    @DisplayName("S2-096, S2-097, S2-101: what begins no monitoring is heard, and nobody is monitored by it")
    void shouldNotMonitorWhomHrDoesNotAskFor() {
        for (String event : List.of("negative_review", "role_change", "contractor_onboarding", "mitigation")) {
            person.givesNotice(HrHistories.said(event, event, NOTICE, null, null, null));
        }
        downloadsSomewhatMuch(person, NOTICE.plus(Duration.ofDays(1)));
        downloadsVeryMuch(person, NOTICE.plus(Duration.ofDays(2)));

        assertThat(person.alerts(ENHANCED_RULE)).isEmpty();
        assertThat(person.alerts("bulk-download")).hasSize(1);
        assertThat(person.told()).isEmpty();
        assertThat(person.state().periods().due()).isNull();
    }

    @Test
    @DisplayName("H06: the rules stay on to the later end, and what is grouped by the period stays one alert")
    void shouldLengthenAndNeverShorten() {
        Instant second = NOTICE.plus(Duration.ofDays(10));
        person.givesNotice(resigned("r1", NOTICE));
        person.is(second).givesNotice(resigned("r2", second));
        Instant third = second.plusSeconds(60);
        person.is(third).givesNotice(monitored("r3", "disciplinary", "enhanced", third, third.plusSeconds(60)));

        Instant end = second.plus(PERIOD);
        for (Instant time : List.of(NOTICE.plusSeconds(60), END.plusSeconds(60), end.minus(Duration.ofHours(2)), end)) {
            downloadsSomewhatMuch(person, time);
        }

        assertThat(person.alerts(ENHANCED_RULE)).hasSize(3);
        assertThat(person.alerts("leaver-data-access"))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(3L);
    }

    @Test
    @DisplayName("H06: after a period is over, a notice begins another one; in between nobody is monitored")
    void shouldBeginAnotherPeriodAfterTheEnd() {
        Instant again = END.plus(Duration.ofDays(3));
        person.givesNotice(resigned("r1", NOTICE));
        person.lives(END.plus(Duration.ofDays(1)));
        downloadsSomewhatMuch(person, END.plus(Duration.ofDays(1)));
        person.lives(again).givesNotice(resigned("r2", again));
        downloadsSomewhatMuch(person, again.plus(Duration.ofDays(1)));
        person.lives(again.plus(Duration.ofDays(90)));

        assertThat(person.told())
                .extracting(MonitoringChange::period, MonitoringChange::state, MonitoringChange::at)
                .containsExactly(
                        tuple("r1", ACTIVE, NOTICE),
                        tuple("r1", EXPIRED, END),
                        tuple("r2", ACTIVE, again),
                        tuple("r2", EXPIRED, again.plus(PERIOD)));
        assertThat(person.alerts(ENHANCED_RULE)).extracting(Alert::at).containsExactly(again.plus(Duration.ofDays(1)));
    }

    @ParameterizedTest(name = "on day {0}: {1} on day {2}")
    @CsvSource({"12, expired, 14", "14, expired, 14", "16, ended, 16"})
    @DisplayName("H11: a second notice that is withdrawn leaves what the first one asks for")
    void shouldGoBackToTheFirstEnd(int day, String state, int over) {
        Instant second = NOTICE.plus(Duration.ofDays(10));
        Instant withdrawal = NOTICE.plus(Duration.ofDays(day));
        person.givesNotice(resigned("r1", NOTICE));
        person.is(second).givesNotice(resigned("r2", second));
        person.lives(withdrawal).givesNotice(withdrawn("w1", withdrawal, "r2"));
        person.restarts();
        person.lives(NOTICE.plus(Duration.ofDays(90)));

        assertThat(person.told())
                .filteredOn(change -> !change.state().equals(ACTIVE))
                .extracting(MonitoringChange::period, MonitoringChange::state, MonitoringChange::at)
                .containsExactly(tuple("r1", state, NOTICE.plus(Duration.ofDays(over))));
    }

    @Test
    @DisplayName("H11: a withdrawal that is heard late ends the period when HR says, and what was raised stays")
    void shouldKeepWhatWasRaisedWhenTheWithdrawalIsLate() {
        Instant withdrawal = NOTICE.plus(Duration.ofDays(3));
        person.givesNotice(resigned("r1", NOTICE));
        downloadsSomewhatMuch(person, withdrawal.plus(Duration.ofHours(20)));
        Instant heard = withdrawal.plus(Duration.ofDays(1));
        Outcome outcome = person.is(heard).givesNotice(heardAt(heard, withdrawn("w1", withdrawal, "r1")));
        downloadsSomewhatMuch(person, heard.plus(Duration.ofDays(1)));

        assertThat(outcome.monitoring())
                .extracting(MonitoringChange::state, MonitoringChange::at, MonitoringChange::recordedAt)
                .containsExactly(tuple(ENDED, withdrawal, heard));
        assertThat(person.alerts(ENHANCED_RULE)).hasSize(1);
    }

    @Test
    @DisplayName("S2-104: announced for later, the rules are on from that day, whether or not the time was noticed")
    void shouldSwitchOnInTheFuture() {
        Instant from = NOTICE.plus(Duration.ofDays(30));
        person.givesNotice(HrHistories.said(
                "r1", HrEvent.RESIGNATION, NOTICE, null, HrHistories.period("enhanced", from, 14), null));
        downloadsSomewhatMuch(person, from.minus(Duration.ofHours(2)));
        downloadsSomewhatMuch(person, from);

        assertThat(person.alerts(ENHANCED_RULE)).extracting(Alert::at).containsExactly(from);
        assertThat(person.told()).isEmpty();
        person.lives(from.plusSeconds(1));
        assertThat(person.told())
                .extracting(MonitoringChange::state, MonitoringChange::at)
                .containsExactly(tuple(ACTIVE, from));
    }

    @Test
    @DisplayName("S2-102: what HR says late is judged for everything that the allowance still holds, once")
    void shouldJudgeAgainWhatIsHeld() {
        downloadsVeryMuch(person, NOTICE.minus(Duration.ofHours(1)));
        downloadsSomewhatMuch(person, NOTICE.plus(Duration.ofHours(1)));
        downloadsVeryMuch(person, NOTICE.plus(Duration.ofHours(8)));
        assertThat(person.alerts(ENHANCED_RULE)).isEmpty();
        person.restarts();

        Instant heard = NOTICE.plus(Duration.ofHours(20));
        Outcome outcome = person.is(heard).givesNotice(heardAt(heard, resigned("r1", NOTICE)));
        Outcome again = person.givesNotice(heardAt(heard, resigned("r1", NOTICE)));

        assertThat(outcome.alerts())
                .filteredOn(alert -> alert.rule().equals(ENHANCED_RULE))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.count()).isEqualTo(2);
                    assertThat(alert.at()).isEqualTo(NOTICE.plus(Duration.ofHours(1)));
                });
        assertThat(outcome.monitoring())
                .extracting(MonitoringChange::state, MonitoringChange::at)
                .as("the alert, and the score that all of it came to since the first of them")
                .containsExactly(
                        tuple(ACTIVE, heard),
                        tuple(SUSPICION, NOTICE.plus(Duration.ofHours(8))),
                        tuple(SUSPICION, NOTICE.plus(Duration.ofHours(1))));
        assertThat(again.alerts()).isEmpty();
        assertThat(again.monitoring()).isEmpty();
    }

    @Test
    @DisplayName("S2-037, S2-105: only a P1 or P2 other than leaver-data-access, at a time within the period")
    void shouldSuspectByWhatIsMoreThanInformation() {
        person.givesNotice(resigned("r1", NOTICE));
        downloadsVeryMuch(person, NOTICE.minusNanos(1));
        downloadsSomewhatMuch(person, NOTICE.plus(Duration.ofDays(1)));
        downloadsVeryMuch(person, END);
        assertThat(person.alerts("leaver-data-access")).hasSize(1);
        assertThat(person.alerts(ENHANCED_RULE)).isNotEmpty();
        assertThat(person.alerts("bulk-download")).hasSize(2);
        assertThat(person.told())
                .filteredOn(change -> change.alert() != null || change.state().equals(ACTIVE))
                .extracting(MonitoringChange::state)
                .containsExactly(ACTIVE);

        downloadsVeryMuch(person, END.minus(Duration.ofHours(20)));
        person.does(
                ActivityType.AGENT_STATE,
                END.minusNanos(1).toString(),
                Attribute.AGENT,
                "edr",
                Attribute.AGENT_STATE,
                "stopped");

        assertThat(person.told())
                .filteredOn(change -> change.state().equals(SUSPICION) && change.alert() != null)
                .extracting(MonitoringChange::rule, MonitoringChange::severity)
                .containsExactly(tuple("bulk-download", "P2"), tuple("security-agent-stopped", "P1"));
    }

    @Test
    @DisplayName("S2-106: after weeks of downtime everything is told once, as of its own time, in that order")
    void shouldCatchUpInOrder() {
        Instant lastDay = Instant.parse("2026-03-20T00:00:00Z");
        person.givesNotice(terminated("r1", NOTICE, LocalDate.parse("2026-03-20")));
        person.givesNotice(monitored("r2", "disciplinary", "watchlist", NOTICE, NOTICE.plus(Duration.ofDays(30))));
        Instant later = NOTICE.plus(Duration.ofDays(20));
        person.givesNotice(monitored("r3", "resignation", "enhanced", later, later.plus(PERIOD)));
        person.restarts();

        person.lives(NOTICE.plus(Duration.ofDays(60)));
        person.restarts();
        person.lives(NOTICE.plus(Duration.ofDays(61)));

        assertThat(person.told())
                .extracting(MonitoringChange::kind, MonitoringChange::state, MonitoringChange::at)
                .containsExactly(
                        tuple("enhanced", ACTIVE, NOTICE),
                        tuple("watchlist", ACTIVE, NOTICE),
                        tuple("enhanced", EXPIRED, END),
                        tuple(EX_EMPLOYEE, ACTIVE, lastDay),
                        tuple("enhanced", ACTIVE, later),
                        tuple("watchlist", EXPIRED, NOTICE.plus(Duration.ofDays(30))),
                        tuple("enhanced", EXPIRED, later.plus(PERIOD)));
        assertThat(person.told()).extracting(MonitoringChange::id).doesNotHaveDuplicates();
    }
}
