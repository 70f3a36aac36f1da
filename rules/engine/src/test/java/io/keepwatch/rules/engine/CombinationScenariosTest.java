package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Combinations of the shipped catalogue give people the scores that the scenarios ask for")
class CombinationScenariosTest {
    private static final WholePerson MODEL = ShippedRules.model();
    private static final Instant DAY = Instant.parse("2026-03-08T06:00:00Z");
    private static final String TOGETHER = "unusual-place-time-and-printing";
    private static final String SEQUENCE = "first-night-first-media-leak-site";

    private Person person = new Person(ShippedRules.book());

    /** One of the four of B12, found in an activity of its own. */
    private enum Part {
        PLACE("UnusualAccessAuthorizedLocation"),
        TIME("UnusualAccessAuthorizedTime"),
        VOLUME("UnusualPrintVolume"),
        PRINTER("UnusualPrintLocation");

        private final String kind;

        Part(String kind) {
            this.kind = kind;
        }

        private void happensTo(Person person, Instant at) {
            Activity activity = ordinal() < 2
                    ? Person.activity(
                            ActivityType.BADGE_SWIPE,
                            name(),
                            at,
                            Attribute.DOOR,
                            "ber-7",
                            Attribute.BADGE_OUTCOME,
                            "granted")
                    : Person.activity(
                            ActivityType.PRINT_JOB,
                            name(),
                            at,
                            Attribute.PRINTER,
                            "ber-7-color",
                            Attribute.PAGES,
                            300L);
            person.takes(new Input.Happened(activity));
            person.takes(new Input.Found(activity, kind));
        }
    }

    private double score(Instant at) {
        return MODEL.score(Dossier.of(person.risks().getLast()), at);
    }

    @Test
    @DisplayName("B12: new building, unusual time, large print and new printer: each alone below 10")
    void shouldMakeLittleOfEachAlone() {
        for (Part part : Part.values()) {
            person = new Person(ShippedRules.book());
            part.happensTo(person, DAY);

            assertThat(score(DAY)).as(part.kind).isLessThan(10);
            assertThat(person.alerts(TOGETHER)).isEmpty();
        }
    }

    @ParameterizedTest(name = "delivered {0}")
    @CsvSource({"PLACE-TIME-VOLUME-PRINTER", "PRINTER-VOLUME-TIME-PLACE", "VOLUME-PLACE-PRINTER-TIME"})
    @DisplayName("B12: together within 24 h at least 50, and one incident that lists all four")
    void shouldInvestigateAllFourTogether(String order) {
        for (String name : order.split("-")) {
            Part part = Part.valueOf(name);
            part.happensTo(person, DAY.plusSeconds(part.ordinal() * 6 * 3_600L));
            person.restarts();
        }

        Instant last = DAY.plus(Duration.ofHours(18));
        assertThat(score(last)).isGreaterThanOrEqualTo(50);
        assertThat(person.risks().getLast().band()).isEqualTo("investigate");
        Alert incident = person.alerts(TOGETHER).getFirst();
        assertThat(person.alerts(TOGETHER)).hasSize(1);
        assertThat(incident.at()).isEqualTo(last);
        assertThat(incident.members())
                .containsExactlyInAnyOrderElementsOf(person.risks().getLast().evidence().stream()
                        .filter(finding -> finding.members().isEmpty())
                        .map(Risk.Finding::id)
                        .toList())
                .hasSize(4);
    }

    @Test
    @DisplayName("B12, R15: the same score at every instant, in whatever order and however often they came")
    void shouldScoreTheSameInAnyOrder() {
        List<Part> parts = new ArrayList<>(Arrays.asList(Part.values()));
        parts.forEach(part -> part.happensTo(person, DAY.plusSeconds(part.ordinal() * 3_600L)));
        Person inOrder = person;
        person = new Person(ShippedRules.book());
        parts.reversed().forEach(part -> part.happensTo(person, DAY.plusSeconds(part.ordinal() * 3_600L)));
        parts.forEach(part -> part.happensTo(person, DAY.plusSeconds(part.ordinal() * 3_600L)));

        for (int hour = 0; hour < 24 * 90; hour += 5) {
            Instant at = DAY.plus(Duration.ofHours(hour));
            assertThat(score(at))
                    .isCloseTo(MODEL.score(Dossier.of(inOrder.risks().getLast()), at), within(1e-9));
        }
        assertThat(person.alerts(TOGETHER)).isEqualTo(inOrder.alerts(TOGETHER));
    }

