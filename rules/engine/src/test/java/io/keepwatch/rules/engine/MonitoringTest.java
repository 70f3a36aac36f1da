package io.keepwatch.rules.engine;

import static io.keepwatch.contracts.MonitoringChange.ACTIVE;
import static io.keepwatch.contracts.MonitoringChange.ENDED;
import static io.keepwatch.contracts.MonitoringChange.EXPIRED;
import static io.keepwatch.contracts.MonitoringChange.EX_EMPLOYEE;
import static io.keepwatch.contracts.MonitoringChange.SUSPICION;
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
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is told of a person's monitoring periods")
class MonitoringTest {
    private static final Instant NOTICE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant END = NOTICE.plus(Duration.ofDays(14));

    private final Person person = new Person(SampleRules.book());

    @Test
    @DisplayName(
            "H04, S2-104, S2-106: fourteen days without suspicion, then expired at its end, also noticed days later")
    void shouldExpireAtItsOwnTime() {
        person.is(NOTICE.plusSeconds(2)).givesNotice(Histories.notice("r1", NOTICE, 14));
        assertThat(person.state().periods().due()).isEqualTo(END);
        person.lives(END.minusNanos(1));
        assertThat(told()).containsExactly(tuple("enhanced", "r1", ACTIVE, NOTICE));

        person.restarts();
        person.lives(END.plus(Duration.ofDays(3)));

        assertThat(told())
                .containsExactly(tuple("enhanced", "r1", ACTIVE, NOTICE), tuple("enhanced", "r1", EXPIRED, END));
        MonitoringChange expired = person.told().getLast();
        assertThat(expired.from()).isEqualTo(NOTICE);
        assertThat(expired.until()).isEqualTo(END);
        assertThat(expired.recordedAt()).isEqualTo(END.plus(Duration.ofDays(3)));
        assertThat(person.state().periods().due()).isNull();
    }

    @Test
    @DisplayName("S2-102, H04: the enhanced rules are on in [from, until) and off again, by the activity's own time")
    void shouldMonitorWithinThePeriodOnly() {
        HandMadeRules rules = HrHistories.book();
        Person watched = new Person(rules);
        watched.givesNotice(Histories.notice("r1", NOTICE, 14));

        watched.does(ActivityType.FILE_ACCESS, NOTICE.minusNanos(1).toString());
        watched.does(ActivityType.FILE_ACCESS, NOTICE.toString());
        watched.does(ActivityType.FILE_ACCESS, END.minusNanos(1).toString());
        watched.does(ActivityType.FILE_ACCESS, END.toString());

        assertThat(watched.alerts("monitored")).extracting(Alert::count).containsExactly(1L, 1L);
    }

    @Test
    @DisplayName(
            "H05, S2-105: an alert within the period is a suspicion, once; also when its activity comes after the end")
    void shouldTellASuspicionOnce() {
        person.is(NOTICE).givesNotice(Histories.notice("r1", NOTICE, 14));
        usb("2026-03-03T10:00:00Z");
        usb("2026-03-03T11:00:00Z");
        person.restarts();
        usb("2026-03-03T12:00:00Z");

        assertThat(suspicions()).singleElement().satisfies(change -> {
            assertThat(change.alert()).isEqualTo(person.alerts("usb").getFirst().id());
            assertThat(change.rule()).isEqualTo("usb");
            assertThat(change.severity()).isEqualTo("P2");
            assertThat(change.period()).isEqualTo("r1");
            assertThat(change.at()).isEqualTo(Instant.parse("2026-03-03T10:00:00Z"));
        });

        person.lives(END.plusSeconds(60));
        usb("2026-03-16T08:59:59Z");
        usb("2026-03-17T09:00:00Z");
        assertThat(told().stream().map(told -> told.toList().get(2)))
                .as("two alerts, which together raise the score: that is a third")
                .containsExactly(ACTIVE, SUSPICION, EXPIRED, SUSPICION, SUSPICION);
    }

    @Test
    @DisplayName("H05: what was found before HR was heard, within the period, is a suspicion as soon as HR is")
    void shouldSuspectWhatWasFoundBefore() {
        usb("2026-03-02T08:59:59Z");
        usb("2026-03-02T13:00:00Z");
        assertThat(person.told()).isEmpty();
        person.restarts();

        person.is(NOTICE.plus(Duration.ofHours(6))).givesNotice(Histories.notice("r1", NOTICE, 14));

        assertThat(told().stream().map(told -> told.toList().get(2))).containsExactly(ACTIVE, SUSPICION);
        assertThat(suspicions().getFirst().at()).isEqualTo(Instant.parse("2026-03-02T13:00:00Z"));
    }

