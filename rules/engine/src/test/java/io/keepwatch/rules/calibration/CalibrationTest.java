package io.keepwatch.rules.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Contribution;
import io.keepwatch.rules.score.Counting;
import io.keepwatch.rules.score.Crossing;
import io.keepwatch.rules.score.Multiplier;
import io.keepwatch.rules.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On the evidence that the stories raise; that they raise it is the engine's to prove. */
@DisplayName("The shipped model gives the scenarios the scores that they must have")
class CalibrationTest {
    private static final String[] ALL_SEVEN = {
        "notice", "pip", "crown-jewels", "privileged", "contractor", "negative-review", "job-sites"
    };

    private static Story story() {
        return new Story();
    }

    /** Says what a scenario came to, for whoever changes the model. */
    private static double told(String scenario, double score) {
        System.out.printf(Locale.ROOT, "%-44s %6.2f  %s%n", scenario, score, Band.of(score));
        return score;
    }

    private static double bulkDownload() {
        return story().rule(0, "bulk-download").scoreOn(0);
    }

    @Test
    @DisplayName("R01: no evidence; all seven multipliers and no evidence")
    void shouldHardlySuspectAnybody() {
        assertThat(told("R01 no evidence", story().scoreOn(0))).isLessThan(2);
        assertThat(told(
                        "R01 all seven multipliers",
                        story().circumstance(ALL_SEVEN).scoreOn(0)))
                .isLessThan(50);
    }

    @Test
    @DisplayName("R02, S2-029: one P3 alert stays in Monitor")
    void shouldNotMakeMuchOfOneMinorAlert() {
        for (String rule : List.of("mail-to-outside", "off-hours-classified", "classified-print")) {
            assertThat(told("R02 " + rule, story().rule(0, rule).scoreOn(0))).isLessThan(25);
        }
    }

    @Test
    @DisplayName("R03: one bulk download")
    void shouldTakeABulkDownloadSeriously() {
        assertThat(told("R03 bulk download", bulkDownload())).isBetween(20.0, Math.nextDown(50.0));
    }

    @Test
    @DisplayName("R04, S2-030: one P1 alert, security agent stopped")
    void shouldInvestigateAStoppedAgent() {
        assertThat(told(
                        "R04 agent stopped",
                        story().rule(0, "security-agent-stopped").scoreOn(0)))
                .isBetween(50.0, 80.0);
    }

    @Test
    @DisplayName("R05, S2-031: agent stopped, then USB the same day")
    void shouldActOnAStoppedAgentAndMedia() {
        assertThat(told(
                        "R05 agent stopped, USB",
                        story().rule(0, "security-agent-stopped")
                                .rule(0.3, "usb-mass-storage")
                                .scoreOn(0.3)))
                .isGreaterThan(80);
    }

    @Test
    @DisplayName("R06, S2-018: notice, then bulk download next day")
    void shouldInvestigateALeaverWhoGathersData() {
        assertThat(told(
                        "R06 notice, bulk download",
                        story().circumstance("notice").rule(1, "bulk-download").scoreOn(1)))
                .isBetween(50.0, 80.0)
                .isGreaterThan(bulkDownload());
    }

    @Test
    @DisplayName("R07, S2-021: bulk download and USB the same day, privileged")
    void shouldActOnAnAdministratorWhoCarriesDataOut() {
        assertThat(told(
                        "R07 bulk download, USB, privileged",
                        story().circumstance("privileged")
                                .rule(0, "bulk-download")
                                .rule(0.3, "usb-mass-storage")
                                .scoreOn(0.3)))
                .isGreaterThan(80);
    }

    @Test
    @DisplayName("R08: three different P3 alerts the same day are more than three times one of them")
    void shouldWeighDifferentSignsTogether() {
        double together = told(
                "R08 three P3 alerts the same day",
                story().rule(0, "mail-to-outside")
                        .rule(0.1, "off-hours-classified")
                        .rule(0.2, "classified-print")
                        .scoreOn(0.2));
        assertThat(together).isGreaterThanOrEqualTo(25);
        for (String rule : List.of("mail-to-outside", "off-hours-classified", "classified-print")) {
            assertThat(together).isGreaterThan(3 * story().rule(0, rule).scoreOn(0));
        }
    }

