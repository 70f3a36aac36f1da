package io.keepwatch.rules.engine;

import static io.keepwatch.contracts.ActivityType.AGENT_STATE;
import static io.keepwatch.contracts.ActivityType.AUTH_LOGIN;
import static io.keepwatch.contracts.ActivityType.CLOUD_UPLOAD;
import static io.keepwatch.contracts.ActivityType.FILE_ACCESS;
import static io.keepwatch.contracts.ActivityType.FILE_DOWNLOAD;
import static io.keepwatch.contracts.ActivityType.PRINT_JOB;
import static io.keepwatch.contracts.ActivityType.USB_WRITE;
import static io.keepwatch.contracts.ActivityType.WEB_VISIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.Grouping;
import io.keepwatch.rules.engine.Outcome.Counting;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The engine at its edges")
class EngineEdgeTest {
    private final Person person = new Person(SampleRules.book());

    @ParameterizedTest
    @CsvSource({
        "2026-02-15T10:00:00Z,    2026-02-15T10:59:59.999Z, true",
        "2026-02-15T10:00:00.999Z, 2026-02-15T11:00:00Z,    false",
        "2026-02-15T23:30:00Z,    2026-02-16T00:29:59Z,     true"
    })
    @DisplayName("S2-032: a window of an hour ends to the second, also across midnight")
    void shouldCountWithinTheHourOnly(String first, String second, boolean fires) {
        person.does(FILE_DOWNLOAD, first, Attribute.BYTES, 300L);
        person.does(FILE_DOWNLOAD, second, Attribute.BYTES, 201L);

        assertThat(person.alerts("bulk")).hasSize(fires ? 1 : 0);
    }