    @Test
    @DisplayName("H06: a second notice lengthens the period, a shorter one does not shorten it; each is confirmed")
    void shouldJoinPeriodsThatTouch() {
        person.is(NOTICE).givesNotice(Histories.notice("r1", NOTICE, 14));
        Instant second = NOTICE.plus(Duration.ofDays(10));
        person.is(second).givesNotice(Histories.notice("r2", second, 14));
        person.is(second.plusSeconds(1)).givesNotice(Histories.notice("r3", second.plusSeconds(1), 1));
        person.lives(NOTICE.plus(Duration.ofDays(60)));

        assertThat(person.told())
                .extracting(
                        MonitoringChange::period,
                        MonitoringChange::receipt,
                        MonitoringChange::state,
                        MonitoringChange::until)
                .containsExactly(
                        tuple("r1", "r1", ACTIVE, END),
                        tuple("r1", "r2", ACTIVE, second.plus(Duration.ofDays(14))),
                        tuple("r1", "r3", ACTIVE, second.plus(Duration.ofDays(14))),
                        tuple("r1", null, EXPIRED, second.plus(Duration.ofDays(14))));
    }

    @Test
    @DisplayName(
            "S2-104: a period that is to come is confirmed when it begins; one that touches the first goes on with it")
    void shouldBeginInTheFuture() {
        person.is(NOTICE).givesNotice(Histories.notice("r1", NOTICE, 14));
        HrEvent next = HrHistories.said(
                "r2", HrEvent.RESIGNATION, NOTICE, null, HrHistories.period("enhanced", END, 14), null);
        person.givesNotice(next);
        assertThat(told()).hasSize(1);

        person.lives(END.plus(Duration.ofDays(30)));

        assertThat(told())
                .containsExactly(
                        tuple("enhanced", "r1", ACTIVE, NOTICE),
                        tuple("enhanced", "r1", ACTIVE, END),
                        tuple("enhanced", "r1", EXPIRED, END.plus(Duration.ofDays(14))));
    }

    @Test
    @DisplayName("S2-105: kinds are periods of their own; an open one ends when it is withdrawn")
    void shouldKeepKindsApart() {
        Instant later = NOTICE.plus(Duration.ofDays(100));
        person.is(NOTICE).givesNotice(Histories.notice("r1", NOTICE, 14));
        person.givesNotice(
                HrHistories.said("r2", "pip", NOTICE, null, new HrEvent.Monitoring("watchlist", NOTICE, null), null));
        usb("2026-03-03T10:00:00Z");
        assertThat(suspicions()).extracting(MonitoringChange::kind).containsExactlyInAnyOrder("enhanced", "watchlist");
        person.lives(later).givesNotice(withdrawn("r3", later, "r2"));

        assertThat(person.told().getLast()).satisfies(ended -> {
            assertThat(ended.kind()).isEqualTo("watchlist");
            assertThat(ended.state()).isEqualTo(ENDED);
            assertThat(ended.at()).isEqualTo(later);
            assertThat(ended.receipt()).isEqualTo("r3");
            assertThat(ended.until()).isEqualTo(later);
        });
    }

    @Test
    @DisplayName(
            "H11: a notice withdrawn ends period and notice, and no all-clear follows; another that stands goes on")
    void shouldEndWhatIsWithdrawn() {
        Instant day5 = NOTICE.plus(Duration.ofDays(5));
        person.is(NOTICE).givesNotice(Histories.notice("r1", NOTICE, 14));
        person.does(ActivityType.FILE_ACCESS, "2026-03-05T09:00:00Z");
        person.lives(day5).givesNotice(withdrawn("w1", day5, "r1"));
        person.does(ActivityType.FILE_ACCESS, "2026-03-07T09:00:00Z");
        person.does(ActivityType.FILE_ACCESS, "2026-03-07T08:59:59Z");
        person.lives(END.plus(Duration.ofDays(5)));

        assertThat(told())
                .containsExactly(tuple("enhanced", "r1", ACTIVE, NOTICE), tuple("enhanced", "r1", ENDED, day5));
        assertThat(person.alerts("leaver"))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(2L);
    }