    @Test
    @DisplayName("R09: the three of R08 sixty days apart, in any order")
    void shouldForgetWhatLiesFarApart() {
        String[] rules = {"mail-to-outside", "off-hours-classified", "classified-print"};
        double together =
                story().rule(0, rules[0]).rule(0, rules[1]).rule(0, rules[2]).scoreOn(0);
        double worst = 0;
        for (int first = 0; first < 3; first++) {
            for (int last = 0; last < 3; last++) {
                if (first != last) {
                    worst = Math.max(
                            worst,
                            story().rule(0, rules[first])
                                    .rule(60, rules[3 - first - last])
                                    .rule(120, rules[last])
                                    .scoreOn(120));
                }
            }
        }
        assertThat(told("R09 sixty days apart, worst order", worst)).isLessThan(together / 2);
    }

    @Test
    @DisplayName("R10: the same P3 on every day of a month, and fifty times")
    void shouldNotLetRepetitionAloneReachInvestigate() {
        for (int times : new int[] {30, 50}) {
            Story mails = story();
            for (int i = 0; i < times; i++) {
                mails.rule(30.0 * i / times, "mail-to-outside");
            }
            assertThat(told("R10 " + times + " mails in a month", mails.scoreOn(30)))
                    .isLessThan(50);
        }
    }

    @Test
    @DisplayName("R11: half the weight after one half-life")
    void shouldHalveTheWeight() {
        Story story = story().rule(0, "bulk-download");
        double fresh = story.explainedOn(0).contributions().getFirst().weight();
        assertThat(story.explainedOn(30).contributions().getFirst().weight()).isCloseTo(fresh / 2, within(fresh / 200));
    }

    @Test
    @DisplayName("R12, S2-019, S2-023: performance plan and negative review are no more than one of them")
    void shouldCountCorrelatedCircumstancesOnce() {
        double plan = story().circumstance("pip").rule(0, "bulk-download").scoreOn(0);
        double both = story().circumstance("pip", "negative-review")
                .rule(0, "bulk-download")
                .scoreOn(0);
        assertThat(told("R12 plan and review on R03", both)).isEqualTo(plan);
    }

    @Test
    @DisplayName("R13, S2-018 … S2-025: each of the seven falls when it ends, or is shown as shadowed")
    void shouldFallWhenACircumstanceEnds() {
        double none = bulkDownload();
        for (String factor : ALL_SEVEN) {
            assertThat(story().circumstance(factor).rule(0, "bulk-download").scoreOn(0))
                    .isGreaterThan(none);
        }
        Score all = story().circumstance(ALL_SEVEN).rule(0, "bulk-download").explainedOn(0);
        assertThat(all.multipliers()).hasSize(7).allSatisfy(multiplier -> {
            List<String> others = new ArrayList<>(List.of(ALL_SEVEN));
            others.remove(multiplier.factor());
            double without = story().circumstance(others.toArray(String[]::new))
                    .rule(0, "bulk-download")
                    .scoreOn(0);
            if (multiplier.effect() == Multiplier.Effect.COUNTS) {
                assertThat(without).isLessThan(all.score());
            } else {
                assertThat(without).isCloseTo(all.score(), within(1e-12));
            }
        });
    }

    @Test
    @DisplayName("R17: a stopped agent fades by time alone, and the crossing is dated")
    void shouldFallByTimeAlone() {
        Story story = story().rule(0, "security-agent-stopped");
        double before = 100;
        for (int day : new int[] {0, 15, 30, 60, 90}) {
            double score = told("R17 agent stopped, day " + day, story.scoreOn(day));
            assertThat(score).isLessThan(before);
            before = score;
        }
        assertThat(Band.of(before)).isEqualTo(Band.MONITOR);
        Crossing crossing = Objects.requireNonNull(Story.MODEL.nextCrossing(story.dossier(), Story.day(0)));
        assertThat(crossing.to()).isEqualTo(Band.MONITOR);
        assertThat(crossing.at()).isBetween(Story.day(15), Story.day(30));
    }

