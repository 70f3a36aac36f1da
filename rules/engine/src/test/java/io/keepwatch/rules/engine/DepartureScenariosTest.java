package io.keepwatch.rules.engine;

import static io.keepwatch.contracts.MonitoringChange.ACTIVE;
import static io.keepwatch.contracts.MonitoringChange.ENDED;
import static io.keepwatch.contracts.MonitoringChange.EXPIRED;
import static io.keepwatch.contracts.MonitoringChange.EX_EMPLOYEE;
import static io.keepwatch.contracts.MonitoringChange.SUSPICION;
import static io.keepwatch.rules.engine.ShippedRules.PERIOD;
import static io.keepwatch.rules.engine.ShippedRules.heardAt;
import static io.keepwatch.rules.engine.ShippedRules.logsIn;
import static io.keepwatch.rules.engine.ShippedRules.rehired;
import static io.keepwatch.rules.engine.ShippedRules.terminated;
import static io.keepwatch.rules.engine.ShippedRules.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.MonitoringChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("People who leave, and come back, judged by the shipped rules")
class DepartureScenariosTest {
    private static final String RULE = "ex-employee-activity";
    private static final Instant TOLD = Instant.parse("2026-03-02T15:00:00Z");
    private static final LocalDate LAST_DAY = LocalDate.parse("2026-03-20");
    private static final Instant LEFT = Instant.parse("2026-03-20T00:00:00Z");