    @Test
    @DisplayName("H11: withdrawn before it began, it was never in effect, in whichever order both are heard")
    void shouldNeverBeginWhatWasWithdrawnBefore() {
        Instant soon = NOTICE.plus(Duration.ofDays(3));
        HrEvent toCome = HrHistories.said(
                "r1", HrEvent.RESIGNATION, NOTICE, null, HrHistories.period("enhanced", soon, 14), null);
        HrEvent withdrawal = withdrawn("w1", NOTICE.plusSeconds(60), "r1");
        for (List<HrEvent> order : List.of(List.of(toCome, withdrawal), List.of(withdrawal, toCome))) {
            Person other = new Person(SampleRules.book()).is(NOTICE.plusSeconds(60));
            order.forEach(other::givesNotice);
            other.restarts();
            assertThat(other.state().periods().due()).isNull();
            other.lives(END.plus(Duration.ofDays(30)));
            assertThat(other.told()).isEmpty();
        }
    }

    @Test
    @DisplayName("H03: what is heard twice, also after a restart, has one effect")
    void shouldHearARepeatedEventOnce() {
        person.is(NOTICE).givesNotice(Histories.notice("r1", NOTICE, 14));
        assertThat(person.givesNotice(Histories.notice("r1", NOTICE, 14)).counting())
                .isEqualTo(Outcome.Counting.REPEATED);
        person.lives(END.plusSeconds(1)).restarts();
        assertThat(person.givesNotice(Histories.notice("r1", NOTICE, 14)).counting())
                .isEqualTo(Outcome.Counting.REPEATED);
        assertThat(told()).hasSize(2);
    }

    @Test
    @DisplayName(
            "H08, S1-01: the watch begins with the last day on the person's own clock, also where that is learned later")
    void shouldWatchFromTheDayOfLeaving() {
        Instant occurred = Instant.parse("2026-03-02T15:00:00Z");
        person.is(occurred).givesNotice(termination("t1", occurred, LocalDate.parse("2026-03-06"), occurred));
        assertThat(person.state().periods().due()).isEqualTo(Instant.parse("2026-03-06T00:00:00Z"));

        person.changesProfile(Histories.profile("America/New_York", false, Instant.parse("2026-01-01T00:00:00Z")));
        Instant midnight = Instant.parse("2026-03-06T05:00:00Z");
        assertThat(person.state().periods().due()).isEqualTo(midnight);
        person.lives(midnight);

        assertThat(person.told().getLast()).satisfies(active -> {
            assertThat(active.kind()).isEqualTo(EX_EMPLOYEE);
            assertThat(active.period()).isEqualTo("t1");
            assertThat(active.state()).isEqualTo(ACTIVE);
            assertThat(active.from()).isEqualTo(midnight);
            assertThat(active.until()).isNull();
            assertThat(active.reason()).isNull();
        });
    }