    @Test
    @DisplayName("B12: a day to the second is too long, a nanosecond less is not")
    void shouldEndExactlyAfterADay() {
        Part.PLACE.happensTo(person, DAY);
        Part.TIME.happensTo(person, DAY.plusSeconds(1));
        Part.VOLUME.happensTo(person, DAY.plusSeconds(2));
        Part.PRINTER.happensTo(person, DAY.plus(Duration.ofDays(1)));
        assertThat(person.alerts(TOGETHER)).isEmpty();

        person = new Person(ShippedRules.book());
        Part.PLACE.happensTo(person, DAY);
        Part.TIME.happensTo(person, DAY.plusSeconds(1));
        Part.VOLUME.happensTo(person, DAY.plusSeconds(2));
        Part.PRINTER.happensTo(person, DAY.plus(Duration.ofDays(1)).minusNanos(1));
        assertThat(person.alerts(TOGETHER)).hasSize(1);
    }

    @Test
    @DisplayName("B13: the four of B12 a month apart stay below 25")
    void shouldNotCombineWhatLiesAMonthApart() {
        for (Part part : Part.values()) {
            Instant at = DAY.plus(Duration.ofDays(30L * part.ordinal()));
            part.happensTo(person, at);

            assertThat(score(at)).isLessThan(25);
        }
        assertThat(person.alerts(TOGETHER)).isEmpty();
    }

    @ParameterizedTest(name = "night at {0} h, media at {1} h, upload at {2} h: {3}")
    @CsvSource({
        "0, 1, 3, true",
        "0, 1, 23, true",
        "0, 1, 24, false",
        "1, 0, 3, false",
        "0, 3, 1, false",
        "3, 1, 2, false"
    })
    @DisplayName("S3-34: first night, first media, leak site: a sequence has weight of its own, in its order only")
    void shouldWeighTheSequenceInItsOrder(int night, int media, int upload, boolean found) {
        Instant begin = Instant.parse("2026-03-02T22:30:00Z");
        for (int hour = 0; hour <= 24; hour++) {
            Instant at = begin.plus(Duration.ofHours(hour));
            if (hour == night) {
                finds(
                        Person.activity(ActivityType.AUTH_LOGIN, "night", at, Attribute.LOGIN_OUTCOME, "success"),
                        "FirstNightLogin");
            }
            if (hour == media) {
                finds(
                        Person.activity(
                                ActivityType.USB_WRITE, "media", at, Attribute.BYTES, 5L, Attribute.DEVICE, "ENC-0001"),
                        "FirstMediaUse");
            }
            if (hour == upload) {
                person.takes(new Input.Happened(Person.activity(
                        ActivityType.CLOUD_UPLOAD,
                        "upload",
                        at,
                        Attribute.BYTES,
                        5L,
                        Attribute.DOMAIN,
                        "wikileaks.org")));
            }
        }

        assertThat(person.alerts(SEQUENCE)).hasSize(found ? 1 : 0);
        Instant end = begin.plus(Duration.ofHours(24));
        if (found) {
            assertThat(score(end)).isGreaterThan(80);
            assertThat(person.alerts(SEQUENCE).getFirst().members())
                    .hasSize(3)
                    .contains(person.alerts("upload-to-leak-site").getFirst().id());
        } else {
            assertThat(score(end)).isLessThan(80);
        }
    }

    private void finds(Activity activity, String kind) {
        person.takes(new Input.Happened(activity));
        person.takes(new Input.Found(activity, kind));
    }

    @Test
    @DisplayName("what is found in an activity that never happened, or too long ago, is not noticed")
    void shouldOnlyFindSomethingInWhatCounts() {
        Activity never = Person.activity(ActivityType.PRINT_JOB, "never", DAY, Attribute.PAGES, 3L);
        assertThat(person.takes(new Input.Found(never, "UnusualPrintVolume")).counting())
                .isEqualTo(Outcome.Counting.UNNOTICED);
        assertThat(person.risks()).isEmpty();
    }
}