    private final Person person = new Person(ShippedRules.book()).is(TOLD);

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        ", 2026-03-20, 2026-03-20T00:00:00Z",
        "Europe/Berlin, 2026-03-20, 2026-03-19T23:00:00Z",
        "Europe/Berlin, 2026-03-30, 2026-03-29T22:00:00Z",
        "America/New_York, 2026-03-20, 2026-03-20T04:00:00Z",
        "Pacific/Kiritimati, 2026-03-20, 2026-03-19T10:00:00Z",
        "Pacific/Pago_Pago, 2026-03-20, 2026-03-20T11:00:00Z",
        // A day that begins at one o'clock.
        "Africa/Cairo, 2026-04-24, 2026-04-23T22:00:00Z",
    })
    @DisplayName("H08: somebody has left as the last day begins where they are; a moment before they have not")
    void shouldWatchFromTheBeginningOfTheDay(@Nullable String zone, LocalDate effective, Instant begin) {
        person.changesProfile(Histories.profile(zone, false, Instant.parse("2026-01-01T00:00:00Z")));
        person.givesNotice(terminated("t1", TOLD, effective));
        logsIn(person, begin.minusNanos(1));
        assertThat(person.alerts(RULE)).isEmpty();

        logsIn(person, begin);

        assertThat(person.alerts(RULE)).singleElement().extracting(Alert::count).isEqualTo(1L);
        person.lives(begin.plusSeconds(1));
        assertThat(watch()).containsExactly(tuple(ACTIVE, begin));
    }

    @Test
    @DisplayName("H08, R15b: what was done before leaving and comes after it fires nothing, however late it is")
    void shouldNotTakeLateActivityForAnExEmployees() {
        person.givesNotice(terminated("t1", TOLD, LAST_DAY));
        person.lives(LEFT);
        logsIn(person, LEFT.plus(Duration.ofDays(5)));
        person.restarts();

        logsIn(person, LEFT.minusNanos(1));
        logsIn(person, LEFT.minus(Duration.ofDays(2)));
        logsIn(person, TOLD.minus(Duration.ofDays(60)));
        assertThat(person.alerts(RULE)).singleElement().extracting(Alert::count).isEqualTo(1L);

        Outcome late = logsIn(person, LEFT.plus(Duration.ofDays(1)));
        assertThat(late.alerts()).extracting(Alert::rule).contains(RULE);
    }

    @Test
    @DisplayName(
            "H08, S1-08: one alert of whatever they do, whichever day and account, in whichever order it comes in time")
    void shouldCountEverythingOnOneAlert() {
        person.givesNotice(terminated("t1", TOLD, LAST_DAY));
        for (int hours : List.of(30, 7, 9, 500, 490, 501)) {
            logsIn(person, LEFT.plus(Duration.ofHours(hours)));
            person.restarts();
        }

        assertThat(person.alerts(RULE)).singleElement().satisfies(alert -> {
            assertThat(alert.count()).isEqualTo(6);
            assertThat(alert.firstActivityAt()).isEqualTo(LEFT.plus(Duration.ofHours(7)));
            assertThat(alert.title()).contains("account0");
        });
    }

    @Test
    @DisplayName("H08: to the period of the notice it is a suspicion, and not to the watch itself")
    void shouldBeASuspicionOfTheNoticeOnly() {
        person.givesNotice(terminated("t1", TOLD, null));
        logsIn(person, TOLD.plus(Duration.ofDays(1)));

        assertThat(person.told())
                .filteredOn(change -> change.state().equals(SUSPICION))
                .extracting(MonitoringChange::kind, MonitoringChange::rule)
                .containsExactly(tuple("enhanced", RULE));
    }

    @Test
    @DisplayName("H11: a termination that is withdrawn ends period and watch, each once, and no all-clear follows")
    void shouldEndTheWatchWithTheWithdrawal() {
        Instant withdrawal = TOLD.plus(Duration.ofDays(3));
        person.givesNotice(terminated("t1", TOLD, null));
        person.lives(withdrawal).givesNotice(withdrawn("w1", withdrawal, "t1"));
        logsIn(person, withdrawal.minusNanos(1));
        logsIn(person, withdrawal);
        person.restarts();
        person.lives(TOLD.plus(Duration.ofDays(60)));

        assertThat(person.told())
                .filteredOn(change -> !change.state().equals(SUSPICION))
                .extracting(MonitoringChange::kind, MonitoringChange::state, MonitoringChange::at)
                .containsExactlyInAnyOrder(
                        tuple("enhanced", ACTIVE, TOLD),
                        tuple(EX_EMPLOYEE, ACTIVE, TOLD),
                        tuple("enhanced", ENDED, withdrawal),
                        tuple(EX_EMPLOYEE, ENDED, withdrawal));
        assertThat(person.alerts(RULE)).singleElement().extracting(Alert::count).isEqualTo(1L);
    }

    @Test
    @DisplayName("H11: withdrawn before the last day, nobody ever left")
    void shouldNeverWatchWhoStays() {
        Instant withdrawal = LEFT.minusNanos(1);
        person.givesNotice(terminated("t1", TOLD, LAST_DAY));
        person.lives(withdrawal).givesNotice(withdrawn("w1", withdrawal, "t1"));
        logsIn(person, LEFT.plus(Duration.ofDays(1)));
        person.lives(LEFT.plus(Duration.ofDays(60)));

        assertThat(watch()).isEmpty();
        assertThat(person.alerts(RULE)).isEmpty();
    }

    @Test
    @DisplayName("H13: rehired before the last day, nobody ever left; the monitoring that HR asked for goes on")
    void shouldNeverWatchWhoIsRehiredBefore() {
        Instant back = TOLD.plus(Duration.ofDays(5));
        person.givesNotice(terminated("t1", TOLD, LAST_DAY));
        person.lives(back).givesNotice(rehired("b1", back, null));
        logsIn(person, LEFT.plus(Duration.ofDays(1)));
        person.lives(LEFT.plus(Duration.ofDays(60)));

        assertThat(person.told())
                .extracting(MonitoringChange::kind, MonitoringChange::state, MonitoringChange::at)
                .containsExactly(tuple("enhanced", ACTIVE, TOLD), tuple("enhanced", EXPIRED, TOLD.plus(PERIOD)));
        assertThat(person.alerts(RULE)).isEmpty();
    }

    @Test
    @DisplayName(
            "H13: back from a day on: nothing after it fires, what was done in between still does, and the alert stays")
    void shouldFireOnlyInBetween() {
        Instant back = Instant.parse("2026-06-01T00:00:00Z");
        person.givesNotice(terminated("t1", TOLD, LAST_DAY));
        logsIn(person, LEFT.plusSeconds(60));
        Instant heard = back.minus(Duration.ofDays(10));
        person.lives(heard).givesNotice(rehired("b1", heard, LocalDate.parse("2026-06-01")));

        logsIn(person, back.minusNanos(1));
        logsIn(person, back);
        person.restarts();
        logsIn(person, back.plus(Duration.ofDays(30)));
        person.lives(back.plus(Duration.ofDays(60)));

        assertThat(person.alerts(RULE)).singleElement().extracting(Alert::count).isEqualTo(2L);
        assertThat(watch()).containsExactly(tuple(ACTIVE, LEFT), tuple(ENDED, back));
    }

    @Test
    @DisplayName(
            "H10, S1-13: a departure that HR tells days late: what is held fires at once, older activity as it comes")
    void shouldFindWhatHappenedBeforeHrSpoke() {
        Instant heard = LEFT.plus(Duration.ofDays(4));
        person.is(LEFT);
        logsIn(person, LEFT.minus(Duration.ofHours(1)));
        logsIn(person, heard.minus(Duration.ofHours(5)));
        logsIn(person, heard.minus(Duration.ofHours(1)));

        Outcome outcome = person.is(heard).givesNotice(heardAt(heard, terminated("t1", LEFT, LAST_DAY)));
        logsIn(person, heard.minus(Duration.ofDays(2)));

        assertThat(outcome.alerts())
                .filteredOn(alert -> alert.rule().equals(RULE))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(2L);
        assertThat(outcome.monitoring())
                .filteredOn(change -> change.kind().equals(EX_EMPLOYEE))
                .singleElement()
                .extracting(MonitoringChange::reason)
                .asString()
                .contains("4 d 0 h 0 min");
        assertThat(person.alerts(RULE)).hasSizeGreaterThan(1);
    }

    private List<Tuple> watch() {
        return person.told().stream()
                .filter(change -> change.kind().equals(EX_EMPLOYEE))
                .map(change -> tuple(change.state(), change.at()))
                .toList();
    }
}