    @Test
    @DisplayName("R18: a leaver who reads the own files stays in Monitor for the whole period")
    void shouldNotInvestigateEveryLeaver() {
        Story leaver = story().circumstance("notice").rule(0, "leaver-data-access");
        for (int day = 0; day <= 14; day++) {
            assertThat(leaver.scoreOn(day)).isLessThan(50);
        }
        told("R18 leaver at work", leaver.scoreOn(0));
    }

    @Test
    @DisplayName("R19: a leaver's classified bulk download at 23:00 counts once per node, by its strongest")
    void shouldCountOneActivityOncePerNode() {
        Score score = story().circumstance("notice")
                .rule(0, "bulk-download", "download")
                .rule(0, "off-hours-classified", "download")
                .rule(0, "leaver-data-access", "download")
                .rule(0, "watched-download", "download")
                .explainedOn(0);
        told("R19 leaver's bulk download at night", score.score());
        assertThat(score.contributions().stream()
                        .filter(one -> one.counting() == Counting.COUNTS)
                        .map(one -> one.evidence().kind()))
                .containsExactlyInAnyOrder("bulk-download", "off-hours-classified");
        assertThat(score.contributions().stream()
                        .filter(one -> one.counting() == Counting.SAME_ACTIVITY)
                        .map(Contribution::points))
                .hasSize(2)
                .containsOnly(0.0);
    }

    @Test
    @DisplayName("B01, B02, S3-11, S3-12: an odd hour is not much, and less with a reason")
    void shouldForgiveAnOddHour() {
        double odd = told(
                "B01 badged in on Sunday",
                story().found(0, "UnusualAccessAuthorizedTime").scoreOn(0));
        assertThat(odd).isLessThan(10);
        assertThat(told(
                        "B02 with a reason",
                        story().found(0, "UnusualAccessAuthorizedTime")
                                .found(0, "MitigatedRoutine")
                                .scoreOn(0)))
                .isLessThan(odd);
    }

    private static Story kara() {
        return story().circumstance("privileged");
    }

    private static Story karaLikeHerPeers() {
        Story kara = kara();
        for (int i = 0; i < 8; i++) {
            kara.found(i / 2.0, "UnusualAccessAuthorizedTime", 0.1, "swipe-" + i);
        }
        return kara;
    }

    private static Story karaTurnedAway() {
        return kara().found(4, "BadgeError").found(4, "UnusualBadgeErrorTime").found(4, "BadgeError");
    }

    @Test
    @DisplayName("B03, S3-13, S3-14: odd hours that the peers share are less than a point")
    void shouldNotMindWhatPeersDoAsWell() {
        double rise = karaLikeHerPeers().scoreOn(4) - kara().scoreOn(4);
        told("B03 Kara like her peers", karaLikeHerPeers().scoreOn(4));
        assertThat(rise).isBetween(0.0, Math.nextDown(1.0));
    }

    @Test
    @DisplayName("B04, B06, S3-15, S3-19: rejections; for lack of clearance they weigh more")
    void shouldWeighRejections() {
        double turnedAway = told("B04 Kara turned away", karaTurnedAway().scoreOn(4));
        assertThat(turnedAway).isGreaterThan(karaLikeHerPeers().scoreOn(4)).isLessThan(50);
        double cleared = told(
                "B06 for lack of clearance, alone",
                story().found(4, "ExcessiveBadgeErrorInsuffClearance").scoreOn(4));
        assertThat(cleared).isGreaterThan(turnedAway);
        assertThat(told(
                        "B06 on top of B04",
                        karaTurnedAway()
                                .found(4, "ExcessiveBadgeErrorInsuffClearance")
                                .scoreOn(4)))
                .isGreaterThan(turnedAway);
    }

