package io.keepwatch.rules.badge;

import static io.keepwatch.rules.badge.Kara.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.badge.Swipe.Reason;
import io.keepwatch.rules.habit.PeerHabit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What swipes of a badge say")
class BadgeAnalyticsTest {
    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime NIGHT = TODAY.atTime(23, 10, 5);
    private static final LocalDateTime NOON = TODAY.atTime(11, 30, 5);

    private static PeerHabit group(int people, Kara each) {
        PeerHabit group = PeerHabit.NONE;
        for (int i = 0; i < people; i++) {
            group = group.merge(each.summary(TODAY));
        }
        return group;
    }

    @Test
    @DisplayName("S3-11, B01: 9:00–17:30 for eight weeks, then Sunday 06:00: UnusualAccessAuthorizedTime, explained")
    void shouldFindAnOddHour() {
        Kara kara = Kara.afterWeeks(8);
        List<BadgeFinding> found = kara.enters(TODAY.plusDays(6).atTime(6, 0, 5), "Lobby", "HQ");

        assertThat(kara.events()).contains("AccessAuthorized", "UnusualAccessAuthorizedTime");
        assertThat(found.get(1).words()).contains("Lobby of HQ on Sunday 06:00", "days known");
        assertThat(kara.evidence()).doesNotContain("AccessAuthorized");
    }

    @Test
    @DisplayName("S3-14, B03: odd hours that the peer group shares are no finding")
    void shouldCompareWithPeers() {
        Kara admin = new Kara();
        for (int i = 0; i < 56; i++) {
            admin.works(MONDAY.plusDays(i));
            if (i % 7 < 4) {
                admin.enters(MONDAY.plusDays(i).atTime(22, 30, 5), "Lobby", "HQ");
                admin.enters(MONDAY.plusDays(i).atTime(23, 50, 5), "Lobby", "HQ");
            }
        }
        PeerHabit admins = group(12, admin);
        PeerHabit office = group(50, Kara.afterWeeks(8));
        Kara like = Kara.afterWeeks(8).among(admins, admins.merge(office));
        like.enters(NIGHT, "Lobby", "HQ");
        Kara unlike = Kara.afterWeeks(8).among(office, admins.merge(office));
        unlike.enters(NIGHT, "Lobby", "HQ");

        assertThat(like.evidence()).isEmpty();
        assertThat(unlike.evidence()).contains("UnusualAccessAuthorizedTime");
    }

    @Test
    @DisplayName("B14: in the first fourteen days nothing is unusual")
    void shouldClaimNothingWhileLearning() {
        Kara kara = Kara.afterWeeks(1);
        kara.enters(MONDAY.plusDays(13).atTime(4, 0, 5), "Restricted Lab", "Bunker");
        assertThat(kara.evidence()).isEmpty();
        kara.restarts();
        kara = Kara.afterWeeks(2);
        kara.enters(MONDAY.plusDays(14).atTime(4, 0, 5), "Restricted Lab", "Bunker");
        assertThat(kara.evidence()).contains("UnusualAccessAuthorizedTime", "UnusualSensitiveAreaAccessAuthorizedTime");
    }

    @Test
    @DisplayName("S3-02, B15: person and time are enough for times; with a door there are places too")
    void shouldWorkWithPersonAndTimeAlone() {
        Kara poor = new Kara();
        for (int i = 0; i < 56; i++) {
            if (i % 7 < 5) {
                poor.enters(MONDAY.plusDays(i).atTime(9, 0), null, null);
                poor.enters(MONDAY.plusDays(i).atTime(17, 30), null, null);
            }
        }
        assertThat(poor.findings()).extracting(BadgeFinding::event).containsOnly(BadgeEvent.ACCESS_AUTHORIZED);
        poor.enters(TODAY.plusDays(6).atTime(6, 0), null, null);
        assertThat(poor.evidence()).containsExactly("UnusualAccessAuthorizedTime");

        Kara rich = Kara.afterWeeks(8);
        rich.enters(TODAY.plusDays(6).atTime(6, 0, 5), "Back Gate", "Annexe");
        assertThat(rich.evidence()).containsExactly("UnusualAccessAuthorizedTime", "UnusualAccessAuthorizedLocation");
    }

