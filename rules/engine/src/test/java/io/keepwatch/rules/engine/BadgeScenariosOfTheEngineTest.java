package io.keepwatch.rules.engine;

import static io.keepwatch.rules.engine.Worker.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.habit.HabitCodec;
import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Strength;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Badges, asked by the engine with the shipped rules, lists and model")
class BadgeScenariosOfTheEngineTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime NIGHT = TODAY.atTime(23, 10, 5);
    private static final LocalDateTime NOON = TODAY.atTime(11, 30, 5);
    private static final LocalDateTime SUNDAY = TODAY.plusDays(6).atTime(6, 0, 5);
    private static final double PRIOR = ShippedRules.model().prior();

    @Test
    @DisplayName("B01, S3-11: after eight weeks from nine to half past five, Sunday 06:00 is raised and stays below 10")
    void shouldNoteAnOddHourAndNotMakeMuchOfIt() {
        Worker kara = Worker.afterWeeks(8);
        assertThat(kara.kinds()).isEmpty();

        Outcome outcome = kara.enters(SUNDAY, "Lobby", "HQ");

        assertThat(kara.kinds()).contains("UnusualAccessAuthorizedTime");
        assertThat(kara.score()).isGreaterThan(PRIOR).isLessThan(10);
        assertThat(outcome.risks())
                .singleElement()
                .satisfies(risk -> assertThat(risk.score()).isCloseTo(kara.score(), within(0.01)));
    }

    @Test
    @DisplayName("S3-09: a finding says what it rests on, names its activity, and begins when it happened")
    void shouldSayWhatAFindingRestsOn() {
        Worker kara = Worker.afterWeeks(8);
        kara.enters(SUNDAY, "Office 1", "HQ");

        assertThat(kara.found("UnusualAccessAuthorizedTime"))
                .singleElement()
                .satisfies(item -> assertThat(item.says())
                        .contains("Office 1 of HQ", "Sunday 06:00", "days known")
                        .doesNotContain("account0"))
                .satisfies(item -> assertThat(item.activities()).containsExactly("feed/a80"))
                .satisfies(item -> assertThat(item.at())
                        .isEqualTo(SUNDAY.atZone(ZoneId.of("Europe/Berlin")).toInstant()));
    }

    @Test
    @DisplayName(
            "B03, S3-14: odd hours that the peer group shares: less than 1 point above the same person without them")
    void shouldNotHoldAgainstAnybodyWhatTheirPeersDo() {
        List<Worker> admins = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Worker admin = new Worker("Europe/Berlin", true);
            for (LocalDate day : Worker.days(8)) {
                admin.enters(day.atTime(9, 0, 5), "Lobby", "HQ");
                admin.enters(day.atTime(22, 30, 5), "Lobby", "HQ");
                admin.enters(day.atTime(23, 50, 5), "Lobby", "HQ");
            }
            admins.add(admin);
        }
        Worker kara = new Worker("Europe/Berlin", true).works(8);
        admins.add(kara);
        PeerSnapshot peers = Worker.snapshot(TODAY, admins);
        Worker alone = new Worker("Europe/Berlin", true).works(8);
        double before = kara.score();

        kara.among(peers).enters(NIGHT, "Lobby", "HQ");
        alone.enters(NIGHT, "Lobby", "HQ");

        assertThat(kara.kinds()).doesNotContain("UnusualAccessAuthorizedTime");
        assertThat(alone.kinds()).contains("UnusualAccessAuthorizedTime");
        assertThat(kara.score() - before).isLessThan(1);
    }

    private static Worker turnedDown(String reason) {
        Worker kara = Worker.afterWeeks(8);
        for (int i = 0; i < 5; i++) {
            kara.isTurnedDown(NOON.plusDays(i), reason, "Lobby");
        }
        return kara;
    }

    @Test
    @DisplayName("B04, S3-15: many more rejections than peers: weak, 14 days, more than nothing, and Monitor")
    void shouldWeighManyRejectionsALittle() {
        Worker kara = turnedDown("other");
        assertThat(kara.found("BadgeError")).isNotEmpty().allSatisfy(item -> {
            assertThat(item.node()).isEqualTo("AccessesFacilityUnauthorized");
            assertThat(item.strength()).isEqualTo(Strength.WEAK);
            assertThat(item.halfLife()).isEqualTo(Duration.ofDays(14));
        });
        assertThat(kara.score()).isGreaterThan(PRIOR).isLessThan(50);
    }

    @Test
    @DisplayName(
            "B05, S3-16, S3-17: a pattern of lost badges is medium on carelessness, against conscientiousness; negligent leads")
    void shouldSeeCarelessnessInLostBadges() {
        Worker kara = turnedDown("lost");
        assertThat(kara.found("ExcessiveBadgeErrorLostOrExpired"))
                .anySatisfy(item -> {
                    assertThat(item.node()).isEqualTo("CarelessTowardDuties");
                    assertThat(item.strength()).isEqualTo(Strength.MEDIUM);
                    assertThat(item.halfLife()).isEqualTo(Duration.ofDays(14));
                })
                .anySatisfy(item -> {
                    assertThat(item.node()).isEqualTo("Conscientious");
                    assertThat(item.negative()).isTrue();
                });
        assertThat(kara.explained().leading()).isEqualTo("negligent");
    }

    @Test
    @DisplayName("B06, S3-19: a pattern of insufficient clearance is strong, 30 days, and more than B04")
    void shouldTakeMissingClearanceSeriously() {
        Worker kara = turnedDown("clearance");
        assertThat(kara.found("ExcessiveBadgeErrorInsuffClearance"))
                .isNotEmpty()
                .allSatisfy(item -> {
                    assertThat(item.strength()).isEqualTo(Strength.STRONG);
                    assertThat(item.halfLife()).isEqualTo(Duration.ofDays(30));
                });
        assertThat(kara.score()).isGreaterThan(turnedDown("other").score());
    }

    @Test
    @DisplayName("B07, S3-20: a pattern of security-rule infractions is strong on neglect, 60 days; negligent leads")
    void shouldSeeNeglectInBrokenRules() {
        Worker kara = turnedDown("rule");
        assertThat(kara.found("ExcessiveSecurityRuleInfractions")).isNotEmpty().allSatisfy(item -> {
            assertThat(item.node()).isEqualTo("NeglectsSecurityRules");
            assertThat(item.strength()).isEqualTo(Strength.STRONG);
            assertThat(item.halfLife()).isEqualTo(Duration.ofDays(60));
        });
        assertThat(kara.explained().leading()).isEqualTo("negligent");
    }

    @Test
    @DisplayName("B08, S3-26, S3-27: an unusual time at a restricted lab weighs at least three times that at a lobby")
    void shouldWeighSensitiveDoorsMore() {
        Worker lobby = Worker.afterWeeks(8);
        lobby.enters(NIGHT, "Lobby", "HQ");
        Worker lab = Worker.afterWeeks(8);
        lab.enters(NIGHT, "Restricted Lab", "HQ");

        assertThat(lab.found("UnusualSensitiveAreaAccessAuthorizedTime"))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.strength()).isEqualTo(Strength.STRONG);
                    assertThat(item.halfLife()).isEqualTo(Duration.ofDays(60));
                });
        assertThat(lab.score() - PRIOR).isGreaterThan(3 * (lobby.score() - PRIOR));
    }

    private static Worker tries(int attempts, String door, LocalDateTime from, Duration apart) {
        Worker kara = new Worker("Europe/Berlin", true).works(8);
        for (int i = 0; i < attempts; i++) {
            kara.isTurnedDown(from.plus(apart.multipliedBy(i)), "clearance", door);
        }
        return kara;
    }

    @Test
    @DisplayName(
            "B09, S3-29: five clearance rejections in less than a minute at a sensitive door, privileged: 50 or more")
    void shouldInvestigateFiveAttemptsWithinAMinute() {
        Worker five = tries(5, "Restricted Lab", NOON, Duration.ofMillis(14_999));
        assertThat(five.kinds()).contains("RepeatedBadgeErrorInsuffClearanceSensitiveArea");
        assertThat(five.score()).isGreaterThanOrEqualTo(50);
        assertThat(five.found("RepeatedBadgeErrorInsuffClearanceSensitiveArea")).hasSize(1);
    }

    @Test
    @DisplayName("B09: four, or the fifth sixty seconds after the first, or five at a lobby, stay below 50")
    void shouldNotInvestigateFewerOrSlowerAttempts() {
        assertThat(tries(4, "Restricted Lab", NOON, Duration.ofSeconds(10)).score())
                .isLessThan(50);
        assertThat(tries(4, "Restricted Lab", NIGHT, Duration.ofSeconds(10)).score())
                .isLessThan(50);
        assertThat(tries(5, "Restricted Lab", NOON, Duration.ofSeconds(15)).score())
                .isLessThan(50);
        assertThat(tries(5, "Lobby", NOON, Duration.ofSeconds(10)).score()).isLessThan(50);
    }

    @Test
    @DisplayName("B09: the most specific finding of a swipe replaces the general ones, which are still shown")
    void shouldLetTheMostSpecificCount() {
        Worker night = tries(1, "Restricted Lab", NIGHT, Duration.ZERO);
        assertThat(night.explained().contributions()).anySatisfy(item -> {
            assertThat(item.evidence().kind()).isEqualTo("UnusualBadgeErrorInsuffClearanceSensitiveAreaTime");
            assertThat(item.points()).isGreaterThan(0);
        });
        assertThat(night.explained().contributions())
                .filteredOn(item -> item.evidence().kind().equals("BadgeErrorInsuffClearance"))
                .singleElement()
                .satisfies(item -> assertThat(item.points()).isZero());
    }

    /** Four weeks in which they spend so long in the cafeteria every day. */
    private static Worker rests(int minutes) {
        Worker worker = new Worker();
        for (LocalDate day : Worker.days(5)) {
            worker.enters(day.atTime(9, 0, 5), "Lobby", "HQ");
            worker.enters(day.atTime(12, 0, 5), "Cafeteria", "HQ");
            worker.enters(day.atTime(12, 0, 5).plusMinutes(minutes), "Office 1", "HQ");
            worker.enters(day.atTime(17, 30, 5), "Lobby", "HQ");
        }
        return worker;
    }

    private static PeerSnapshot restingFor(int minutes) {
        List<Worker> group = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            group.add(i < 12 ? rests(minutes + i % 3) : group.get(i % 12));
        }
        return Worker.snapshot(MONDAY.plusWeeks(5), group);
    }

    @Test
    @DisplayName("B10, S3-30, S3-31: far more recreation than peers speaks of disgruntlement, far less of stress")
    void shouldCompareRecreationWithPeers() {
        LocalDateTime next = MONDAY.plusWeeks(5).atTime(9, 0, 5);
        Worker idle = rests(110).among(restingFor(30));
        double calm = idle.belief("Disgruntled");
        idle.enters(next, "Lobby", "HQ");
        assertThat(idle.kinds()).contains("MoreRecreationThanPeers");
        assertThat(idle.belief("Disgruntled")).isGreaterThan(calm);

        Worker busy = rests(2).among(restingFor(45));
        double rested = busy.belief("UnderWorkStress");
        busy.enters(next, "Lobby", "HQ");
        assertThat(busy.kinds()).contains("LessRecreationThanPeers");
        assertThat(busy.belief("UnderWorkStress")).isGreaterThan(rested);
    }

    @Test
    @DisplayName(
            "B11, S3-32: the roof raises one alert for welfare, leaves no finding that others would see, and moves no score, also at night")
    void shouldSendTheRoofToWelfare() {
        Worker kara = Worker.afterWeeks(8);
        Outcome outcome = kara.enters(NIGHT, "Roof East", "HQ");

        assertThat(outcome.alerts())
                .filteredOn(alert -> alert.route() == Alert.Route.WELFARE)
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.rule()).isEqualTo("roof-access");
                    assertThat(alert.indicator()).isNull();
                    assertThat(alert.severity()).isEqualTo(Severity.P3);
                });
        assertThat(kara.kinds()).isEmpty();
        assertThat(kara.score()).isCloseTo(PRIOR, within(1e-9));
        assertThat(kara.explained().categories().get("malicious"))
                .isCloseTo(Worker.afterWeeks(8).explained().categories().get("malicious"), within(1e-9));
    }

    @Test
    @DisplayName("B14: in the first two weeks nothing unusual is claimed; then it is")
    void shouldClaimNothingWhileLearning() {
        for (int days : List.of(1, 5, 13)) {
            Worker young = new Worker();
            Worker.days(2).stream()
                    .filter(day -> day.isBefore(MONDAY.plusDays(days)))
                    .forEach(day -> young.enters(day.atTime(9, 0, 5), "Lobby", "HQ"));
            Outcome outcome = young.enters(MONDAY.plusDays(days).atTime(3, 0, 5), "Annexe", "North");
            assertThat(young.kinds()).as("after %s days", days).noneMatch(kind -> kind.startsWith("Unusual"));
            assertThat(outcome.habit()).isEqualTo(Outcome.Habit.LEARNING);
        }
        Worker known = Worker.afterWeeks(2);
        Outcome outcome = known.enters(MONDAY.plusDays(14).atTime(3, 0, 5), "Annexe", "North");
        assertThat(known.kinds()).contains("UnusualAccessAuthorizedTime");
        assertThat(outcome.habit()).isEqualTo(Outcome.Habit.LEARNED);
    }

    @Test
    @DisplayName("B15, S3-02: a feed with person and time alone works; doors and buildings tell more")
    void shouldWorkWithPersonAndTimeAlone() {
        Worker bare = new Worker();
        for (LocalDate day : Worker.days(8)) {
            bare.does(ActivityType.BADGE_SWIPE, day.atTime(9, 0, 5), Map.of());
            bare.does(ActivityType.BADGE_SWIPE, day.atTime(17, 30, 5), Map.of());
        }
        bare.does(ActivityType.BADGE_SWIPE, SUNDAY, Map.of());
        Worker full = Worker.afterWeeks(8);
        full.enters(SUNDAY, "Lobby", "North");

        assertThat(bare.kinds()).containsExactly("UnusualAccessAuthorizedTime");
        assertThat(full.kinds())
                .contains("UnusualAccessAuthorizedTime", "UnusualAccessAuthorizedLocation")
                .hasSizeGreaterThan(2);
    }

    @Test
    @DisplayName(
            "Calibration rule 3: fifty unusual swipes of a day are one item of a kind, which names the first of them")
    void shouldGroupWhatIsFoundInADay() {
        Worker kara = Worker.afterWeeks(8);
        kara.enters(SUNDAY, "Office 1", "HQ");
        double once = kara.score();
        for (int i = 1; i < 50; i++) {
            kara.enters(SUNDAY.plusSeconds(i * 70L), "Office 1", "HQ");
        }
        List<Evidence> found = kara.found("UnusualAccessAuthorizedTime");
        assertThat(found)
                .singleElement()
                .satisfies(item -> assertThat(item.activities())
                        .hasSize(Scoring.MOST_ACTIVITIES)
                        .contains("feed/a80"));
        assertThat(kara.score()).isCloseTo(once, within(0.2));
    }

    @Test
    @DisplayName("S3-08: two buildings within a minute are told, once the person is known, as a badge in other hands")
    void shouldTellOfABadgeInTwoBuildings() {
        Worker kara = Worker.afterWeeks(8);
        kara.enters(NOON, "Lobby", "HQ");
        kara.enters(NOON.plusSeconds(20), "Gate", "North");
        assertThat(kara.found("ImpossibleBadgeBuildings"))
                .singleElement()
                .satisfies(item -> assertThat(item.node()).isEqualTo("CredentialsInOtherHands"));
        assertThat(kara.score()).isLessThan(10);
    }

    @Test
    @DisplayName("R15: what a day's swipes teach does not depend on the order in which they come")
    void shouldLearnTheSameInAnyOrder() {
        Worker inOrder = new Worker();
        Worker reversed = new Worker();
        for (LocalDate day : Worker.days(8)) {
            List<LocalDateTime> times = new ArrayList<>(
                    List.of(day.atTime(8, 55, 5), day.atTime(12, 5, 5), day.atTime(12, 40, 5), day.atTime(17, 30, 5)));
            times.forEach(at -> inOrder.enters(at, "Door " + at.getHour(), "HQ"));
            Collections.reverse(times);
            times.forEach(at -> reversed.enters(at, "Door " + at.getHour(), "HQ"));
        }
        assertThat(HabitCodec.encode(reversed.habit())).isEqualTo(HabitCodec.encode(inOrder.habit()));
    }
}
