package io.keepwatch.rules.engine;

import static io.keepwatch.contracts.MonitoringChange.ACTIVE;
import static io.keepwatch.contracts.MonitoringChange.EXPIRED;
import static io.keepwatch.contracts.MonitoringChange.SUSPICION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.MonitoringChange;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Dossier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("H05: within a monitoring period a score that asks for an investigation is a suspicion, as an alert is")
class SuspiciousScoresTest {
    private static final Instant NOTICE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant END = NOTICE.plus(ShippedRules.PERIOD);
    private static final long MB = 1_000_000;

    private final Person person = new Person(ShippedRules.book()).is(NOTICE);

    private static HrEvent resigned() {
        return said("r1", HrEvent.RESIGNATION, NOTICE, new HrEvent.Context("notice", NOTICE, null), true);
    }

    private static HrEvent said(
            String receipt, String event, Instant at, HrEvent.@Nullable Context context, boolean monitored) {
        return new HrEvent(
                receipt,
                event,
                Histories.SUBJECT,
                null,
                at,
                at,
                Map.of(),
                monitored ? HrHistories.period("enhanced", at, 14) : null,
                context,
                null);
    }

    private static Activity mail(Instant at) {
        return Person.activity(
                ActivityType.EMAIL_SENT,
                "mail",
                at,
                Attribute.TO,
                List.of("someone@partner.example"),
                Attribute.ATTACHMENTS,
                List.of(new Attachment("plan.zip", 6 * MB)));
    }

    private static Activity print(Instant at) {
        return Person.activity(
                ActivityType.PRINT_JOB, "print", at, Attribute.PAGES, 3L, Attribute.CLASSIFICATION, "secret");
    }

    private static Activity bulkDownload(Instant at) {
        return Person.activity(ActivityType.FILE_DOWNLOAD, "bulk", at, Attribute.BYTES, 600 * MB);
    }

    private void happens(Activity activity) {
        person.is(activity.header().time()).takes(new Input.Happened(activity));
    }

    private List<MonitoringChange> suspicions() {
        return person.told().stream()
                .filter(change -> change.state().equals(SUSPICION))
                .toList();
    }

    @Test
    @DisplayName(
            "R18: resignation, then fourteen ordinary working days on own files: below 50 every day, and the all-clear")
    void shouldLetAnOrdinaryLeaverGoInPeace() {
        person.givesNotice(resigned());
        for (int day = 0; day < 14; day++) {
            Instant morning = NOTICE.plus(Duration.ofDays(day));
            for (int hour = 0; hour < 8; hour++) {
                Instant at = morning.plusSeconds(hour * 3_600L + 60);
                person.lives(at);
                person.does(
                        ActivityType.FILE_ACCESS,
                        at.toString(),
                        Attribute.PATH,
                        "/home/p-1/notes",
                        Attribute.BYTES,
                        20_000L);
                assertThat(ShippedRules.model().score(Dossier.of(person.risks().getLast()), at))
                        .as("day %d", day)
                        .isLessThan(50);
            }
            person.restarts();
        }
        person.lives(END.plusSeconds(60));

        assertThat(person.alerts("leaver-data-access")).singleElement().satisfies(alert -> {
            assertThat(alert.count()).isEqualTo(14 * 8);
            assertThat(alert.at()).isEqualTo(NOTICE.plusSeconds(60));
        });
        assertThat(person.risks()).extracting(Risk::band).containsOnly("monitor");
        assertThat(person.told())
                .extracting(MonitoringChange::state, MonitoringChange::at)
                .containsExactly(tuple(ACTIVE, NOTICE), tuple(EXPIRED, END));
    }

    @Test
    @DisplayName("H05: minor alerts that together ask for an investigation are one suspicion, before the period's end")
    void shouldSuspectWhatTheScoreSays() {
        person.givesNotice(resigned());
        happens(mail(NOTICE.plusSeconds(3_600)));
        assertThat(suspicions()).isEmpty();
        Instant second = NOTICE.plusSeconds(7_200);
        happens(print(second));
        happens(Person.activity(
                ActivityType.FILE_ACCESS,
                "night",
                NOTICE.plusSeconds(15 * 3_600),
                Attribute.CLASSIFICATION,
                "confidential"));
        person.lives(END.plusSeconds(60));

        assertThat(suspicions()).singleElement().satisfies(suspicion -> {
            assertThat(suspicion.alert()).isNull();
            assertThat(suspicion.severity()).isNull();
            assertThat(suspicion.reason()).isEqualTo("The score asks for an investigation.");
            assertThat(suspicion.period()).isEqualTo("r1");
            assertThat(person.risks())
                    .filteredOn(risk -> risk.band().equals("investigate"))
                    .first()
                    .returns(suspicion.at(), Risk::at);
        });
        assertThat(person.told()).extracting(MonitoringChange::state).containsExactly(ACTIVE, SUSPICION, EXPIRED);
    }