    @Test
    @DisplayName("S3-21, S3-26, S3-27, B08: the kind of area is in the name of what is found")
    void shouldNameTheArea() {
        Kara common = Kara.afterWeeks(8);
        common.enters(NIGHT, "Elevator 7", "HQ");
        Kara sensitive = Kara.afterWeeks(8);
        sensitive.enters(NIGHT, "Restricted Lab", "HQ");

        assertThat(common.evidence())
                .containsExactly(
                        "UnusualAccessAuthorizedTime",
                        "UnusualCommonAreaAccessAuthorizedTime",
                        "UnusualAccessAuthorizedLocation",
                        "UnusualCommonAreaAccessAuthorizedLocation");
        assertThat(sensitive.evidence())
                .containsExactly(
                        "UnusualAccessAuthorizedTime",
                        "UnusualSensitiveAreaAccessAuthorizedTime",
                        "UnusualAccessAuthorizedLocation",
                        "UnusualSensitiveAreaAccessAuthorizedLocation");
    }

    @Test
    @DisplayName("S3-15, B04: one rejection is an event; many more than peers have are evidence")
    void shouldFindMoreRejectionsThanPeers() {
        PeerHabit peers = group(20, Kara.afterWeeks(8));
        Kara kara = Kara.afterWeeks(8).among(peers, peers);
        kara.isTurnedDown(NIGHT, Reason.OTHER, "Gate 4");
        assertThat(kara.events()).containsExactly("BadgeError", "UnusualBadgeErrorTime", "UnusualBadgeErrorLocation");
        assertThat(kara.evidence()).isEmpty();
        kara.isTurnedDown(NIGHT.plusMinutes(5), Reason.OTHER, "Gate 4");
        kara.isTurnedDown(NIGHT.plusMinutes(9), Reason.OTHER, "Gate 4");
        assertThat(kara.evidence()).as("three attempts on one day").isEmpty();
        kara.isTurnedDown(NIGHT.plusDays(1), Reason.OTHER, "Gate 4");
        assertThat(kara.evidence()).contains("BadgeError", "UnusualBadgeErrorTime", "UnusualBadgeErrorLocation");
    }

    @Test
    @DisplayName("S3-15: where peers are turned down as often, it is no evidence")
    void shouldExpectWhatPeersHave() {
        Kara clumsy = new Kara();
        for (int i = 0; i < 56; i++) {
            clumsy.works(MONDAY.plusDays(i));
            if (i % 7 == 2) {
                clumsy.isTurnedDown(MONDAY.plusDays(i).atTime(9, 1, 0), Reason.OTHER, "Lobby");
                clumsy.isTurnedDown(MONDAY.plusDays(i).atTime(9, 2, 0), Reason.OTHER, "Lobby");
            }
        }
        PeerHabit peers = group(20, clumsy);
        Kara kara = Kara.afterWeeks(8).among(peers, peers);
        for (int i = 0; i < 4; i++) {
            kara.isTurnedDown(NOON.plusDays(i), Reason.OTHER, "Lobby");
        }
        assertThat(kara.evidence()).isEmpty();
    }

    @Test
    @DisplayName("S3-16, S3-17, B05: a pattern of lost or expired badges, once it is one")
    void shouldFindCarelessness() {
        Kara kara = Kara.afterWeeks(8);
        for (int i = 0; i < 3; i++) {
            assertThat(kara.evidence()).isEmpty();
            kara.isTurnedDown(NOON.plusDays(i), i % 2 == 0 ? Reason.LOST : Reason.EXPIRED, "Lobby");
        }
        assertThat(kara.evidence()).contains("ExcessiveBadgeErrorLostOrExpired");
    }

    @Test
    @DisplayName("S3-16: once a week is no pattern: after two weeks a rejection is behind")
    void shouldForgetOldRejections() {
        Kara kara = Kara.afterWeeks(8);
        for (int i = 0; i < 4; i++) {
            kara.isTurnedDown(NOON.plusDays(7L * i), Reason.EXPIRED, "Lobby");
            assertThat(kara.evidence()).isEmpty();
        }
    }