    @Test
    @DisplayName("S1-13: a departure that HR tells more than an hour later says so; exactly an hour does not")
    void shouldPointOutTheGap() {
        Instant left = Instant.parse("2026-03-02T15:00:00Z");
        Person inTime = new Person(SampleRules.book()).is(left.plusSeconds(3600));
        inTime.givesNotice(termination("t1", left, null, left.plusSeconds(3600)));
        assertThat(inTime.told()).extracting(MonitoringChange::reason).containsOnlyNulls();

        Instant late = left.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(150));
        person.is(late).givesNotice(termination("t1", left, null, late));
        assertThat(person.told())
                .filteredOn(change -> change.kind().equals(EX_EMPLOYEE))
                .singleElement()
                .satisfies(active -> assertThat(active.reason()).contains("1 d 2 h 30 min after the person had left"));
    }

    @Test
    @DisplayName("H13: who is rehired is no longer watched; a later termination begins another watch")
    void shouldEndTheWatchWithTheReturn() {
        Instant left = Instant.parse("2026-03-02T15:00:00Z");
        Instant back = Instant.parse("2026-06-01T00:00:00Z");
        Instant again = Instant.parse("2026-09-01T15:00:00Z");
        person.is(left).givesNotice(termination("t1", left, null, left));
        person.lives(back.minusSeconds(100_000))
                .givesNotice(new HrEvent(
                        "b1",
                        HrEvent.REHIRED,
                        Histories.SUBJECT,
                        null,
                        back.minusSeconds(100_000),
                        back.minusSeconds(100_000),
                        Map.of("from", "2026-06-01"),
                        null,
                        null,
                        null));
        assertThat(person.state().periods().due()).isEqualTo(back);
        person.lives(again).givesNotice(termination("t2", again, null, again));

        assertThat(person.told())
                .filteredOn(change -> change.kind().equals(EX_EMPLOYEE))
                .extracting(
                        MonitoringChange::period,
                        MonitoringChange::state,
                        MonitoringChange::at,
                        MonitoringChange::receipt)
                .containsExactly(
                        tuple("t1", ACTIVE, left, "t1"),
                        tuple("t1", ENDED, back, "b1"),
                        tuple("t2", ACTIVE, again, "t2"));
    }

    @Test
    @DisplayName(
            "H08: activity after leaving that came before HR did is found as soon as HR is heard; from before, never")
    void shouldFindWhatWasDoneInTheGap() {
        Person gone = new Person(HrHistories.book());
        gone.does(ActivityType.AUTH_LOGIN, "2026-03-02T14:59:59Z");
        gone.does(ActivityType.AUTH_LOGIN, "2026-03-02T15:00:00Z");
        Instant left = Instant.parse("2026-03-02T15:00:00Z");

        gone.is(left.plusSeconds(7200)).givesNotice(termination("t1", left, null, left.plusSeconds(7200)));

        assertThat(gone.alerts("left")).singleElement().extracting(Alert::count).isEqualTo(1L);
    }

    @Test
    @DisplayName("H12: a month later it is the same alert, with a higher count")
    void shouldGoOnWithTheSameAlert() {
        Person gone = new Person(HrHistories.book());
        Instant left = Instant.parse("2026-03-02T15:00:00Z");
        gone.givesNotice(termination("t1", left, null, left));
        gone.does(ActivityType.AUTH_LOGIN, "2026-03-03T15:00:00Z");
        String id = gone.alerts("left").getFirst().id();
        gone.restarts();

        Outcome outcome = gone.does(ActivityType.AUTH_LOGIN, "2026-04-03T15:00:00Z");

        assertThat(outcome.alerts())
                .filteredOn(alert -> alert.rule().equals("left"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.id()).isEqualTo(id);
                    assertThat(alert.count()).isEqualTo(2);
                    assertThat(alert.firstActivityAt()).isEqualTo(Instant.parse("2026-03-03T15:00:00Z"));
                });
    }

    @Test
    @DisplayName("However much HR says of one person, what is kept of it is bounded, and time still comes to an end")
    void shouldBoundWhatHrSays() {
        for (int i = 0; i < 1_000; i++) {
            Instant at = NOTICE.plusSeconds(i * 86_400L * 20);
            person.lives(at).givesNotice(Histories.notice("receipt-" + i, at, 14));
        }
        person.lives(NOTICE.plus(Duration.ofDays(30_000))).restarts();

        assertThat(person.told()).hasSize(2_000);
        assertThat(person.records().get(Histories.SUBJECT)).hasSizeLessThan(8_000);
    }

    private void usb(String time) {
        person.does(ActivityType.USB_WRITE, time, Attribute.BYTES, 400L, Attribute.DEVICE, "USB-1");
    }

    private static HrEvent withdrawn(String receipt, Instant occurred, String what) {
        return HrHistories.said(receipt, HrEvent.WITHDRAWN, occurred, null, null, what);
    }

    private static HrEvent termination(
            String receipt, Instant occurred, @Nullable LocalDate effective, Instant receivedAt) {
        return new HrEvent(
                receipt,
                HrEvent.TERMINATION,
                Histories.SUBJECT,
                effective,
                occurred,
                receivedAt,
                Map.of(),
                HrHistories.period("enhanced", occurred, 14),
                null,
                null);
    }

    private List<MonitoringChange> suspicions() {
        return person.told().stream()
                .filter(change -> change.state().equals(SUSPICION))
                .toList();
    }

    private List<Tuple> told() {
        return person.told().stream()
                .map(change -> tuple(change.kind(), change.period(), change.state(), change.at()))
                .toList();
    }
}