    @Test
    @DisplayName("H05: who already is to be investigated when the period begins is under suspicion from its beginning")
    void shouldSuspectFromTheBeginning() {
        Instant before = NOTICE.minus(Duration.ofDays(2));
        happens(Person.activity(
                ActivityType.AGENT_STATE, "edr", before, Attribute.AGENT, "edr", Attribute.AGENT_STATE, "stopped"));
        person.lives(NOTICE).restarts();

        person.givesNotice(said("w1", "disciplinary", NOTICE, null, true));

        assertThat(person.told())
                .extracting(MonitoringChange::state, MonitoringChange::at, MonitoringChange::alert)
                .containsExactly(tuple(ACTIVE, NOTICE, null), tuple(SUSPICION, NOTICE, null));
    }

    @Test
    @DisplayName("H05, R17: time alone may take the score over the edge, within the period or not")
    void shouldSuspectWhatTimeHasRaised() {
        Instant raised = NOTICE.plus(Duration.ofDays(1));
        happens(bulkDownload(NOTICE.minus(Duration.ofDays(1))));
        person.is(NOTICE);
        person.givesNotice(said("n1", "pip", NOTICE, new HrEvent.Context("notice", raised, null), false));
        person.givesNotice(said("w1", "disciplinary", NOTICE, null, true));
        assertThat(suspicions()).isEmpty();

        person.lives(END.plusSeconds(60));

        assertThat(suspicions()).singleElement().returns(raised, MonitoringChange::at);
        assertThat(person.told()).extracting(MonitoringChange::state).containsExactly(ACTIVE, SUSPICION, EXPIRED);
    }

    @Test
    @DisplayName("H05: what raises the score after the end of a period is no suspicion in it")
    void shouldNotSuspectAfterTheEnd() {
        person.givesNotice(said("w1", "disciplinary", NOTICE, null, true));
        happens(mail(NOTICE.plusSeconds(60)));
        person.lives(END.plusSeconds(60));

        happens(bulkDownload(END.plusSeconds(120)));
        happens(Person.activity(
                ActivityType.USB_WRITE, "usb", END.plusSeconds(180), Attribute.BYTES, 150 * MB, Attribute.DEVICE, "S"));

        assertThat(person.risks().getLast().score()).isGreaterThan(50);
        assertThat(person.told()).extracting(MonitoringChange::state).containsExactly(ACTIVE, EXPIRED);
    }

    @RepeatedTest(12)
    @DisplayName("R15: in whatever order HR and activities come, stored in between: the same suspicions")
    void shouldSuspectTheSameInAnyOrder(RepetitionInfo repetition) {
        List<Input> inputs = new ArrayList<>(List.of(
                new Input.HrSaid(resigned()),
                new Input.Happened(mail(NOTICE.plusSeconds(3_600))),
                new Input.Happened(print(NOTICE.plusSeconds(7_200))),
                new Input.Happened(Person.activity(
                        ActivityType.FILE_ACCESS,
                        "night",
                        NOTICE.plusSeconds(15 * 3_600),
                        Attribute.CLASSIFICATION,
                        "confidential"))));
        Set<String> inOrder = told(inputs);

        Collections.shuffle(inputs, new Random(repetition.getCurrentRepetition()));

        assertThat(told(inputs)).isEqualTo(inOrder).hasSize(2);
    }

    /** Each state with what it is about; when it is noticed may depend on the order. */
    private static Set<String> told(List<Input> inputs) {
        Person other = new Person(ShippedRules.book()).is(NOTICE.plus(Duration.ofHours(20)));
        for (Input input : inputs) {
            other.takes(input);
            other.takes(input);
            other.restarts();
        }
        Set<String> told = new TreeSet<>();
        other.told()
                .forEach(change -> assertThat(told.add(change.id() + change.state()))
                        .as("told twice: %s", change)
                        .isTrue());
        return told;
    }

    @Test
    @DisplayName("H05: found late, but within the allowance, after the all-clear was told: a suspicion all the same")
    void shouldSuspectWhatComesAfterTheEnd() {
        person.givesNotice(said("w1", "disciplinary", NOTICE, null, true));
        happens(mail(END.minusSeconds(7_200)));
        happens(print(END.minusSeconds(3_600)));
        person.lives(END.plusSeconds(60));
        assertThat(person.told()).extracting(MonitoringChange::state).containsExactly(ACTIVE, EXPIRED);

        person.takes(new Input.Happened(Person.activity(
                ActivityType.FILE_ACCESS,
                "night",
                END.minusSeconds(9 * 3_600),
                Attribute.CLASSIFICATION,
                "confidential")));

        assertThat(suspicions()).singleElement().returns(END.minusSeconds(3_600), MonitoringChange::at);
        assertThat(person.alerts("off-hours-classified"))
                .extracting(Alert::count)
                .containsExactly(1L);
    }
}
