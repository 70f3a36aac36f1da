package io.keepwatch.rules.score;

import static io.keepwatch.rules.score.Samples.NOW;
import static io.keepwatch.rules.score.Samples.evidence;
import static io.keepwatch.rules.score.Samples.family;
import static io.keepwatch.rules.score.Samples.negative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a finding counts")
class EvidenceTest {
    private final WholePerson person = Samples.person();

    private List<Contribution> contributions(Instant at, Evidence... evidence) {
        return person.explain(Samples.of(evidence), at).contributions();
    }

    private double score(Evidence... evidence) {
        return person.score(Samples.of(evidence), NOW);
    }

    @Test
    @DisplayName("R11, S3-10: half its weight after one half-life, a quarter after two")
    void shouldFadeByHalfLives() {
        Evidence finding = evidence("bulk", "Collects", Strength.STRONG, NOW);
        double fresh = contributions(NOW, finding).getFirst().weight();

        assertThat(fresh).isCloseTo(Math.log(100), within(1e-12));
        assertThat(contributions(NOW.plus(Duration.ofDays(30)), finding)
                        .getFirst()
                        .weight())
                .isCloseTo(fresh / 2, within(1e-12));
        assertThat(contributions(NOW.plus(Duration.ofDays(60)), finding)
                        .getFirst()
                        .weight())
                .isCloseTo(fresh / 4, within(1e-12));
    }

    @Test
    void shouldCountNothingAfterTenHalfLivesNorBeforeItHappened() {
        Evidence finding = evidence("bulk", "Collects", Strength.STRONG, NOW);
        Instant end = NOW.plus(Duration.ofDays(300));

        assertThat(contributions(end.minusMillis(1), finding).getFirst().weight())
                .isPositive();
        assertThat(contributions(end, finding).getFirst())
                .returns(0.0, Contribution::weight)
                .returns(0.0, Contribution::points)
                .returns(Counting.FADED, Contribution::counting);
        assertThat(person.score(Samples.of(finding), end)).isEqualTo(person.prior());
        assertThat(contributions(NOW.minusMillis(1), finding).getFirst().counting())
                .isEqualTo(Counting.AHEAD);
        assertThat(person.score(Samples.of(finding), NOW.minusMillis(1))).isEqualTo(person.prior());
    }

    @Test
    void shouldTakeTheDefaultStrengthFromTheSeverity() {
        assertThat(Arrays.stream(Severity.values()).map(Strength::of))
                .containsExactly(Strength.DECISIVE, Strength.STRONG, Strength.MEDIUM, Strength.WEAK);
    }

    @Test
    @DisplayName("R10: repeats of one kind count ever less")
    void shouldCountRepeatsEverLess() {
        Evidence[] mails = new Evidence[4];
        Arrays.setAll(
                mails,
                i -> new Evidence(
                        "mail" + i,
                        "mail",
                        "Sent mail",
                        "Exfiltrates",
                        Strength.MEDIUM,
                        false,
                        1,
                        Samples.HALF_LIFE,
                        null,
                        NOW,
                        List.of("m" + i),
                        List.of()));

        assertThat(contributions(NOW, mails).stream().map(Contribution::rank)).containsExactly(1, 2, 3, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(contributions(NOW, mails).get(i).weight())
                    .isCloseTo(Math.log(8) / Math.pow(i + 1, 1.5), within(1e-12));
        }
    }

    @Test
    void shouldTakeOneFamilyOnOneNodeTogetherAndOthersApart() {
        Evidence usb = family("usb", "Exfiltrates", Strength.STRONG, "media", NOW);
        Evidence other = family("stick", "Exfiltrates", Strength.MEDIUM, "media", NOW);
        Evidence elsewhere = family("copy", "Collects", Strength.MEDIUM, "media", NOW);
        Evidence cloud = family("cloud", "Exfiltrates", Strength.STRONG, "cloud", NOW);

        assertThat(contributions(NOW, usb, other, elsewhere, cloud).stream().map(Contribution::counting))
                .containsExactly(Counting.COUNTS, Counting.REPEATS, Counting.COUNTS, Counting.COUNTS);
    }