    @Test
    @DisplayName("B05, S3-16, S3-17: lost badges speak of negligence")
    void shouldTakeLostBadgesForNegligence() {
        Score score = story().found(0, "ExcessiveBadgeErrorLostOrExpired").explainedOn(0);
        told("B05 lost badges", score.score());
        assertThat(score.leading()).isEqualTo("negligent");
        assertThat(score.contributions())
                .extracting(one -> one.evidence().node(), one -> one.weight() > 0)
                .containsExactly(tuple("CarelessTowardDuties", true), tuple("Conscientious", false));
    }

    @Test
    @DisplayName("B07, S3-20: broken security rules")
    void shouldTakeBrokenRulesForNeglect() {
        Score score = story().found(0, "ExcessiveSecurityRuleInfractions").explainedOn(0);
        told("B07 security rules broken", score.score());
        assertThat(score.leading()).isEqualTo("negligent");
        assertThat(story().beliefOn(0, "NeglectsSecurityRules"))
                .isLessThan(story().found(0, "ExcessiveSecurityRuleInfractions").beliefOn(0, "NeglectsSecurityRules"));
    }

    @Test
    @DisplayName("B08, S3-26, S3-27: a sensitive area weighs at least three times a common one")
    void shouldWeighPlaces() {
        Score common = story().found(0, "UnusualCommonAreaAccessAuthorizedTime").explainedOn(0);
        Score sensitive =
                story().found(0, "UnusualSensitiveAreaAccessAuthorizedTime").explainedOn(0);
        told("B08 common area", common.score());
        told("B08 sensitive area", sensitive.score());
        assertThat(sensitive.contributions().getFirst().weight())
                .isGreaterThanOrEqualTo(3 * common.contributions().getFirst().weight());
        assertThat(sensitive.score() - sensitive.prior()).isGreaterThanOrEqualTo(3 * (common.score() - common.prior()));
    }

    @Test
    @DisplayName("B09, S3-28, S3-29: five tries in a minute at a sensitive door, and four")
    void shouldInvestigateFiveTries() {
        String[] four = {"s1", "s2", "s3", "s4"};
        double fourth =
                kara().found(0, "ExcessiveBadgeErrorInsuffClearance", 1, four).scoreOn(0);
        assertThat(told("B09 four tries", fourth)).isLessThan(50);
        assertThat(told(
                        "B09 four tries at an unusual time",
                        kara().found(0, "ExcessiveBadgeErrorInsuffClearance", 1, four)
                                .found(0, "UnusualBadgeErrorInsuffClearanceSensitiveAreaTime", 1, four)
                                .found(0, "UnusualBadgeErrorTime", 1, four)
                                .found(0, "BadgeError", 1, four)
                                .scoreOn(0)))
                .isLessThan(50);
        assertThat(told(
                        "B09 five tries",
                        kara().found(0, "ExcessiveBadgeErrorInsuffClearance", 1, "s1", "s2", "s3", "s4", "s5")
                                .found(0, "UnusualBadgeErrorInsuffClearanceSensitiveAreaTime", 1, four)
                                .found(0, "BadgeError", 1, "s0", "s1", "s2", "s3", "s4", "s5")
                                .found(
                                        0,
                                        "RepeatedBadgeErrorInsuffClearanceSensitiveArea",
                                        1,
                                        "s1",
                                        "s2",
                                        "s3",
                                        "s4",
                                        "s5")
                                .scoreOn(0)))
                .isGreaterThanOrEqualTo(50);
    }

    @Test
    @DisplayName("B10, S3-30, S3-31: recreation above peers raises Disgruntled, below UnderWorkStress")
    void shouldReadRecreation() {
        assertThat(story().found(0, "MoreRecreationThanPeers").beliefOn(0, "Disgruntled"))
                .isGreaterThan(story().beliefOn(0, "Disgruntled"));
        assertThat(story().found(0, "LessRecreationThanPeers").beliefOn(0, "UnderWorkStress"))
                .isGreaterThan(story().beliefOn(0, "UnderWorkStress"));
    }