    @Test
    @DisplayName("S3-18, S3-19, B06: one clearance rejection has its name, a pattern of them another")
    void shouldFindMissingClearance() {
        Kara kara = Kara.afterWeeks(8);
        kara.isTurnedDown(NOON, Reason.CLEARANCE, "Lobby");
        assertThat(kara.evidence()).containsExactly("BadgeErrorInsuffClearance");
        for (int i = 1; i < 4; i++) {
            kara.isTurnedDown(NOON.plusDays(i), Reason.CLEARANCE, "Lobby");
        }
        assertThat(kara.evidence()).contains("ExcessiveBadgeErrorInsuffClearance");
        assertThat(kara.evidence()).doesNotContain("UnusualBadgeErrorInsuffClearance");
    }

    @Test
    @DisplayName("S3-19: at unusual times or places three attempts on two days are a pattern of their own")
    void shouldFindUnusualClearanceErrors() {
        Kara kara = Kara.afterWeeks(8);
        kara.isTurnedDown(NIGHT, Reason.CLEARANCE, "Lobby");
        kara.isTurnedDown(NIGHT.plusDays(1), Reason.CLEARANCE, "Lobby");
        assertThat(kara.evidence()).doesNotContain("UnusualBadgeErrorInsuffClearance");
        kara.isTurnedDown(NIGHT.plusDays(2), Reason.CLEARANCE, "Lobby");
        assertThat(kara.evidence()).contains("UnusualBadgeErrorInsuffClearance");
    }

    @Test
    @DisplayName("S3-20, B07: a pattern of infractions of security rules")
    void shouldFindNeglectedRules() {
        Kara kara = Kara.afterWeeks(8);
        for (int i = 0; i < 3; i++) {
            assertThat(kara.evidence()).isEmpty();
            kara.isTurnedDown(NOON.plusDays(i), Reason.RULE, "Lobby");
        }
        assertThat(kara.evidence()).contains("ExcessiveSecurityRuleInfractions");
    }

    @Test
    @DisplayName(
            "S3-28: a clearance rejection at a sensitive door at an unusual time has its own name; at noon it has not")
    void shouldFindASensitiveDoorAtNight() {
        Kara night = Kara.afterWeeks(8);
        night.isTurnedDown(NIGHT, Reason.CLEARANCE, "Restricted Lab");
        assertThat(night.evidence()).contains("UnusualBadgeErrorInsuffClearanceSensitiveAreaTime");
        Kara noon = Kara.afterWeeks(8);
        noon.isTurnedDown(NOON, Reason.CLEARANCE, "Restricted Lab");
        assertThat(noon.evidence()).containsExactly("BadgeErrorInsuffClearance");
    }

    @Test
    @DisplayName("S3-32, B11: the roof is a matter of welfare, whatever else is odd about it")
    void shouldFindTheRoof() {
        Kara kara = Kara.afterWeeks(8);
        kara.enters(NIGHT, "Roof Access East", "HQ");
        assertThat(kara.evidence()).containsExactly("RoofAccess");
        assertThat(kara.events()).contains("UnusualAccessAuthorizedTime");
    }

    @Test
    @DisplayName("S3-33, B12: a new building at an odd time is both, under the other names of the document")
    void shouldKnowTheDocumentsOtherNames() {
        Kara kara = Kara.afterWeeks(8);
        kara.enters(NIGHT, "Gate 1", "Annexe");
        assertThat(kara.evidence()).contains(name("UnusualBadgeAccessTime"), name("UnusualBadgeAccessLocation"));
        assertThat(name("UnusualAccessAuthorizedCommonAreaTime")).isEqualTo("UnusualCommonAreaAccessAuthorizedTime");
        assertThat(BadgeEvent.named("Nothing")).isEmpty();
    }

    private static String name(String alias) {
        return BadgeEvent.named(alias).orElseThrow().documentName();
    }
}