    @Test
    void shouldTakeAllWeakFindingsOfANodeAsOneFamily() {
        assertThat(contributions(
                                NOW,
                                family("a", "Collects", Strength.WEAK, "one", NOW),
                                family("b", "Collects", Strength.WEAK, "two", NOW))
                        .stream()
                        .map(Contribution::rank))
                .containsExactly(1, 2);
    }

    @Test
    void shouldNotLetAFindingForAPersonRankAmongThoseAgainst() {
        assertThat(contributions(
                                NOW,
                                evidence("a", "Collects", Strength.WEAK, NOW),
                                negative("b", "Collects", Strength.WEAK, NOW))
                        .stream()
                        .map(Contribution::rank))
                .containsExactly(1, 1);
    }

    @Test
    @DisplayName("R19: one activity counts once per node, by its strongest finding")
    void shouldCountOneActivityOncePerNode() {
        Evidence bulk = evidence("bulk", "Collects", Strength.STRONG, NOW, "download-1");
        Evidence leaver = evidence("leaver", "Collects", Strength.WEAK, NOW, "download-1");
        Evidence night = evidence("night", "Exfiltrates", Strength.MEDIUM, NOW, "download-1");

        assertThat(score(bulk, leaver, night)).isEqualTo(score(bulk, night)).isGreaterThan(score(bulk));
        assertThat(contributions(NOW, leaver, bulk, night).stream().map(Contribution::counting))
                .containsExactly(Counting.SAME_ACTIVITY, Counting.COUNTS, Counting.COUNTS);
    }

    @Test
    @DisplayName("R19: a finding that rests on other activities too counts")
    void shouldCountAFindingWithAnActivityOfItsOwn() {
        Evidence bulk = evidence("bulk", "Collects", Strength.STRONG, NOW, "download-1", "download-2");
        Evidence leaver = evidence("leaver", "Collects", Strength.WEAK, NOW, "download-2", "reading-7");

        assertThat(score(bulk, leaver)).isGreaterThan(score(bulk));
    }

    @Test
    @DisplayName("S3-34: a combination counts beside what it combines")
    void shouldCountACombinationBesideItsMembers() {
        Evidence print = evidence("print", "Exfiltrates", Strength.WEAK, NOW, "p");
        Evidence combination = evidence("combination", "Exfiltrates", Strength.STRONG, NOW, "p", "s")
                .combining(List.of("print", "swipe"));

        assertThat(contributions(NOW, print, combination).stream().map(Contribution::counting))
                .containsExactly(Counting.COUNTS, Counting.COUNTS);
    }

    @Test
    @DisplayName("R19: the strongest is the one of which most is left")
    void shouldLetTheOneCountOfWhichMostIsLeft() {
        Evidence brief = new Evidence(
                "brief",
                "brief",
                "x",
                "Collects",
                Strength.STRONG,
                false,
                1,
                Duration.ofDays(1),
                null,
                NOW,
                List.of("d"),
                List.of());
        Evidence lasting = evidence("lasting", "Collects", Strength.MEDIUM, NOW, "d");

        assertThat(contributions(NOW, brief, lasting).stream().map(Contribution::counting))
                .containsExactly(Counting.COUNTS, Counting.SAME_ACTIVITY);
        assertThat(contributions(NOW.plus(Duration.ofDays(5)), brief, lasting).stream()
                        .map(Contribution::counting))
                .containsExactly(Counting.SAME_ACTIVITY, Counting.COUNTS);
    }