    private static final List<String> FOUR = List.of(
            "UnusualAccessAuthorizedLocation",
            "UnusualAccessAuthorizedTime",
            "UnusualPrintVolume",
            "UnusualPrintLocation");

    @Test
    @DisplayName("B12, S3-33, S3-34: four small things within a day are one big one")
    void shouldWeighACombination() {
        for (String kind : FOUR) {
            assertThat(told("B12 " + kind, story().found(0, kind).scoreOn(0))).isLessThan(10);
        }
        Story together = story().found(0, FOUR.get(0), 1, "swipe")
                .found(0, FOUR.get(1), 1, "swipe")
                .found(0.1, FOUR.get(2), 1, "print")
                .found(0.1, FOUR.get(3), 1, "print");
        told("B12 the four without the combination", together.scoreOn(0.1));
        assertThat(told(
                        "B12 within a day",
                        together.combined(0.1, "UnusualPlaceTimeAndPrinting").scoreOn(0.1)))
                .isGreaterThanOrEqualTo(50);
    }

    @Test
    @DisplayName("B13: the same four a month apart")
    void shouldNotCombineWhatLiesFarApart() {
        Story apart = story();
        for (int i = 0; i < 4; i++) {
            apart.found(30 * i, FOUR.get(i));
        }
        assertThat(told("B13 a month apart", apart.scoreOn(90))).isLessThan(25);
    }

    @Test
    @DisplayName("S3-08, S3-39: every rule speaks of nodes that the model has")
    void shouldKnowWhatTheRulesSpeakOf() {
        assertThat(Story.RULES.folders().stream()
                        .flatMap(rule -> rule.evidence().stream())
                        .filter(evidence -> !Story.MODEL.hasNode(evidence.node())))
                .isEmpty();
    }

    @Test
    @DisplayName("S3-38: stress at work, at home and with money counts a little")
    void shouldKnowStress() {
        for (String kind : List.of("ProfessionalStress", "PersonalStress", "FinancialStress")) {
            assertThat(told("S3-38 " + kind, story().found(0, kind).scoreOn(0))).isBetween(Story.MODEL.prior(), 3.0);
        }
    }

    private static final List<String> SMALL_THINGS = List.of(
            "UnusualAccessAuthorizedTime",
            "UnusualAccessAuthorizedLocation",
            "BadgeError",
            "UnusualBadgeErrorLocation",
            "UnusualCommonAreaAccessAuthorizedTime",
            "MoreRecreationThanPeers",
            "LessRecreationThanPeers",
            "UnusualPrintVolume",
            "UnusualPrintLocation",
            "FirstMediaUse",
            "ProfessionalStress",
            "FinancialStress");

    /** The 99th percentile of a score over years in which small things happen at random. */
    private static double noise(double aWeek, String... circumstances) {
        SplittableRandom random = new SplittableRandom(42);
        List<Double> scores = new ArrayList<>();
        for (int person = 0; person < 40; person++) {
            Story story = story().circumstance(circumstances);
            for (double day = 0; day < 365; day += -Math.log(random.nextDouble()) * 7 / aWeek) {
                story.found(day, SMALL_THINGS.get(random.nextInt(SMALL_THINGS.size())));
            }
            for (int day = 120; day < 365; day += 5) {
                scores.add(story.scoreOn(day));
            }
        }
        scores.sort(null);
        return scores.get(scores.size() * 99 / 100);
    }

    @Test
    @DisplayName("S3-40: small things at random raise nobody, nor an administrator to whom more of them happen")
    void shouldStayQuietOverSmallThings() {
        assertThat(told("noise, one a week, 99th percentile", noise(1))).isLessThan(15);
        assertThat(told("noise, three a week, privileged, 99th percentile", noise(3, "privileged")))
                .isLessThan(30);
    }
}