    @Test
    @DisplayName("S2-032: exactly the limit is not more than the limit")
    void shouldStaySilentAtTheLimit() {
        person.does(FILE_DOWNLOAD, "2026-02-15T10:00:00Z", Attribute.BYTES, 300L);
        person.does(FILE_DOWNLOAD, "2026-02-15T10:10:00Z", Attribute.BYTES, 200L);

        assertThat(person.alerts("bulk")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-02-16T10:00:59Z, true", "2026-02-16T10:01:00Z, false"})
    @DisplayName("S2-033: a window of a day counts in minutes, per device")
    void shouldCountWithinTheDayOnly(String second, boolean fires) {
        person.does(USB_WRITE, "2026-02-15T10:01:30Z", Attribute.BYTES, 200L, Attribute.DEVICE, "A");
        person.does(USB_WRITE, "2026-02-15T11:00:00Z", Attribute.BYTES, 200L, Attribute.DEVICE, "B");
        person.does(USB_WRITE, second, Attribute.BYTES, 101L, Attribute.DEVICE, "A");

        assertThat(person.alerts("usb"))
                .extracting(Alert::anchor)
                .isEqualTo(fires ? List.of("2026-02-16/device=A") : List.of());
    }

    @Test
    @DisplayName("R15: what comes late completes a window that was judged before")
    void shouldJudgeAgainWhatLateInputTouches() {
        person.does(FILE_DOWNLOAD, "2026-02-15T10:00:00Z", Attribute.BYTES, 300L);
        person.does(FILE_DOWNLOAD, "2026-02-16T09:00:00Z", Attribute.BYTES, 1L);
        person.restarts();
        Outcome late = person.does(FILE_DOWNLOAD, "2026-02-15T09:30:00Z", Attribute.BYTES, 250L);

        assertThat(late.counting()).isEqualTo(Counting.COUNTED);
        assertThat(person.alerts("bulk")).singleElement().satisfies(alert -> {
            assertThat(alert.at()).isEqualTo("2026-02-15T10:00:00Z");
            assertThat(alert.firstActivityAt()).isEqualTo("2026-02-15T09:30:00Z");
            assertThat(alert.count()).isEqualTo(1);
            assertThat(alert.late()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"2026-02-15T10:00:00Z, COUNTED", "2026-02-15T09:59:59.999999999Z, LATE"})
    @DisplayName("R15b, G9: exactly the allowance is in time, a nanosecond more is late")
    void shouldDrawTheLineAtTheAllowance(String time, Counting counting) {
        person.does(FILE_ACCESS, "2026-02-16T10:00:00Z");

        assertThat(person.does(PRINT_JOB, time, Attribute.PAGES, 1L).counting()).isEqualTo(counting);
        assertThat(person.alerts("print"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.late()).isEqualTo(counting == Counting.LATE));
    }

    @Test
    @DisplayName("R15b: late input is judged alone, marked late, twice the same, and changes nothing earlier")
    void shouldJudgeLateInputAlone() {
        person.does(PRINT_JOB, "2026-02-10T10:00:00Z", Attribute.PAGES, 1L);
        person.does(FILE_DOWNLOAD, "2026-02-10T10:00:00Z", Attribute.BYTES, 400L);
        person.does(FILE_ACCESS, "2026-02-15T10:00:00Z");
        person.restarts();
        Map<String, String> before = others(person.records());
        Input late = new Input.Happened(
                Person.activity(PRINT_JOB, "late", Instant.parse("2026-02-10T11:00:00Z"), Attribute.PAGES, 2L));

        Outcome first = person.takes(late);
        Outcome again = person.takes(late);
        Outcome withoutItsWindow = person.does(FILE_DOWNLOAD, "2026-02-10T10:01:00Z", Attribute.BYTES, 400L);
        Outcome byItself = person.does(FILE_DOWNLOAD, "2026-02-10T10:02:00Z", Attribute.BYTES, 501L);

        assertThat(first.counting()).isEqualTo(Counting.LATE);
        assertThat(first.alerts()).isEqualTo(again.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.late()).isTrue();
            assertThat(alert.count()).isEqualTo(1);
            assertThat(alert.activities()).extracting(AlertActivity::id).containsExactly("late");
        });
        assertThat(withoutItsWindow.alerts()).isEmpty();
        assertThat(byItself.alerts()).hasSize(1);
        person.restarts();
        assertThat(others(person.records())).as("nothing earlier has changed").isEqualTo(before);
        assertThat(again.risks()).isEmpty();
        assertThat(person.alerts("print")).hasSize(2).extracting(Alert::count).containsOnly(1L);
    }

    /** What is stored but for the evidence and what is published of it. */
    private static Map<String, String> others(Map<String, byte[]> records) {
        Map<String, String> others = new TreeMap<>();
        records.forEach((key, value) -> others.put(key, HexFormat.of().formatHex(value)));
        others.remove(Histories.SUBJECT);
        others.remove(Histories.SUBJECT + "\0e");
        return others;
    }

    @Test
    @DisplayName("S1: an activity counts once, also after a restart and when it comes a day later")
    void shouldCountAnActivityOnce() {
        Input print = new Input.Happened(
                Person.activity(PRINT_JOB, "once", Instant.parse("2026-02-15T10:00:00Z"), Attribute.PAGES, 1L));
        person.takes(print);
        person.restarts();
        person.does(FILE_ACCESS, "2026-02-16T10:00:00Z");
        person.restarts();

        assertThat(person.takes(print).counting()).isEqualTo(Counting.REPEATED);
        assertThat(person.alerts("print"))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(1L);
    }

    @Test
    @DisplayName("Two feeds may use one id: identity is source and id")
    void shouldTellFeedsApart() {
        Instant time = Instant.parse("2026-02-15T10:00:00Z");
        person.takes(new Input.Happened(
                Histories.activity(PRINT_JOB, "x", "1", time, null, null, Map.of(Attribute.PAGES, 1L))));
        person.takes(new Input.Happened(
                Histories.activity(PRINT_JOB, "y", "1", time, null, null, Map.of(Attribute.PAGES, 1L))));

        assertThat(person.alerts("print")).singleElement().satisfies(alert -> {
            assertThat(alert.count()).isEqualTo(2);
            assertThat(alert.title()).isEqualTo("print by p-1 on unknown host");
        });
    }

    @Test
    void shouldLeaveMemoryUntouchedByWhatNoRuleLooksAt() {
        assertThat(person.does(WEB_VISIT, "2026-02-15T10:00:00Z").counting()).isEqualTo(Counting.UNNOTICED);
        assertThat(person.state().changed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,           2026-02-15T21:59:59.999Z, ",
        "UTC,           2026-02-15T22:00:00Z,     2026-02-15",
        "UTC,           2026-02-16T05:59:59.999Z, 2026-02-15",
        "UTC,           2026-02-16T06:00:00Z,     ",
        "Asia/Kathmandu, 2026-02-15T16:15:00Z,    2026-02-15",
        "Asia/Kathmandu, 2026-02-15T16:14:59Z,    ",
        "Europe/Berlin, 2026-03-29T00:30:00Z,     2026-03-28",
        "Europe/Berlin, 2026-03-29T03:59:59Z,     2026-03-28",
        "Europe/Berlin, 2026-03-29T04:00:00Z,     "
    })
    @DisplayName("B16: the night is the person's own, half-open, also when clocks change")
    void shouldJudgeNightsOnThePersonsClock(String zone, String time, String night) {
        person.changesProfile(Histories.profile(zone, false, Instant.parse("2026-01-01T00:00:00Z")));
        person.does(FILE_ACCESS, time, Attribute.CLASSIFICATION, "secret");

        assertThat(person.alerts("night"))
                .extracting(Alert::anchor)
                .isEqualTo(night == null ? List.of() : List.of(night));
    }

    @Test
    @DisplayName("A profile that comes late is asked by what happened before it came")
    void shouldJudgeAgainWhenAProfileComesLate() {
        person.does(FILE_ACCESS, "2026-02-15T16:30:00Z", Attribute.CLASSIFICATION, "secret");
        assertThat(person.alerts("night")).isEmpty();

        person.changesProfile(Histories.profile("Asia/Kathmandu", false, Instant.parse("2026-02-15T17:00:00Z")));

        assertThat(person.alerts("night")).extracting(Alert::anchor).containsExactly("2026-02-15");
    }

    @Test
    @DisplayName("S2-038: a login that does not say is privileged if the person is")
    void shouldAskTheProfileWhereALoginDoesNotSay() {
        person.changesProfile(Histories.profile(null, true, Instant.parse("2026-01-01T00:00:00Z")));
        person.does(AUTH_LOGIN, "2026-02-15T10:00:00Z", Attribute.LOGIN_OUTCOME, "failure");
        person.does(AUTH_LOGIN, "2026-02-15T10:01:00Z", Attribute.LOGIN_OUTCOME, "failure");
        person.does(
                AUTH_LOGIN, "2026-02-15T10:02:00Z", Attribute.LOGIN_OUTCOME, "failure", Attribute.PRIVILEGED, false);
        assertThat(person.alerts("logins")).isEmpty();
        person.does(AUTH_LOGIN, "2026-02-15T10:09:59Z", Attribute.LOGIN_OUTCOME, "failure");

        assertThat(person.alerts("logins"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.activities()).hasSize(3));
    }

    @Test
    @DisplayName("S2-037: notice ≤ t < notice + 14 d; a late notice asks again; periods that overlap are one")
    void shouldGroupLeaversByTheirMonitoringPeriod() {
        Instant first = Instant.parse("2026-02-15T09:00:00Z");
        Instant second = Instant.parse("2026-02-20T09:00:00Z");
        person.does(FILE_ACCESS, "2026-02-15T08:59:59.999Z");
        person.does(FILE_ACCESS, "2026-02-15T09:00:00Z");
        person.givesNotice(Histories.notice("r1", first, 14));
        person.restarts();
        assertThat(person.givesNotice(Histories.notice("r1", first, 14)).counting())
                .isEqualTo(Counting.REPEATED);
        person.givesNotice(Histories.notice("r2", second, 14));
        person.does(FILE_ACCESS, "2026-03-06T08:59:59.999Z");
        person.does(FILE_ACCESS, "2026-03-06T09:00:00Z");

        assertThat(person.alerts("leaver")).singleElement().satisfies(alert -> {
            assertThat(alert.anchor()).isEqualTo("2026-02-15T09:00:00Z");
            assertThat(alert.count()).isEqualTo(2);
        });
    }

    @Test
    @DisplayName("S2-039: a restart announced within ten minutes exempts; once raised, nothing is taken back")
    void shouldNotTakeBackWhatLaterInputExempts() {
        Object[] stopped = {Attribute.AGENT, "edr", Attribute.AGENT_STATE, "stopped"};
        Object[] restarting = {Attribute.AGENT, "edr", Attribute.AGENT_STATE, "restarting"};
        person.does(AGENT_STATE, "2026-02-15T10:00:00Z", restarting);
        person.does(AGENT_STATE, "2026-02-15T10:09:59Z", stopped);
        assertThat(person.alerts("agent-stopped")).isEmpty();
        person.does(AGENT_STATE, "2026-02-15T10:10:00Z", stopped);
        assertThat(person.alerts("agent-stopped")).hasSize(1);

        Outcome exempting = person.does(AGENT_STATE, "2026-02-15T10:09:30Z", restarting);

        assertThat(exempting.alerts()).isEmpty();
        assertThat(person.alerts("agent-stopped"))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(1L);
    }

    @Test
    @DisplayName("S2-036: the baseline is silent while it learns, then strict at equality")
    void shouldCompareWithTheDaysBefore() {
        person.does(CLOUD_UPLOAD, "2026-02-10T10:00:00Z", Attribute.BYTES, 100L);
        person.does(CLOUD_UPLOAD, "2026-02-10T11:00:00Z", Attribute.BYTES, 100_000L);
        assertThat(person.alerts("upload-spike")).isEmpty();
        person.restarts();
        person.does(CLOUD_UPLOAD, "2026-02-13T10:00:00Z", Attribute.BYTES, 66_734L);
        assertThat(person.alerts("upload-spike"))
                .as("66,734 is 2 x 100,100 / 3 rounded up")
                .hasSize(1);
        person.does(CLOUD_UPLOAD, "2026-02-14T10:00:00Z", Attribute.BYTES, 1L);
        person.does(CLOUD_UPLOAD, "2026-02-17T10:00:00Z", Attribute.BYTES, 0L);

        assertThat(person.alerts("upload-spike")).hasSize(1);
    }

    @Test
    @DisplayName("R10: fifty repeats on fifteen days are fifteen alerts that count")
    void shouldCountRepeatsUnderTheirDay() {
        for (int i = 0; i < 50; i++) {
            Instant time = Instant.parse("2026-02-01T10:00:00Z").plus(Duration.ofHours(7L * i));
            person.does(FILE_DOWNLOAD, time.toString(), Attribute.BYTES, 501L);
            person.restarts();
        }

        assertThat(person.alerts("bulk")).hasSize(15);
        assertThat(person.alerts("bulk").stream().mapToLong(Alert::count).sum()).isEqualTo(50);
    }

    @Test
    @DisplayName("A step that fails changes nothing")
    void shouldChangeNothingWhenJudgingFails() {
        HandMadeRules rules = SampleRules.book()
                .rule(
                        "broken",
                        Set.of(PRINT_JOB),
                        new Grouping(Grouping.Period.DAY, List.of()),
                        List.of(),
                        false,
                        false,
                        (a, w, c) -> {
                            if (a.header().id().equals("poison")) {
                                throw new IllegalStateException("a record is missing");
                            }
                            return false;
                        });
        Person fragile = new Person(rules);
        fragile.does(PRINT_JOB, "2026-02-15T10:00:00Z", Attribute.PAGES, 0L);
        fragile.restarts();
        Input poison = new Input.Happened(
                Person.activity(PRINT_JOB, "poison", Instant.parse("2026-02-20T10:00:00Z"), Attribute.PAGES, 1L));

        assertThatThrownBy(() -> fragile.takes(poison)).isInstanceOf(IllegalStateException.class);

        assertThat(fragile.does(PRINT_JOB, "2026-02-15T10:00:01Z", Attribute.PAGES, 1L)
                        .counting())
                .as("the newest activity is not the one that failed")
                .isEqualTo(Counting.COUNTED);
        assertThat(fragile.alerts("print"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.count()).isEqualTo(1));
    }
}