    @Test
    @DisplayName("B09: the more exact finding of an activity replaces the general one")
    void shouldReplaceTheGeneralFinding() {
        Model.Effect effect = new Model.Effect("Collects", Strength.WEAK, Samples.HALF_LIFE, false, null);
        Model.Kind general = new Model.Kind("general", "Did it", List.of(effect), List.of());
        Model.Kind exact = new Model.Kind("exact", "Did just this", List.of(effect), List.of("general"));
        WholePerson model = Samples.person(
                Samples.model(Samples.nodes(), Samples.context(ContextModel.Mode.ODDS), List.of(general, exact)));
        Evidence all = Evidence.of("g", general, effect, 1, NOW, List.of("s1", "s2"));
        Evidence one = Evidence.of("e", exact, effect, 1, NOW, List.of("s2"));
        Evidence other = Evidence.of("o", general, effect, 1, NOW, List.of("s3"));

        assertThat(model.explain(Samples.of(all, one, other), NOW).contributions().stream()
                        .map(Contribution::counting))
                .containsExactly(Counting.REPLACED, Counting.COUNTS, Counting.REPEATS);
    }

    @Test
    @DisplayName("B03, S3-14: what the peers do as well counts a fraction")
    void shouldCountAFraction() {
        Evidence whole = evidence("odd", "Collects", Strength.WEAK, NOW);
        Evidence shared = new Evidence(
                "odd",
                "odd",
                "x",
                "Collects",
                Strength.WEAK,
                false,
                0.1,
                Samples.HALF_LIFE,
                null,
                NOW,
                List.of(),
                List.of());

        assertThat(contributions(NOW, shared).getFirst().weight())
                .isCloseTo(contributions(NOW, whole).getFirst().weight() / 10, within(1e-12));
    }

    @Test
    @DisplayName("B02, S3-04, S3-12: what explains an anomaly lowers the score, and so does care")
    void shouldLowerTheScoreByWhatSpeaksForThePerson() {
        Evidence anomaly = evidence("odd", "Collects", Strength.MEDIUM, NOW);

        assertThat(score(anomaly, negative("project", "Collects", Strength.WEAK, NOW)))
                .isLessThan(score(anomaly));
        assertThat(score(anomaly, evidence("care", "Conscientious", Strength.MEDIUM, NOW)))
                .isLessThan(score(anomaly));
        assertThat(score(anomaly, negative("lost", "Conscientious", Strength.WEAK, NOW)))
                .isGreaterThan(score(anomaly));
    }

    @Test
    void shouldShowAndNotCountWhatTheModelDoesNotKnow() {
        assertThat(contributions(NOW, evidence("x", "Retired", Strength.STRONG, NOW))
                        .getFirst()
                        .counting())
                .isEqualTo(Counting.UNKNOWN_NODE);
        assertThat(score(evidence("x", "Retired", Strength.STRONG, NOW))).isEqualTo(person.prior());
    }

    @Test
    @DisplayName("R15: the order in which findings came plays no part")
    void shouldNotDependOnTheOrder() {
        for (int seed = 0; seed < 100; seed++) {
            Dossier dossier = Samples.anything(new SplittableRandom(seed), person.model(), 30);
            List<Evidence> shuffled = new ArrayList<>(dossier.evidence());
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(person.score(new Dossier(shuffled, dossier.context()), NOW))
                    .as("seed %d", seed)
                    .isCloseTo(person.score(dossier, NOW), within(1e-9));
        }
    }

    @Test
    void shouldRefuseFractionsAndHalfLivesThatMakeNoSense() {
        for (double wrong : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Evidence(
                            "x",
                            "x",
                            "x",
                            "x",
                            Strength.WEAK,
                            false,
                            wrong,
                            Samples.HALF_LIFE,
                            null,
                            NOW,
                            List.of(),
                            List.of()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evidence(
                        "x",
                        "x",
                        "x",
                        "x",
                        Strength.WEAK,
                        false,
                        1,
                        Duration.ofDays(-1),
                        null,
                        NOW,
                        List.of(),
                        List.of()));
    }
}
