package io.keepwatch.rules.engine;

import static io.keepwatch.rules.engine.Worker.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.score.Counting;
import io.keepwatch.rules.score.Strength;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Logins, printers and media, asked by the engine with the shipped rules and model")
class HabitScenariosTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime NOON = TODAY.atTime(12, 0, 5);
    private static final long MB = 1_000_000;

    @Test
    @DisplayName("B12: far more pages than ever, and a printer never used: each alone stays below 10")
    void shouldNoteUnusualPrinting() {
        Worker kara = new Worker().printsFor(8);
        assertThat(kara.kinds()).isEmpty();

        kara.prints(NOON, "floor-1", 200);
        assertThat(kara.found("UnusualPrintVolume")).singleElement().satisfies(item -> {
            assertThat(item.node()).isEqualTo("ExfiltratesData");
            assertThat(item.says()).contains("200 pages that day, 5 on average");
        });
        assertThat(kara.score()).isLessThan(10);

        Worker elsewhere = new Worker().printsFor(8);
        elsewhere.prints(NOON, "floor-7", 5);
        assertThat(elsewhere.kinds()).containsExactly("UnusualPrintLocation");
        assertThat(elsewhere.score()).isLessThan(10);
        elsewhere.prints(NOON.plusDays(1), "floor-7", 5);
        assertThat(elsewhere.found("UnusualPrintLocation"))
                .as("the second time it is known")
                .hasSize(1);
    }

    @Test
    @DisplayName("B12: fewer than fifty pages above the average are not worth a word, however rare")
    void shouldNotSpeakOfAFewPages() {
        Worker kara = new Worker().printsFor(8);
        kara.prints(NOON, "floor-1", 54);
        assertThat(kara.kinds()).isEmpty();
        kara.prints(NOON.plusMinutes(1), "floor-1", 1);
        assertThat(kara.found("UnusualPrintVolume"))
                .singleElement()
                .satisfies(item -> assertThat(item.activities())
                        .as("the whole day's printing is what it rests on")
                        .hasSize(2));
    }

    @Test
    @DisplayName("R19: the rule of large print-outs and the habit of the same pages count once")
    void shouldCountLargePrintOutsOnce() {
        Worker kara = new Worker().printsFor(8);
        kara.prints(NOON, "floor-1", 300);
        kara.prints(NOON.plusHours(1), "floor-1", 300);

        assertThat(kara.kinds()).contains("UnusualPrintVolume", "large-print-volume");
        assertThat(kara.explained().contributions())
                .filteredOn(item -> item.evidence().node().equals("ExfiltratesData"))
                .extracting(item -> item.counting())
                .containsExactlyInAnyOrder(Counting.COUNTS, Counting.SAME_ACTIVITY);
    }

    @Test
    @DisplayName(
            "S3-03: the first removable medium of somebody known is weak, far more than ever medium; of one family")
    void shouldNoteMedia() {
        Worker kara = new Worker().logsInFor(8);
        kara.writesToMedia(NOON, MB);
        assertThat(kara.found("FirstMediaUse")).singleElement().satisfies(item -> {
            assertThat(item.family()).isEqualTo("removable-media");
            assertThat(item.strength()).isEqualTo(Strength.WEAK);
        });
        kara.writesToMedia(NOON.plusDays(1), MB);
        assertThat(kara.found("FirstMediaUse")).hasSize(1);

        Worker carrier = new Worker();
        Worker.days(8).forEach(day -> carrier.writesToMedia(day.atTime(15, 0, 5), 2 * MB));
        carrier.writesToMedia(NOON, 11 * MB);
        assertThat(carrier.found("UnusualMediaUse"))
                .as("nine megabytes above the average are not worth a word")
                .isEmpty();
        carrier.writesToMedia(NOON.plusMinutes(1), 80 * MB);
        assertThat(carrier.found("UnusualMediaUse")).singleElement().satisfies(item -> {
            assertThat(item.family()).isEqualTo("removable-media");
            assertThat(item.strength()).isEqualTo(Strength.MEDIUM);
        });
        assertThat(carrier.score()).isLessThan(10);
    }

    @Test
    @DisplayName("B14: of somebody nobody knows, a first medium is not called one")
    void shouldNotCallTheFirstMediumOfAStrangerUnusual() {
        Worker stranger = new Worker().logsInFor(1);
        stranger.writesToMedia(MONDAY.plusDays(9).atTime(12, 0, 5), MB);
        assertThat(stranger.kinds()).doesNotContain("FirstMediaUse");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Chatham"})
    @DisplayName("B16: the night of a first login at night is the person's own, from 22:00 until before 06:00")
    void shouldJudgeNightsOnThePersonsOwnClock(String zone) {
        assertThat(firstLogin(zone, 21, 59, 59)).doesNotContain("FirstNightLogin");
        assertThat(firstLogin(zone, 22, 0, 0)).contains("FirstNightLogin");
        assertThat(firstLogin(zone, 5, 59, 59)).contains("FirstNightLogin");
        assertThat(firstLogin(zone, 6, 0, 0)).doesNotContain("FirstNightLogin");
    }

    private static List<String> firstLogin(String zone, int hour, int minute, int second) {
        Worker kara = new Worker(zone, false).logsInFor(8);
        kara.logsIn(TODAY.atTime(hour, minute, second));
        return List.copyOf(kara.kinds());
    }

    @Test
    @DisplayName(
            "S3-03: a first night login is medium; a second one is no first, and failed ones and services are nobody's")
    void shouldNoteTheFirstNightOnly() {
        Worker kara = new Worker().logsInFor(8);
        kara.does(ActivityType.AUTH_LOGIN, TODAY.atTime(1, 0, 5), Map.of(Attribute.LOGIN_OUTCOME, "failure"));
        kara.does(
                ActivityType.AUTH_LOGIN,
                TODAY.atTime(1, 10, 5),
                Map.of(Attribute.LOGIN_OUTCOME, "success", Attribute.CHANNEL, "service"));
        assertThat(kara.kinds()).isEmpty();

        kara.logsIn(TODAY.atTime(23, 0, 5));
        kara.logsIn(TODAY.plusDays(1).atTime(23, 0, 5));
        assertThat(kara.found("FirstNightLogin")).singleElement().satisfies(item -> {
            assertThat(item.strength()).isEqualTo(Strength.MEDIUM);
            assertThat(item.activities()).hasSize(1);
        });
        assertThat(kara.score()).isLessThan(10);
    }

    @Test
    @DisplayName("R19: that a login is the first at night and that its hour is unusual counts once, the stronger")
    void shouldCountANightLoginOnce() {
        Worker kara = new Worker().logsInFor(8);
        kara.logsIn(TODAY.atTime(23, 0, 5));
        assertThat(kara.kinds()).contains("FirstNightLogin", "UnusualLoginTime");
        assertThat(kara.explained().contributions())
                .filteredOn(item -> item.evidence().node().equals("DeviatesFromRoutine"))
                .anySatisfy(item -> assertThat(item.counting()).isEqualTo(Counting.SAME_ACTIVITY));
    }
}
